import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The repository's folder, absolute, ending in a slash. */
export const rootFolder = fileURLToPath(new URL('..', import.meta.url))

/** How a program ended. */
export interface Ended {
  /** Exit code; null when a signal ended it or it could not be started. */
  exitCode: number | null
  /** All it wrote, on both outputs, in order of arrival. */
  output: string
  seconds: number
}

/**
 * Runs a program in the repository's folder and waits for its end. Never throws: what cannot be started
 * ends with `exitCode` null and the reason as output.
 *
 * @param command - the program and its arguments
 * @param onOutput - gets each piece of output as it comes, for showing it at once
 */
export function runProcess(command: readonly string[], onOutput?: (text: string) => void): Promise<Ended> {
  const [program = '', ...parameters] = command
  const start = performance.now()
  return new Promise((resolve) => {
    let output = ''
    const take = (text: string): void => {
      output += text
      onOutput?.(text)
    }
    // The child writes to a pipe; whether colours are welcome is for our own output to say.
    const { FORCE_COLOR, NO_COLOR, ...environment } = process.env
    const colours =
      process.stdout.isTTY && NO_COLOR === undefined ? { FORCE_COLOR: FORCE_COLOR ?? '1' } : { NO_COLOR: '1' }
    const child = spawn(program, parameters, {
      cwd: rootFolder,
      env: { ...environment, ...colours },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and npx are shell scripts on Windows.
      shell: process.platform === 'win32',
    })
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    const end = (exitCode: number | null): void =>
      resolve({ exitCode, output, seconds: (performance.now() - start) / 1000 })
    child.on('error', (error) => {
      take(`${error.message}\n`)
      end(null)
    })
    child.on('close', end)
  })
}
