import type { AccessListEntry } from '../block/transaction.ts'
import { bytesToBigInt, parseHex } from '../codec/hex.ts'
import type { CallRequest } from '../reads.ts'
import type { LogCriteria } from '../storage/log-index.ts'
import { invalidParams } from './failure.ts'

/** Which block is meant. */
export type BlockRef =
  | { readonly by: 'head' }
  | { readonly by: 'number'; readonly number: number }
  | { readonly by: 'hash'; readonly hash: Uint8Array }

type Fields = Record<string, unknown>

export function bytesParam(value: unknown, name: string, length?: number): Uint8Array {
  const bytes = parseHex(value)
  if (bytes === undefined || (length !== undefined && bytes.length !== length)) {
    throw invalidParams(`${name} must be 0x and ${length === undefined ? 'whole bytes' : `${length} bytes`}`, { name })
  }
  return bytes
}

export const addressParam = (value: unknown, name = 'address') => bytesParam(value, name, 20)
export const hashParam = (value: unknown, name = 'hash') => bytesParam(value, name, 32)

function quantityParam(value: unknown, name: string): bigint {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw invalidParams(`${name} must be a hexadecimal quantity`, { name })
  }
  return BigInt(value)
}

export function indexParam(value: unknown, name: string): number {
  const number = quantityParam(value, name)
  if (number > 0xffffffffn) throw invalidParams(`${name} is too large`, { name })
  return Number(number)
}

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidParams(`${name} must be an object`, { name })
  }
  return value as Fields
}

export function blockParam(value: unknown, name = 'block'): BlockRef {
  switch (value) {
    case undefined:
    case null:
    case 'latest':
    case 'pending':
    case 'safe':
    case 'finalized':
      return { by: 'head' }
    case 'earliest':
      return { by: 'number', number: 0 }
  }
  if (typeof value === 'string') return { by: 'number', number: indexParam(value, name) }
  // EIP-1898
  const fields = fieldsOf(value, name)
  if (fields.blockHash !== undefined) return { by: 'hash', hash: hashParam(fields.blockHash, 'blockHash') }
  return { by: 'number', number: indexParam(fields.blockNumber, 'blockNumber') }
}

const optional = <T>(value: unknown, parse: (value: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : parse(value)

function accessListParam(value: unknown): AccessListEntry[] {
  if (!Array.isArray(value)) throw invalidParams('accessList must be an array')
  return value.map((entry: unknown) => {
    const fields = fieldsOf(entry, 'accessList entry')
    if (!Array.isArray(fields.storageKeys)) throw invalidParams('storageKeys must be an array')
    return {
      address: addressParam(fields.address),
      storageKeys: fields.storageKeys.map((key: unknown) => hashParam(key, 'storageKey')),
    }
  })
}

export function callParam(value: unknown): CallRequest {
  const fields = fieldsOf(value, 'transaction')
  const from = optional(fields.from, (v) => addressParam(v, 'from'))
  const to = optional(fields.to, (v) => addressParam(v, 'to'))
  const data = optional(fields.input ?? fields.data, (v) => bytesParam(v, 'data'))
  const amount = optional(fields.value, (v) => quantityParam(v, 'value'))
  const gasLimit = optional(fields.gas, (v) => quantityParam(v, 'gas'))
  const accessList = optional(fields.accessList, accessListParam)
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(data === undefined ? {} : { data }),
    ...(amount === undefined ? {} : { value: amount }),
    ...(gasLimit === undefined ? {} : { gasLimit }),
    ...(accessList === undefined ? {} : { accessList }),
  }
}

/** Alternatives at one place of a filter that are still a sensible question. */
const MAX_ALTERNATIVES = 1000

function alternatives(value: unknown, parse: (entry: unknown) => Uint8Array): Uint8Array[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (list.length > MAX_ALTERNATIVES) throw invalidParams(`a filter takes at most ${MAX_ALTERNATIVES} alternatives`)
  return list.map(parse)
}

/** Address and topics of a log filter (EIP-1474, eth_getLogs). */
export function criteriaParam(value: unknown): LogCriteria {
  const fields = fieldsOf(value, 'filter')
  const topics = fields.topics ?? []
  if (!Array.isArray(topics) || topics.length > 4) throw invalidParams('topics must be an array of at most 4 entries')
  return {
    addresses: optional(fields.address, (v) => alternatives(v, (entry) => addressParam(entry))) ?? [],
    topics: topics.map((topic: unknown) => {
      if (topic === null || (Array.isArray(topic) && topic.length === 0)) return undefined
      return alternatives(topic, (entry) => hashParam(entry, 'topic'))
    }),
  }
}

/** The range of a log filter: block references, or the one block of a hash (EIP-234). */
export function rangeParam(value: unknown): { from: BlockRef; to: BlockRef } | { blockHash: Uint8Array } {
  const fields = fieldsOf(value, 'filter')
  if (fields.blockHash !== undefined && fields.blockHash !== null) {
    if (fields.fromBlock !== undefined || fields.toBlock !== undefined) {
      throw invalidParams('a filter takes either blockHash or fromBlock and toBlock')
    }
    return { blockHash: hashParam(fields.blockHash, 'blockHash') }
  }
  return { from: blockParam(fields.fromBlock, 'fromBlock'), to: blockParam(fields.toBlock, 'toBlock') }
}

/** A storage position: 32 bytes, or a quantity as older clients send it. */
export function slotParam(value: unknown): bigint {
  const bytes = parseHex(value)
  return bytes !== undefined && bytes.length <= 32 ? bytesToBigInt(bytes) : quantityParam(value, 'slot')
}
