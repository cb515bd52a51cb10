import { access, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { openStandIn, type Responder, type StandInFault } from '@theriac/fisco-bcos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, done, run, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'

const [data, fresh] = [join(work, 'regulator'), join(work, 'fresh')]
const regulator = '9520000000011'
const fisco = ['--engine', 'fisco-bcos']
const opened: { close(): unknown }[] = []
let node: FiscoNode
let other: FiscoNode
let nodes: readonly string[]
let directory = ''
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'))
  other = await openFiscoNode(join(work, 'other-node'))
  nodes = [...fisco, '--web3', node.web3, '--rpc', node.rpc]
  directory = /directory\s+(0x\w{40})/.exec(await done('deploy', '--data', data, ...nodes))?.[1] ?? ''
}, 120_000)
afterAll(async () => {
  for (const one of [node, other, ...opened]) await one.close()
})

/** The commands that note nodes, on a folder that is not there. */
const commands = () => [
  ['init', '--data', fresh],
  ['deploy', '--data', fresh],
  ['join', '--data', fresh, '--directory', directory, '--gln', '9520000000219'],
  ['group', 'add', 'rhine', '--data', data, '--directory', directory],
]

/** Code and words of a command that is refused, and writes nothing. */
async function refusal(...args: readonly string[]): Promise<readonly [code: string | undefined, words: string]> {
  const ended = await run(...args)
  expect(ended.code, ended.stdout).not.toBe(0)
  for (const made of [fresh, join(data, 'groups')]) await expect(access(made)).rejects.toThrow('ENOENT')
  return [codeOf(ended), ended.stderr]
}

async function place(fault: StandInFault | undefined, answer: Responder = () => ({ result: null })): Promise<string> {
  const standIn = await openStandIn({ answers: [answer] })
  standIn.fault = fault
  opened.push(standIn)
  return standIn.url
}

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  opened.push({
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function closedPort(): Promise<string> {
  const gone = await openStandIn({ answers: [] })
  await gone.close()
  return gone.url
}

const tls = (): Promise<string> => listen(createTlsServer({}).on('tlsClientError', () => {}))
const redirect = (): Promise<string> =>
  listen(createHttpServer((_, response) => response.writeHead(302, { location: node.web3 }).end()))

const wrong: readonly [title: string, open: () => Promise<string>, code: string, words: RegExp][] = [
  ['a closed port', closedPort, 'NodeUnreachable', /Nothing answers at http/],
  ['a web page', () => place('html'), 'AnswerNotJson', /A web page answers at http/],
  ['TLS', tls, 'TlsRequired', /speaks TLS, and the URL says http/],
  ['a cut answer', () => place('cut'), 'AnswerCutShort', /ends in its middle/],
  ['a redirect', redirect, 'HttpStatus', /sends elsewhere/],
  ['null for everything', () => place(undefined), 'AnswerInvalid', /is not/],
]

test.each(wrong)(
  '%s is told by its name, of either RPC and of a further URL, before anything is written',
  async (...row) => {
    const [, open, code, words] = row
    const url = await open()
    for (const given of [
      ['--web3', url, '--rpc', node.rpc],
      ['--web3', node.web3, '--rpc', url],
      ['--web3', node.web3, '--web3', url, '--rpc', node.rpc],
      ['--web3', node.web3, '--rpc', node.rpc, '--rpc', url],
    ]) {
      const told = await refusal('deploy', '--data', fresh, ...fisco, ...given)
      expect(told).toEqual([code, expect.stringMatching(words)])
    }
  },
)

test('every command that notes nodes looks at all of them: their chain, engine and group', async () => {
  for (const command of commands()) {
    const code = async (...given: readonly string[]) => (await refusal(...command, ...given))[0]
    const [first, native] = [
      ['--web3', node.web3],
      ['--rpc', node.rpc],
    ]
    expect(await code(...fisco, ...first, '--web3', other.web3, ...native)).toBe('NodesDiffer')
    expect(await code(...fisco, ...first, '--rpc', other.rpc)).toBe('NodesDiffer')
    expect(await code(...fisco, ...first, ...native, '--rpc', other.rpc)).toBe('NodesDiffer')
    expect(await code(...fisco, ...first, ...native, '--group', 'nonsense')).toBe('GroupUnknown')
    expect(await code(...fisco, '--web3', node.rpc, ...native)).toBe('MethodUnknown')
    expect(await code('--engine', 'embedded', ...first)).toBe('NodeUnfit')
    expect(await code('--engine', 'embedded', ...first, ...native)).toBe('BadUsage')
  }
  expect((await refusal('init', '--data', fresh, '--rpc', node.rpc))[0]).toBe('BadUsage')
})

test('all that is wrong is told at once', async () => {
  const [page, gone] = [await place('html'), await closedPort()]
  const [code, words] = await refusal('init', '--data', fresh, ...fisco, '--web3', page, '--rpc', gone)
  expect(code).toBe('NodesUnfit')
  expect(words).toContain(`A web page answers at ${page}`)
  expect(words).toContain(`Nothing answers at ${gone}`)
})

test('an address without a directory of this platform, and a ledger that is served already, are refused', async () => {
  const acts = /acts\s+(0x\w{40})/.exec(await done('deploy', '--data', data))?.[1] ?? ''
  const join_ = ['join', '--data', fresh, '--gln', '9520000000219', ...nodes, '--directory']
  for (const address of [acts, `0x${'12'.repeat(20)}`]) {
    const told = await refusal(...join_, address)
    expect(told).toEqual(['ContractMissing', expect.stringContaining('no directory of this platform')])
  }
  const [code] = await refusal('group', 'add', 'rhine', '--data', data, ...nodes, '--directory', directory)
  expect(code).toBe('LedgerServed')
})

test('who joins as an institution that the ledger has with other keys is told so, and not to apply', async () => {
  const folder = join(work, 'regulator-again')
  const { code, stdout, stderr } = await run(
    ...['join', '--data', folder, '--directory', directory, '--gln', regulator],
    ...nodes,
  )
  expect(code).toBe(0)
  expect(stderr).toContain(`GLN ${regulator} is in the ledger already`)
  expect(stdout).not.toContain('theriac enrol')
})

test('a wrong governor’s key is refused before anything is written', async () => {
  const file = join(work, 'governor-key')
  const deploy = ['deploy', '--data', fresh, ...nodes, '--governor-key-file', file]
  expect((await refusal(...deploy))[0]).toBe('ENOENT')
  await writeFile(file, 'no key')
  expect((await refusal(...deploy))[0]).toBe('BadUsage')
})

test('a passphrase that is too short is refused before anything is written', async () => {
  const file = join(work, 'short')
  await writeFile(file, 'short\n')
  expect((await refusal('init', '--data', fresh, '--passphrase-file', file))[0]).toBe('PassphraseInvalid')
})

test('a folder that a failed run left says that it may go; one with contracts stays', async () => {
  const left = join(work, 'left')
  await done('init', '--data', left, ...fisco, '--web3', node.web3, '--rpc', node.rpc)
  const corrected = ['--data', left, '--engine', 'embedded', '--web3', node.web3]
  const told = await run('init', ...corrected)
  expect(codeOf(told)).toBe('DataFolderDiffers')
  expect(told.stderr).toContain(`remove ${left} if a run that failed left it`)
  const kept = await run('init', '--data', data, '--gln', '9520000000219')
  expect(codeOf(kept)).toBe('DataFolderDiffers')
  expect(kept.stderr).not.toContain('remove')
})
