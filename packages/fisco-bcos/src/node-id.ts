import { FiscoError } from './errors.ts'

/** A node's public key: 128 hexadecimal digits, lower case, without 0x, as the consensus contract takes it. */
export type NodeId = string & { readonly __nodeId: unique symbol }

/** Reads a node id with or without 0x and in any case; undefined when it is none. */
export function parseNodeId(text: string): NodeId | undefined {
  const id = text.replace(/^0x/, '').toLowerCase()
  return /^[0-9a-f]{128}$/.test(id) ? (id as NodeId) : undefined
}

/** The same for a value that has to be one; throws `ValueInvalid`. */
export function nodeId(text: string): NodeId {
  const id = parseNodeId(text)
  if (id === undefined)
    throw new FiscoError('ValueInvalid', { field: 'nodeId', value: text, expected: '128 hexadecimal digits' })
  return id
}
