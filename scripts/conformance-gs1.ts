/**
 * Compares the AI table of `@theriac/gs1` with GS1's own list, AI by AI:
 * `tsx scripts/conformance-gs1.ts [folder]`, where the folder holds `gs1/gs1-syntax-dictionary.txt`.
 * Prints each difference and exits with 1 when there is one, with 2 when the list can't be read.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { APPLICATION_IDENTIFIERS, type ApplicationIdentifier } from '@theriac/gs1'

/** What the list calls the rules that our table names in words. */
const RULE_NAMES: Record<string, string> = {
  csum: 'check',
  csumalpha: 'checkPair',
  gcppos1: 'prefix',
  gcppos2: 'prefixAfterFirst',
  yymmdd: 'date',
  yymmd0: 'date0',
  yyyymmdd: 'fullDate',
  hhmi: 'time',
  hh: 'hour',
  mi: 'minute',
  ss: 'second',
  iso3166: 'country',
  iso3166999: 'countryOrAny',
  iso3166alpha2: 'countryLetters',
  iso4217: 'currency',
  iso5218: 'sex',
  pcenc: 'percent',
  yesno: 'yesNo',
  nonzero: 'nonZero',
  nozeroprefix: 'noLeadingZero',
  hasnondigit: 'nonDigit',
  hyphen: 'minus',
  mediatype: 'mediaType',
  packagetype: 'packageType',
  importeridx: 'importer',
  posinseqslash: 'birthSequence',
  pieceoftotal: 'piece',
  couponcode: 'coupon',
  couponposoffer: 'couponOffer',
}

/** One AI in words that can be compared as text, one line per aspect. */
type Description = Record<
  'format' | 'fnc1Required' | 'linkAttribute' | 'needs' | 'excludes' | 'qualifiers' | 'title',
  string
>

function readList(text: string): Map<string, Description> {
  const list = new Map<string, Description>()
  for (const line of text.split('\n')) {
    const match = /^(\d+)(?:-(\d+))?\s+([*?]*)\s*((?:\[?[NXYZ][.\d]+\S*\s*)+)(.*)$/.exec(line)
    if (!match) {
      if (line.trim() !== '' && !line.startsWith('#')) throw new Error(`a line of another shape: ${line}`)
      continue
    }
    const [, first = '', last = first, flags = '', specification = '', rest = ''] = match
    const [attributes = '', title = ''] = rest.split('#').map((part) => part.trim())
    const keys = attributes.split(/\s+/)
    const valuesOf = (key: string) =>
      keys.filter((word) => word.startsWith(`${key}=`)).map((word) => word.slice(key.length + 1))
    const linkKey = keys.includes('dlpkey') ? '' : valuesOf('dlpkey')[0]
    const description: Description = {
      format: specification.trim().split(/\s+/).map(readComponent).join(' '),
      fnc1Required: String(!flags.includes('*')),
      linkAttribute: String(flags.includes('?')),
      needs: valuesOf('req').join(' and ').replaceAll(',', ' '),
      excludes: valuesOf('ex').join(',').replaceAll(',', ' '),
      qualifiers: linkKey === undefined ? 'not a key' : linkKey.replaceAll(',', ' '),
      // The list numbers some titles; hash signs within a title must survive the split above.
      title: rest.includes('#') ? rest.slice(rest.indexOf('#') + 1).trim() : title,
    }
    for (let ai = Number(first); ai <= Number(last); ai++) list.set(String(ai).padStart(first.length, '0'), description)
  }
  return list
}

function readComponent(text: string): string {
  const optional = text.startsWith('[')
  const [shape = '', ...rules] = text.replace(/[[\]]/g, '').split(',')
  return [shape, ...rules.map((rule) => RULE_NAMES[rule] ?? rule)].join(':') + (optional ? '?' : '')
}

function describe(entry: ApplicationIdentifier): Description {
  const format = entry.components.map(({ type, minLength, maxLength, optional, rules }) => {
    const shape = `${type}${minLength === maxLength ? '' : '..'}${maxLength}`
    return [shape, ...rules].join(':') + (optional ? '?' : '')
  })
  return {
    format: format.join(' '),
    fnc1Required: String(entry.fnc1Required),
    linkAttribute: String(entry.linkAttribute),
    needs: entry.needs.map((group) => group.join('+')).join(' '),
    excludes: entry.excludes.join(' '),
    qualifiers: entry.linkQualifiers?.map((sequence) => sequence.join(' ')).join('|') ?? 'not a key',
    title: entry.title,
  }
}

function compare(list: Map<string, Description>): string[] {
  const differences: string[] = []
  for (const [ai, wanted] of list) {
    const entry = APPLICATION_IDENTIFIERS.get(ai)
    if (!entry) {
      differences.push(`${ai}: missing in our table`)
      continue
    }
    const ours = describe(entry)
    for (const aspect of Object.keys(wanted) as (keyof Description)[]) {
      if (ours[aspect] !== wanted[aspect]) {
        differences.push(`${ai} ${aspect}: ours "${ours[aspect]}", list "${wanted[aspect]}"`)
      }
    }
  }
  for (const ai of APPLICATION_IDENTIFIERS.keys()) if (!list.has(ai)) differences.push(`${ai}: not in the list`)
  return differences
}

function main(folder: string): number {
  const path = join(folder, 'gs1', 'gs1-syntax-dictionary.txt')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    console.error(`can't read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`)
    return 2
  }
  const list = readList(text)
  const differences = list.size === 0 ? ['the list is empty'] : compare(list)
  for (const difference of differences) console.error(difference)
  console.log(`gs1: ${list.size} application identifiers compared, ${differences.length} differences`)
  return differences.length === 0 ? 0 : 1
}

process.exitCode = main(process.argv[2] ?? '')
