import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process of this folder that answers messages. */
export interface Child {
  /** Sends a message, and gives the next that comes. */
  ask<Answer>(message: object | string): Promise<Answer>
  /** The next message. */
  next<Answer>(): Promise<Answer>
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
  kill(): void
}

/** Starts a file of this folder in a process of its own. */
export function startChild(file: string): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: process.execArgv })
  const failed = failureOf(child)
  failed.catch(() => {})
  const next = async <Answer>(): Promise<Answer> => {
    const [message] = (await Promise.race([once(child, 'message'), failed])) as [Answer]
    return message
  }
  return {
    next,
    ask(message) {
      const answer = next()
      child.send(message)
      return answer as Promise<never>
    },
    ended: once(child, 'exit').then(() => undefined),
    kill: () => void child.kill(),
  }
}

/** Rejects when the process ends before it is told to. */
async function failureOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`${child.spawnfile} ended with ${code}`)
}
