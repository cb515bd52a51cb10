import { APPLICATION_IDENTIFIERS, type ApplicationIdentifier } from './ai/application-identifiers.ts'
import { type AiElement, checkValue } from './ai/elements.ts'
import { type DateReference, yearOf } from './dates.ts'
import { checkElements, LONGEST_SCAN } from './element-string.ts'
import { percentDecode, percentEncode } from './percent-encoding.ts'
import { accept, type Result, refuse } from './result.ts'
import { type ScanSummary, summarise } from './summary.ts'

/** A read Digital Link. */
export interface DigitalLink {
  /** Scheme, authority and whatever path comes before the primary key, without a slash at the end. */
  readonly stem: string
  /** The AI of the primary key, such as `01`. */
  readonly primaryKey: string
  /** Primary key, its qualifiers, then the attributes of the query. */
  readonly elements: readonly AiElement[]
  /** What else the query holds, such as `linkType`, decoded. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly summary: ScanSummary
}

/** The words that early versions of the standard allowed instead of AIs (GS1 Digital Link 1.1, section 5.9). */
const ALIASES: Readonly<Record<string, string>> = {
  gtin: '01',
  itip: '8006',
  gmn: '8013',
  cpid: '8010',
  gln: '414',
  party: '417',
  gsrnp: '8017',
  gsrn: '8018',
  gcn: '255',
  sscc: '00',
  gdti: '253',
  ginc: '401',
  gsin: '402',
  grai: '8003',
  giai: '8004',
  cpv: '22',
  lot: '10',
  ser: '21',
  cpsn: '8011',
  glnx: '254',
  refno: '8020',
  srin: '8019',
}

interface Segment {
  readonly text: string
  readonly position: number
}

/**
 * Reads an uncompressed GS1 Digital Link URI (GS1 Digital Link: URI syntax 1.6) of any domain, after any path. A GTIN
 * may have 8, 12, 13 or 14 digits and comes out with 14.
 *
 * @returns the elements, or a `URI_*` fault, or the fault of a value
 */
export function parseDigitalLink(uri: string, reference: DateReference): Result<DigitalLink> {
  if (uri.length > LONGEST_SCAN) return refuse('TOO_LONG', `a Digital Link has at most ${LONGEST_SCAN} characters`)
  const start = uri.length - uri.trimStart().length
  const trimmed = uri.trim()
  const match = /^(https?:\/\/[^/?#\s]+)(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/is.exec(trimmed)
  if (!match) return refuse('URI_SYNTAX', 'a Digital Link starts with https:// or http:// and a domain', start)
  const [, authority = '', path = '', query = ''] = match
  const segments = split(path.replace(/\/$/, ''), /\//, start + authority.length)
  const keyIndex = findPrimaryKey(segments)
  const keySegment = segments[keyIndex]
  const key = keySegment && identifierNamed(keySegment.text)
  if (!keySegment || !key) {
    return refuse('URI_KEY_MISSING', 'the path holds no GS1 primary key and value', start + authority.length)
  }
  const fromPath = readPath(segments.slice(keyIndex), key, yearOf(reference))
  if (!fromPath.ok) return fromPath
  const fromQuery = readQuery(query, start + authority.length + path.length + 1, fromPath.value, yearOf(reference))
  if (!fromQuery.ok) return fromQuery
  const { elements, parameters } = fromQuery.value
  return accept({
    stem: trimmed.slice(0, keySegment.position - 1 - start),
    primaryKey: key.ai,
    elements,
    parameters,
    summary: summarise(elements, reference),
  })
}

function split(text: string, separator: RegExp, position: number): Segment[] {
  let offset = position
  return text.split(separator).map((part) => {
    const segment = { text: part, position: offset }
    offset += part.length + 1
    return segment
  })
}

function identifierNamed(name: string): ApplicationIdentifier | undefined {
  return APPLICATION_IDENTIFIERS.get(Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name)
}

/** Keys and values alternate up to the end of the path, so the last primary key in a key's place is the one. */
function findPrimaryKey(segments: readonly Segment[]): number {
  for (let index = segments.length - 2; index >= 1; index -= 2) {
    if (identifierNamed(segments[index]?.text ?? '')?.linkQualifiers) return index
  }
  return -1
}

function readValue(identifier: ApplicationIdentifier, segment: Segment, referenceYear: number): Result<AiElement> {
  const { ai } = identifier
  const decoded = percentDecode(segment.text, segment.position)
  if (!decoded.ok) return decoded
  const isShortGtin = ai === '01' && /^([0-9]{8}|[0-9]{12,13})$/.test(decoded.value)
  const value = isShortGtin ? decoded.value.padStart(14, '0') : decoded.value
  return checkValue(identifier, value, referenceYear, segment.position)
}

function readPath(
  segments: readonly Segment[],
  key: ApplicationIdentifier,
  referenceYear: number,
): Result<readonly AiElement[]> {
  const elements: AiElement[] = []
  for (let index = 0; index + 1 < segments.length; index += 2) {
    const [name, value] = [segments[index], segments[index + 1]]
    if (!name || !value) break
    const identifier = identifierNamed(name.text)
    if (!identifier) return refuse('URI_QUALIFIER', `"${name.text}" qualifies no ${key.title}`, name.position)
    const element = readValue(identifier, value, referenceYear)
    if (!element.ok) return element
    elements.push(element.value)
  }
  const given = elements.slice(1).map(({ ai }) => ai)
  if (!(key.linkQualifiers ?? []).some((sequence) => isSubsequence(given, sequence))) {
    const message = `${given.join(', ')} can't qualify AI ${key.ai}, or not in this order`
    return refuse('URI_QUALIFIER', message, segments[2]?.position ?? 0, given[0])
  }
  return accept(elements)
}

function isSubsequence(given: readonly string[], sequence: readonly string[]): boolean {
  let from = 0
  for (const ai of given) {
    const at = sequence.indexOf(ai, from)
    if (at < 0) return false
    from = at + 1
  }
  return true
}

function readQuery(
  query: string,
  position: number,
  fromPath: readonly AiElement[],
  referenceYear: number,
): Result<Pick<DigitalLink, 'elements' | 'parameters'>> {
  const elements = [...fromPath]
  const parameters: (readonly [string, string])[] = []
  for (const { text, position: at } of split(query, /[&;]/, position)) {
    if (text === '') continue
    const equals = text.includes('=') ? text.indexOf('=') : text.length
    const name = text.slice(0, equals)
    const value = { text: text.slice(equals + 1), position: at + equals + 1 }
    if (!/^[0-9]+$/.test(name)) {
      const decoded = [percentDecodeLoosely(name), percentDecodeLoosely(value.text)] as const
      parameters.push(decoded)
      continue
    }
    const identifier = APPLICATION_IDENTIFIERS.get(name)
    if (!identifier) return refuse('AI_UNKNOWN', `there is no AI ${name}`, at, name)
    if (!identifier.linkAttribute || elements.some(({ ai }) => ai === name)) {
      return refuse('URI_ATTRIBUTE', `AI ${name} may not stand in this query`, at, name)
    }
    const element = readValue(identifier, value, referenceYear)
    if (!element.ok) return element
    elements.push(element.value)
  }
  return accept({ elements, parameters })
}

/** Parameters of others may be of any encoding; what can't be decoded stays as it is. */
function percentDecodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const UNRESERVED = /^[0-9A-Za-z._~-]$/

/**
 * Writes elements as a Digital Link: the first primary key among them, its qualifiers in the standard's order in the
 * path, all others in the query.
 *
 * @param stem scheme, domain and any path before the key; `https://id.gs1.org` is GS1's own resolver
 * @returns the URI, or `URI_KEY_MISSING`, `URI_ATTRIBUTE` (an element that has no place in it, or a value `.` or `..`
 *   that URI software would resolve away), `URI_SYNTAX` or the fault of a value
 */
export function buildDigitalLink(
  elements: readonly AiElement[],
  reference: DateReference,
  stem = 'https://id.gs1.org',
): Result<string> {
  if (!/^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?$/i.test(stem))
    return refuse('URI_SYNTAX', 'the stem is no http or https URI')
  const checked = checkElements(elements, reference)
  if (!checked.ok) return checked
  const key = elements.find(({ ai }) => APPLICATION_IDENTIFIERS.get(ai)?.linkQualifiers)
  const sequences = key && APPLICATION_IDENTIFIERS.get(key.ai)?.linkQualifiers
  if (!key || !sequences) return refuse('URI_KEY_MISSING', 'none of the elements is a primary key')
  const covered = (sequence: readonly string[]) => elements.filter(({ ai }) => sequence.includes(ai)).length
  const sequence = sequences.reduce((best, other) => (covered(other) > covered(best) ? other : best))
  const path = [key, ...sequence.flatMap((ai) => elements.filter((element) => element.ai === ai))]
  const query = elements.filter((element) => !path.includes(element))
  for (const { ai } of query) {
    if (!APPLICATION_IDENTIFIERS.get(ai)?.linkAttribute) {
      return refuse('URI_ATTRIBUTE', `AI ${ai} has no place in a Digital Link of AI ${key.ai}`, 0, ai)
    }
  }
  for (const { ai, value } of path) {
    if (/^\.\.?$/.test(value)) return refuse('URI_ATTRIBUTE', `"${value}" can't be a segment of a path`, 0, ai)
  }
  const pairs = path.map(({ ai, value }) => `/${ai}/${percentEncode(value, UNRESERVED)}`)
  const attributes = query.map(({ ai, value }) => `${ai}=${percentEncode(value, UNRESERVED)}`)
  return accept(stem.replace(/\/$/, '') + pairs.join('') + (attributes.length > 0 ? `?${attributes.join('&')}` : ''))
}
