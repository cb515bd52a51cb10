import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'
import { run as runProgram } from '../src/run.ts'
import type { Terminal } from '../src/terminal.ts'

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves with the match as soon as what is printed to stdout matches; rejects when the command ends before. */
  prints(pattern: RegExp): Promise<RegExpExecArray>
}

export const passphrase = 'correct horse battery'

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A folder of this test file, gone when it is done. */
export const work = mkdtempSync(join(tmpdir(), 'theriac-cli-'))
const running = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(work, { recursive: true, force: true })
})

/** Starts `theriac` as a user would, with none of this process's environment. */
export function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, ['--import', loader, main, ...args], {
    cwd: work,
    env: { HOME: work, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  child.stdout.on('data', (chunk) => {
    stdout += chunk
    for (const listener of listeners) listener()
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve({ code, signal, stdout, stderr })
    })
  })
  const prints: Running['prints'] = (pattern) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(stdout)
        if (!match) return
        listeners.delete(look)
        resolve(match)
      }
      listeners.add(look)
      look()
      void ended.then(() => reject(new Error(`ended without printing ${pattern}:\n${stdout}\n${stderr}`)))
    })
  return { child, ended, prints }
}

/**
 * Runs `theriac` to its end in this process, which saves the second that another one needs to start; with the passphrase
 * in the environment unless another environment is given.
 */
export async function run(...args: string[]): Promise<Ended> {
  return runIn({ THERIAC_PASSPHRASE: passphrase }, ...args)
}

/** The same with an environment of its own. */
export async function runIn(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  const terminal: Terminal = {
    out: (text = '') => {
      stdout += `${text}\n`
    },
    note: (text) => {
      stderr += `${text}\n`
    },
    colours: false,
    screen: undefined,
    keyboard: undefined,
  }
  const signal = new AbortController().signal
  const code = await runProgram({ args, environment, terminal: () => terminal, signal, version: '0.0.0' })
  return { code, signal: null, stdout, stderr }
}

/** As `run`; throws what it printed when it fails. */
export async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...args)
  if (code !== 0) throw new Error(`theriac ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
  return stdout
}

/** The literal code of the fault that a command told, which must come with advice and without a stack trace. */
export function codeOf({ stderr }: Ended): string | undefined {
  if (/\n\s+at /.test(stderr) || !/\n {2}What to do: \S/.test(stderr)) return `no plain message: ${stderr}`
  return /^theriac: .* \[(\w+)\]$/m.exec(stderr)?.[1]
}

/** Starts `theriac serve` on a free port; gives where it serves the chain once it does. */
export async function serve(data: string): Promise<Running & { readonly url: string }> {
  const server = start(['serve', '--data', data, '--port', '0'], { THERIAC_PASSPHRASE: passphrase })
  const [, url = ''] = await server.prints(/JSON-RPC\s+(http:\/\/\S+)/)
  return { ...server, url }
}
