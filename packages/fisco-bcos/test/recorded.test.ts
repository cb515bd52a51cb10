import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compareWithRecordings, readRecordings } from '../src/testing/index.ts'
import { nativeHeader } from './support/answers.ts'
import { makeBlock, makeReceipt, makeSealers, someHash } from './support/chain.ts'

function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'proofs'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content))
  return folder
}

const recordingOf = (result: unknown) => ({
  url: 'http://127.0.0.1:20200',
  request: { jsonrpc: '2.0', id: 1, method: 'getBlockByNumber', params: ['group0', '', 7, true, false] },
  response: { id: 1, jsonrpc: '2.0', result },
})

test('recordings are read from all folders below, others left out', () => {
  const folder = folderWith({
    'b.json': recordingOf(1),
    'proofs/a.json': recordingOf(2),
    'session.json': [],
    'c.txt': {},
  })
  expect(readRecordings(folder).map(({ file }) => file)).toEqual(['b.json', 'proofs/a.json'])
})

test('a good recording differs in nothing, a spoilt one is found', async () => {
  const { header } = await makeBlock(makeSealers([1n, 1n, 1n, 1n]), [makeReceipt(0)], { signers: [0, 1, 2] })
  const good = await compareWithRecordings(folderWith({ 'a.json': recordingOf(nativeHeader(header)) }))
  expect(good.map(({ name, compared, differences }) => [name, compared, differences.length])).toContainEqual([
    'headers',
    1,
    0,
  ])
  const spoilt = nativeHeader({ ...header, stateRoot: someHash('other') })
  const bad = await compareWithRecordings(folderWith({ 'a.json': recordingOf(spoilt) }))
  expect(bad.find(({ name }) => name === 'headers')?.differences).toContainEqual('a.json: not final')
})

const recorded = fileURLToPath(new URL('../../../../shared/fixtures/fisco-bcos', import.meta.url))

// What a real chain answered lies beside the repository where there is any; `npm run conformance` reads it too.
describe.skipIf(!existsSync(recorded))('answers of a real chain', () => {
  test('are read, verified and written as they were', async () => {
    const results = await compareWithRecordings(recorded)
    expect(results.filter(({ compared }) => compared === 0)).toEqual([])
    expect(results.flatMap(({ name, differences }) => differences.map((each) => `${name}: ${each}`))).toEqual([])
  })
})
