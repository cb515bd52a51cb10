import { CliError } from './cli-error.ts'
import type { CommandContext } from './commands/command-context.ts'

/**
 * Waits for what the chain is to do. Only the waiting ends: the act is left to who carries it.
 *
 * @param progress - whatever changes as long as something goes on
 */
export type Wait = <T>(what: string, act: () => Promise<T>, progress?: () => number) => Promise<T>

/** How long is waited. */
export interface WaitBounds {
  /** Until it is said what is waited for; 10 000. */
  readonly quietMs?: number
  /** Until it is given up, since something went on last; 120 000: a leader that went away costs seconds, one that catches up half a minute. */
  readonly mostMs?: number
}

const kept =
  'What was signed is kept in the journal of the data folder, and goes out with the next command, as long as it is valid: 10 minutes.'

/** Waiting that ends with the command's signal, says after a while what it is for, and is not for ever. */
export function createWait(
  { terminal, signal }: Pick<CommandContext, 'terminal' | 'signal'>,
  { quietMs = 10_000, mostMs = 120_000 }: WaitBounds = {},
): Wait {
  return async (what, act, progress = () => 0) => {
    const watch = new AbortController()
    const ended = new Promise<never>((_, reject) => {
      const interrupt = (): void => reject(interrupted(what))
      signal.addEventListener('abort', interrupt, { once: true, signal: watch.signal })
      if (signal.aborted) interrupt()
      let [before, since, isTold] = [progress(), performance.now(), false]
      const look = (): void => {
        const now = progress()
        if (now !== before) [before, since, isTold] = [now, performance.now(), false]
        const waitedMs = performance.now() - since
        if (waitedMs >= mostMs) reject(givenUp(what, mostMs))
        else if (waitedMs >= quietMs && !isTold) {
          isTold = true
          terminal.note(
            `Waiting for ${what}. The chain has not sealed it yet; Ctrl-C ends the waiting, not what was signed.`,
          )
        }
      }
      const timer = setInterval(look, Math.min(quietMs, mostMs, 1_000))
      watch.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
    })
    try {
      return await Promise.race([ended, act()])
    } finally {
      watch.abort()
    }
  }
}

const interrupted = (what: string): CliError =>
  new CliError('Interrupted', `Interrupted while waiting for ${what}`, kept)

const givenUp = (what: string, mostMs: number): CliError =>
  new CliError(
    'ActUnanswered',
    `The chain gave no answer in ${mostMs / 1_000} s: ${what} is still to come`,
    `Look whether it seals: \`theriac status\`, and \`theriac doctor\` on FISCO BCOS. ${kept}`,
  )
