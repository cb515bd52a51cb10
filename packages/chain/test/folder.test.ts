import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ChainErrorCode, createRpcServer, openChain } from '../src/index.ts'
import { CHAIN_ID, openTestChain, post, signer, temporaryFolder } from './harness.ts'

const codeOf = async (opening: Promise<unknown>): Promise<ChainErrorCode | undefined> =>
  opening.then(
    () => undefined,
    (error: { code: ChainErrorCode }) => error.code,
  )

test('a folder of another chain id is refused before anything is written', async () => {
  const dataDir = temporaryFolder()
  await openChain({ dataDir, chainId: CHAIN_ID }).then((chain) => chain.close())
  const content = () => readdirSync(dataDir, { recursive: true }).sort()
  const before = content()
  expect(await codeOf(openChain({ dataDir, chainId: 1 }))).toBe('WrongChainId')
  expect(content()).toEqual(before)
})

test('a folder in use is refused with a code of its own', async () => {
  const { dataDir } = await openTestChain()
  expect(await codeOf(openChain({ dataDir, chainId: CHAIN_ID }))).toBe('FolderInUse')
})

test('a foreign folder is refused and left as it was', async () => {
  const dataDir = temporaryFolder()
  writeFileSync(join(dataDir, 'photo.jpg'), 'x')
  expect(await codeOf(openChain({ dataDir, chainId: CHAIN_ID }))).toBe('ForeignFolder')
  expect(readdirSync(dataDir)).toEqual(['photo.jpg'])
  const file = join(dataDir, 'photo.jpg')
  expect(await codeOf(openChain({ dataDir: file, chainId: CHAIN_ID }))).toBe('ForeignFolder')
})

test.each([
  ['its marker', 'chain.json', '{'],
  ['its sealer key', 'sealer.key', 'ff'],
  ['its database', 'state/CURRENT', 'MANIFEST-nonsense\n'],
])('a folder with damage to %s is refused', async (_, path, content) => {
  const dataDir = temporaryFolder()
  await openChain({ dataDir, chainId: CHAIN_ID }).then((chain) => chain.close())
  writeFileSync(join(dataDir, path), content)
  expect(['DamagedFolder', 'StorageFailed']).toContain(await codeOf(openChain({ dataDir, chainId: CHAIN_ID })))
  expect(readFileSync(join(dataDir, path), 'utf8')).toBe(content)
})

test('a database whose index file is gone is not made anew over the old one', async () => {
  const dataDir = temporaryFolder()
  const chain = await openChain({ dataDir, chainId: CHAIN_ID })
  const sent = await chain.sendRawTransaction(await signer().sign({ to: '0x00000000000000000000000000000000000000aa' }))
  if (sent.ok) await chain.waitFor(sent.hash)
  await chain.close()
  rmSync(join(dataDir, 'state', 'CURRENT'))
  expect(await codeOf(openChain({ dataDir, chainId: CHAIN_ID }))).toBe('DamagedFolder')
})

test('several groups live in one process, each with its folder and chain id', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'a'))
  const main = await openTestChain({ dataDir: join(root, 'a'), chainId: 1001 })
  const other = await openTestChain({ dataDir: join(root, 'b'), chainId: 1002 })
  const server = await createRpcServer({ groups: [{ chain: main }, { name: 'second', chain: other }], port: 0 })
  const ask = async (path: string, method: string, params: unknown[] = []) =>
    (await post(server.url(path), { jsonrpc: '2.0', id: 1, method, params })).json
  expect(await ask('/', 'eth_chainId')).toMatchObject({ result: '0x3e9' })
  expect(await ask('/groups/second', 'eth_chainId')).toMatchObject({ result: '0x3ea' })
  const raw = await signer(1002).sign({ to: '0x00000000000000000000000000000000000000aa' })
  expect(await ask('/', 'eth_sendRawTransaction', [raw])).toMatchObject({ error: { data: { code: 'WrongChainId' } } })
  const sent = (await ask('/groups/second', 'eth_sendRawTransaction', [raw])) as { result: `0x${string}` }
  await other.waitFor(sent.result)
  expect([main.head().header.number, other.head().header.number]).toEqual([0, 1])
  expect(main.sealer).not.toBe(other.sealer)
  await server.close()
})
