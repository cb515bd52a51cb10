import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as main from '../src/index.ts'
import * as node from '../src/node.ts'
import { temporaryFolder } from './carry/world.ts'
import { admitPharmacy } from './readme-example.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the public names are these', () => {
  expect({ '.': Object.keys(main).sort(), './node': Object.keys(node).sort() }).toMatchSnapshot()
})

/** All files that a file loads, with what they import from elsewhere. */
function imported(path: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(path)) return seen
  const requests = [...read(path).matchAll(/^(?:import|export)(?! type)[^'"]*?from '([^']+)'/gms)].map(
    ([, from]) => from ?? '',
  )
  seen.set(
    path,
    requests.filter((request) => !request.startsWith('.')),
  )
  for (const request of requests) {
    if (request.startsWith('.'))
      imported(`../${new URL(request, `file:///x/${path.slice(3)}`).pathname.slice(3)}`, seen)
  }
  return seen
}

test('the main entry loads no module of Node, so that a browser can sign and read with it', () => {
  const builtIns = (path: string) =>
    [...imported(path)].flatMap(([file, requests]) =>
      requests.filter((request) => request.startsWith('node:')).map((request) => `${file}: ${request}`),
    )
  expect(imported('../src/index.ts').size).toBeGreaterThan(40)
  expect(builtIns('../src/index.ts')).toEqual([])
  expect(builtIns('../src/node.ts')).not.toEqual([])
})

test("the README's example is this one, and does what it says", async () => {
  expect(read('../README.md')).toContain(read('./readme-example.ts'))
  expect(await admitPharmacy(temporaryFolder())).toEqual(['taken', 'taken', 'active', 'InstitutionsWrongStatus'])
})
