import type { EngineRefusal, Supported } from '@theriac/ledger'
import { ProblemError } from '../../problem-error.ts'

/**
 * What was done on the engine.
 *
 * @param about - what the problem's reason tells beside, such as the node
 * @throws ProblemError WrongState where this server cannot do it, or the engine refused, with its answer in words
 */
export function doneOnEngine<T extends { readonly state: string }>(
  change: Supported<T | EngineRefusal>,
  about: Readonly<Record<string, unknown>> = {},
): Exclude<T, EngineRefusal> {
  if (!change.supported) {
    throw new ProblemError('WrongState', 'This server cannot make the change on the engine', {
      reason: { name: 'EngineCannot', args: { ...about, why: change.why } },
    })
  }
  const { value } = change
  if (!isRefusal(value)) return value as Exclude<T, EngineRefusal>
  const { code, words } = value
  throw new ProblemError('WrongState', `The engine refused: ${words.en}`, {
    reason: { name: 'EngineRefused', args: { ...about, code, zh: words.zh } },
  })
}

const isRefusal = (value: { readonly state: string }): value is EngineRefusal => value.state === 'refused'
