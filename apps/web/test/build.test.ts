import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../build/ensure-built.ts'

interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

let folder: string
let manifest: Readonly<Record<string, Chunk>>
beforeAll(async () => {
  folder = (await ensureBuilt()).folder
  manifest = JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8'))
})

/** Everything that must be there before the page of some entries can be drawn: scripts and styles. */
function filesOf(...entries: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`the build has no ${name}`)
    if (seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const entry of entries) visit(entry)
  return files
}

async function gzippedKilobytes(files: ReadonlySet<string>): Promise<number> {
  const sizes = await Promise.all([...files].map(async (file) => (await stat(join(folder, `${file}.gz`))).size))
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}

test('the public page is at most 150 kB at its first load', async () => {
  expect(await gzippedKilobytes(filesOf('check.html'))).toBeLessThanOrEqual(150)
})

test('the application with its frame and first page is at most 350 kB at its first load', async () => {
  const first = ['index.html', 'src/app/shell/shell.tsx', 'src/features/home/home-page.tsx']
  expect(await gzippedKilobytes(filesOf(...first))).toBeLessThanOrEqual(350)
})

test('no schema of the API is in what browsers load', async () => {
  const scripts = [...new Set(Object.values(manifest).map(({ file }) => file))].filter((file) => file.endsWith('.js'))
  const texts = await Promise.all(scripts.map((file) => readFile(join(folder, file), 'utf8')))
  expect(texts.filter((text) => text.includes('~kind') || text.includes('additionalProperties'))).toEqual([])
})
