import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CanonicalJsonError, canonicalJson, type JsonValue } from '../src/canonical-json.ts'

const faultOf = (value: unknown) => {
  try {
    canonicalJson(value as JsonValue)
  } catch (error) {
    if (error instanceof CanonicalJsonError) return error.fault
    throw error
  }
  throw new Error('it was written')
}

describe('canonical JSON', () => {
  test('sorts members by UTF-16 code units, as RFC 8785 (3.2.3) shows', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const values = [...canonicalJson(members).matchAll(/:"([^"]+)"/g)].map(([, value]) => value)
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  test('writes numbers, strings and literals as RFC 8785 (3.2.2) shows', () => {
    const value = {
      numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('leaves out members that are not there', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
  })

  test('refuses what has no canonical form, and says where it is', () => {
    expect(faultOf({ a: [{ 'b/c': '\ud800' }] })).toEqual({ pointer: '/a/0/b~1c', rule: 'surrogate' })
    expect(faultOf({ a: Number.POSITIVE_INFINITY })).toEqual({ pointer: '/a', rule: 'number' })
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 'x')
    expect(faultOf(deep).rule).toBe('depth')
  })

  test('is the same for equal values, whatever the order of their members, and can be read back', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, shuffled(member)]),
      )
    }
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value as JsonValue)
        expect(canonicalJson(shuffled(value) as JsonValue)).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 200 },
    )
  })
})
