/** A value that JSON can say. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** Why a value has no canonical form. */
export interface CanonicalFault {
  /** JSON pointer to what is wrong. */
  readonly pointer: string
  readonly rule: 'depth' | 'number' | 'surrogate'
}

/** A value that has no canonical form. */
export class CanonicalJsonError extends Error {
  override readonly name = 'CanonicalJsonError'
  readonly code = 'CanonicalJsonInvalid'
  readonly fault: CanonicalFault

  constructor(fault: CanonicalFault) {
    super(`${fault.pointer || 'The value'} cannot be written as canonical JSON (${fault.rule})`)
    this.fault = fault
  }
}

/** Nobody writes documents this deep; a hostile one must not exhaust the stack. */
const deepest = 64

/**
 * The one way to write a JSON value (RFC 8785): no white space, members sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. Whoever has an equal value comes to the same bytes, and so to the same hash.
 *
 * @throws CanonicalJsonError for numbers that are not finite, half surrogate pairs (RFC 8785, 3.2.2.2), and values deeper than
 * 64 levels
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, '', 0)
}

function write(value: JsonValue, pointer: string, depth: number): string {
  if (depth > deepest) throw new CanonicalJsonError({ pointer, rule: 'depth' })
  if (typeof value === 'string') return writeText(value, pointer)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new CanonicalJsonError({ pointer, rule: 'number' })
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map((item, at) => write(item, `${pointer}/${at}`, depth + 1)).join(',')}]`
  const members: string[] = []
  // The default order of `sort` is that of UTF-16 code units.
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member === undefined) continue
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    members.push(`${writeText(key, at)}:${write(member, at, depth + 1)}`)
  }
  return `{${members.join(',')}}`
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function writeText(text: string, pointer: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new CanonicalJsonError({ pointer, rule: 'surrogate' })
  return JSON.stringify(text)
}
