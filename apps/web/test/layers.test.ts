import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../src', import.meta.url))

/** What each layer may import beside itself. */
const layers: Readonly<Record<string, readonly string[]>> = {
  app: ['features', 'ui', 'core'],
  'public-page': ['ui', 'core'],
  features: ['ui', 'core'],
  ui: ['core'],
  core: [],
}

/** Files by path within `src`, with what they import of the application. */
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(`${root}/${path}`, 'utf8')
    const requests = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '')
    return {
      path,
      lines: text.split('\n').length,
      imports: requests.map((one) => posix.join(posix.dirname(path), one)),
    }
  })

test('the application imports features, features the parts of pages, and never the other way or sideways', () => {
  expect(files.length).toBeGreaterThan(50)
  const faults = files.flatMap(({ path, imports }) => {
    const [layer = '', feature] = path.split('/')
    return imports
      .filter((target) => {
        const [other = '', otherFeature] = target.split('/')
        if (other !== layer) return !layers[layer]?.includes(other)
        return layer === 'features' && otherFeature !== feature
      })
      .map((target) => `${path} imports ${target}`)
  })
  expect(faults).toEqual([])
})

test('a file has one subject, and rarely passes 300 lines', () => {
  expect(files.filter(({ lines }) => lines > 300).map(({ path }) => path)).toEqual([])
})
