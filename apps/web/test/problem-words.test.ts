import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formats, routes } from '@theriac/api'
import { describe, expect, test } from 'vitest'
import { refusalInChinese } from '../src/core/api/refusal-words.ts'
import { ruleInChinese } from '../src/core/api/rule-words.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** All that a pattern finds in the files of a folder: its first group. */
function found(folder: string, ending: string, pattern: RegExp): readonly string[] {
  const files = readdirSync(`${repository}${folder}`, { recursive: true, encoding: 'utf8' })
  const texts = files
    .filter((path) => path.endsWith(ending))
    .map((path) => readFileSync(`${repository}${folder}/${path}`, 'utf8'))
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))]
}

describe('what the ledger refuses', () => {
  const errors = found('contracts/src', '.sol', /^ *error (\w+)\(/gm)

  test('is told in Chinese, each of its reasons', () => {
    expect(errors.length).toBeGreaterThan(80)
    expect(errors.filter((name) => refusalInChinese({ name, args: {} }) === undefined)).toEqual([])
  })

  test('is told in English, each of its reasons', () => {
    const sentences = readFileSync(`${repository}packages/ledger/src/words/refusals.ts`, 'utf8')
    expect(errors.filter((name) => !sentences.includes(`\n  ${name}: `))).toEqual([])
  })
})

test('what the server says stands in the way is told in Chinese', () => {
  const names = found('apps/server/src', '.ts', /reason: \{\s*name: '(\w+)'/g)
  const holders = readFileSync(`${repository}packages/ledger/src/model/holders.ts`, 'utf8')
  const ends = /endStates = \[\s*'none',([^\]]*)\]/.exec(holders)?.[1]?.match(/\w+/g) ?? []
  const codes = readFileSync(`${repository}apps/server/src/alerts/codes.ts`, 'utf8')
  const states = /type UnitState =([^&]*?)EndState/.exec(codes)?.[1]?.match(/\w+/g) ?? []
  expect(names.length).toBeGreaterThan(20)
  expect(ends).toContain('dispensed_in_parts')
  expect(states).toContain('in_transit')
  const reasons = [...names, ...ends, ...states]
  expect(reasons.filter((name) => refusalInChinese({ name, args: {} }) === undefined)).toEqual([])
})

test('packs that are not where they should be are named with what they are instead', () => {
  const refusal = {
    name: 'dispensed',
    args: { state: 'dispensed', by: 'another', serial: 'A1', units: 3, since: '2026-11-20T08:00:00Z' },
  }
  expect(refusalInChinese(refusal)).toBe('药盒 A1 等 3 盒已售出（自 2026-11-20），在其他机构')
  // The ledger names by number what the server names by word.
  expect(refusalInChinese({ name: 'InstitutionsRefused', args: { gln: '1', refusal: '5' } })).toContain('许可证')
  expect(refusalInChinese({ name: 'LotsHeldBack', args: { hold: 4 } })).toContain('召回')
  expect(refusalInChinese({ name: 'LotsHeldBack', args: { lots: [{ lot: 'L1', hold: 'expired' }, {}] } })).toBe(
    '批次 L1：批次已过有效期，不能供应；另有 1 个批次不能供应',
  )
})

/** Keywords that a schema checks with; what they hold is looked through too. */
function keywordsOf(schema: unknown, into: Set<string>): void {
  if (Array.isArray(schema)) for (const one of schema) keywordsOf(one, into)
  else if (typeof schema === 'object' && schema !== null) {
    for (const [name, value] of Object.entries(schema)) {
      if (name === 'properties') for (const one of Object.values(value as object)) keywordsOf(one, into)
      else {
        if (!silent.has(name)) into.add(name)
        if (!['enum', 'const', 'examples', 'default', 'required'].includes(name)) keywordsOf(value, into)
      }
    }
  }
}
/** What checks nothing by itself, or is told under another name. */
const silent = new Set([
  ...['title', 'description', 'examples', 'default', '$id', '$ref', 'items', 'allOf', 'if', 'then', 'else'],
  ...['additionalProperties', 'patternProperties', '$defs', 'discriminator', 'deprecated', 'readOnly'],
])

test('every rule that a field can break is told in Chinese', () => {
  const keywords = new Set<string>()
  for (const area of Object.values(routes))
    for (const { body, query, params } of Object.values(area) as readonly Record<string, unknown>[])
      keywordsOf([body, query, params], keywords)
  expect([...keywords]).toContain('maxLength')
  const own = [
    ...found('apps/server/src', '.ts', /invalidField\(\s*(?:'[^']*'|`[^`]*`|\w+(?:\([^)]*\))?),\s*'(\w+)'/g),
    ...found('apps/server/src/http', '.ts', /rule: '(\w+)'/g),
    ...found('apps/server/src/outgoing', '.ts', /rule: '(\w+)'/g),
  ]
  expect(own).toContain('future')
  const rules = [...keywords, ...Object.keys(formats), ...own]
  expect(rules.filter((rule) => ruleInChinese(rule) === undefined)).toEqual([])
})
