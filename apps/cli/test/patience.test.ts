import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWait } from '../src/patience.ts'
import { run as runProgram } from '../src/run.ts'
import type { Terminal } from '../src/terminal.ts'
import { codeOf, done, type Ended, passphrase, run, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'

const gln = '9520000000219'
const own = join(work, 'pharmacy')
const enrol = ['enrol', '--data', own, '--kind', 'pharmacy', '--gln', gln, '--name', 'Station Pharmacy']
let node: FiscoNode
let lanes: readonly string[]
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'))
  const nodes = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', node.rpc]
  const deployed = await done('deploy', '--data', join(work, 'regulator'), ...nodes)
  const directory = /directory\s+(0x\w{40})/.exec(deployed)?.[1] ?? ''
  const joined = await done('join', '--data', own, ...nodes, '--directory', directory, '--gln', gln)
  lanes = /theriac fund (.*)/.exec(joined)?.[1]?.split(' ') ?? []
}, 120_000)
afterAll(() => node.close())

const long = { timeout: 120_000 }

/** Notes that a command makes, as it makes them. */
function terminalTo(note: (text: string) => void): Terminal {
  return { out() {}, note, colours: false, screen: undefined, keyboard: undefined }
}

test('lanes without a balance are told with the command that funds them, before anything is sent', async () => {
  const ended = await run(...enrol)
  expect(codeOf(ended)).toBe('LanesUnfunded')
  expect(ended.stderr).toContain(`theriac fund ${lanes.join(' ')}`)
})

test(
  'a command that waits for a chain that stands still ends with the signal; what was signed goes out later',
  long,
  async () => {
    await done('fund', '--data', join(work, 'regulator'), ...lanes)
    node.chain.setHalted(true)
    const controller = new AbortController()
    const notes: string[] = []
    const code = runProgram({
      args: enrol,
      environment: { THERIAC_PASSPHRASE: passphrase },
      terminal: () => terminalTo((text) => notes.push(text)),
      signal: controller.signal,
      version: '0.0.0',
    })
    await expect.poll(() => node.chain.pending(), { timeout: 60_000 }).toBeGreaterThan(0)
    controller.abort()
    const ended: Ended = { code: await code, signal: null, stdout: '', stderr: `${notes.join('\n')}\n` }
    expect(codeOf(ended)).toBe('Interrupted')
    expect(ended.stderr).toContain('the application of Station Pharmacy')
    node.chain.setHalted(false)
    expect(await done(...enrol)).toContain('is enrolled already and applied')
  },
)

test('it is said what is waited for, and given up when nothing goes on any more', async () => {
  const notes: string[] = []
  const parts = { terminal: terminalTo((text) => notes.push(text)), signal: new AbortController().signal }
  const never = (): Promise<never> => new Promise(() => {})
  const wait = createWait(parts, { quietMs: 10, mostMs: 60 })
  await expect(wait('the admission of A', never)).rejects.toMatchObject({ code: 'ActUnanswered' })
  expect(notes).toEqual([expect.stringContaining('Waiting for the admission of A')])

  // As long as something goes on it is not given up.
  let steps = 0
  const going = wait(
    'many acts',
    async () => {
      await expect.poll(() => steps, { interval: 5 }).toBeGreaterThan(20)
      return 'done'
    },
    () => steps++,
  )
  expect(await going).toBe('done')
})
