import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as main from '../src/index.ts'
import * as testing from '../src/testing/index.ts'

test('the public names are these', () => {
  expect({ '.': Object.keys(main).sort(), './testing': Object.keys(testing).sort() }).toMatchSnapshot()
})

/** All files that a file loads, and what they import from elsewhere. */
function imported(url: URL, seen = new Map<string, readonly string[]>()): Map<string, readonly string[]> {
  if (seen.has(url.href)) return seen
  const requests = [...readFileSync(url, 'utf8').matchAll(/^(?:import|export)(?! type)[^'"]*?from '([^']+)'/gms)].map(
    ([, from]) => from ?? '',
  )
  seen.set(
    url.href,
    requests.filter((request) => !request.startsWith('.')),
  )
  for (const request of requests) if (request.startsWith('.')) imported(new URL(request, url), seen)
  return seen
}

test('the main entry loads nothing but viem, so that a browser can verify with it', () => {
  const files = imported(new URL('../src/index.ts', import.meta.url))
  expect(files.size).toBeGreaterThan(20)
  expect([...new Set([...files.values()].flat())]).toEqual(['viem'])
})
