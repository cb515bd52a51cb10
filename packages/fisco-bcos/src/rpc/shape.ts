import type { Address, Hash, Hex } from 'viem'
import { type NodeId, parseNodeId } from '../node-id.ts'

/** Reads an unknown value, or throws `ShapeFault` with the path to what is wrong. */
export type Shape<Value> = (value: unknown, path: string) => Value

/** Thrown inside this folder; the client makes an `AnswerInvalid` of it. */
export class ShapeFault extends Error {
  readonly path: string
  readonly expected: string

  constructor(path: string, expected: string) {
    super(`${path}: ${expected} expected`)
    this.path = path
    this.expected = expected
  }
}

export const text: Shape<string> = (value, path) => {
  if (typeof value !== 'string') throw new ShapeFault(path, 'text')
  return value
}

export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeFault(path, 'true or false')
  return value
}

/** An integer from 0, as a JSON number or in decimal digits, which is how `parseJson` keeps large ones whole. */
export const natural: Shape<bigint> = (value, path) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  if (typeof value === 'string' && /^(?:0|[1-9]\d*)$/.test(value)) return BigInt(value)
  throw new ShapeFault(path, 'an integer from 0')
}

/** An integer that is used as a number: a status, a position, a version. */
export const integer: Shape<number> = (value, path) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new ShapeFault(path, 'an integer')
  return value
}

/** A position in a list; absent for none, which nodes write as -1 in 64 bits without a sign. */
export const position: Shape<number | undefined> = (value, path) => {
  const read = natural(value, path)
  return read === 2n ** 64n - 1n ? undefined : integer(Number(read), path)
}

function hexOf<Value extends string>(pattern: RegExp, expected: string, prefix: string): Shape<Value> {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new ShapeFault(path, expected)
    return `${prefix}${value.replace(/^0x/, '').toLowerCase()}` as Value
  }
}

// Nodes write hashes and addresses with 0x in some answers and without in others.
export const hash = hexOf<Hash>(/^(?:0x)?[0-9a-f]{64}$/i, '32 bytes in hexadecimal', '0x')
export const address = hexOf<Address>(/^(?:0x)?[0-9a-f]{40}$/i, 'an address', '0x')
export const bytes = hexOf<Hex>(/^(?:0x)?(?:[0-9a-f]{2})*$/i, 'bytes in hexadecimal', '0x')
export const signature = hexOf<Hex>(/^(?:0x)?[0-9a-f]{130}$/i, '65 bytes in hexadecimal', '0x')

export const node: Shape<NodeId> = (value, path) => {
  const id = typeof value === 'string' ? parseNodeId(value) : undefined
  if (id === undefined) throw new ShapeFault(path, 'a node id')
  return id
}

export function list<Value>(item: Shape<Value>): Shape<readonly Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeFault(path, 'a list')
    return value.map((each, index) => item(each, `${path}[${index}]`))
  }
}

/** A field that may be missing, null or empty text: then it is absent. */
export function maybe<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return (value, path) => (value === undefined || value === null || value === '' ? undefined : shape(value, path))
}

/** JSON within a text. */
export function inText<Value>(shape: Shape<Value>): Shape<Value> {
  return (value, path) => {
    let inner: unknown
    try {
      inner = parseJson(text(value, path))
    } catch (cause) {
      if (cause instanceof ShapeFault) throw cause
      throw new ShapeFault(path, 'JSON in a text')
    }
    return shape(inner, path)
  }
}

type Fields = Readonly<Record<string, Shape<unknown>>>
type Optional<F extends Fields> = { [K in keyof F]: undefined extends ReturnType<F[K]> ? K : never }[keyof F]

/** What {@link record} gives: absent fields are absent, not undefined. */
export type Read<F extends Fields> = {
  readonly [K in Exclude<keyof F, Optional<F>>]: ReturnType<F[K]>
} & { readonly [K in Optional<F>]?: Exclude<ReturnType<F[K]>, undefined> }

/** An object with at least these fields; newer nodes may tell more, which is left out. */
export function record<F extends Fields>(fields: F): Shape<Read<F>> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeFault(path, 'an object')
    const given = value as Readonly<Record<string, unknown>>
    const read = Object.entries(fields).map(([key, shape]) => [key, shape(given[key], `${path}.${key}`)] as const)
    return Object.fromEntries(read.filter(([, each]) => each !== undefined)) as Read<F>
  }
}

/** The answer to a question about one thing must be about that one. */
export function about<Value, Key extends keyof Value & string>(
  shape: Shape<Value>,
  key: Key,
  wanted: Value[Key],
): Shape<Value> {
  return (value, path) => {
    const read = shape(value, path)
    if (read[key] !== wanted) throw new ShapeFault(`${path}.${key}`, String(wanted))
    return read
  }
}

/** JSON in which integers too large for a number stay whole, as decimal digits in a text. */
export function parseJson(source: string): unknown {
  // A text is skipped as a whole, so that no digits within one are touched.
  const kept = source.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  )
  return JSON.parse(kept)
}
