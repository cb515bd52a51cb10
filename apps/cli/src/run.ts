import { CommanderError } from 'commander'
import { CliError, exitCodes } from './cli-error.ts'
import { parseConfig } from './config.ts'
import { explain } from './explain.ts'
import { createProgram } from './program.ts'
import type { Terminal } from './terminal.ts'

/** What a command is run with. */
export interface RunOptions {
  /** Without program and script. */
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Makes the terminal once it is known whether colours are wanted. */
  readonly terminal: (noColour: boolean) => Terminal
  /** Aborted when the command is to stop. */
  readonly signal: AbortSignal
  readonly version: string
}

/** Runs one command and tells its fault, if it has one; gives the exit code. */
export async function run({ args, environment, terminal: open, signal, version }: RunOptions): Promise<number> {
  const parsed = parseConfig(environment)
  const terminal = open(parsed.ok ? parsed.config.noColour : true)
  try {
    if (!parsed.ok) {
      const advice = 'Set these environment variables right, or unset them.'
      throw new CliError('BadEnvironment', parsed.faults.join('; '), advice)
    }
    const { passphrase, databaseUrl } = parsed.config
    await createProgram({ terminal, passphrase, databaseUrl, signal, version }, version).parseAsync(args, {
      from: 'user',
    })
    return exitCodes.done
  } catch (error) {
    return tell(terminal, error)
  }
}

function tell(terminal: Terminal, error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version are no faults.
    if (error.exitCode === 0) return exitCodes.done
    const message = error.code === 'commander.help' ? 'a command is missing' : error.message.replace(/^error: /, '')
    terminal.note(`theriac: ${message} [BadUsage]`)
    terminal.note('  What to do: add --help to the command to see what it takes.')
    return exitCodes.usage
  }
  const known = explain(error)
  if (known) {
    terminal.note(`theriac: ${known.message} [${known.code}]`)
    terminal.note(`  What to do: ${known.advice}`)
    return known.exitCode
  }
  terminal.note('theriac: something went wrong that this program does not know [Unexpected]')
  terminal.note('  What to do: run it again; if it comes back, report it with what follows.')
  terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exitCodes.failed
}
