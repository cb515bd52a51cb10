import type { Gln } from '@theriac/gs1'
import type { Caller } from '../http/handler.ts'
import { notFound } from '../problem-error.ts'

/**
 * Whose goods a list shows: an institution's own; for the regulator those of whom it names, or of all (undefined).
 *
 * @throws ProblemError NotFound where another institution is named by one that is not the regulator
 */
export function scopeOf(caller: Pick<Caller, 'kind' | 'gln'>, named: Gln | undefined): Gln | undefined {
  if (caller.kind === 'regulator') return named
  if (named !== undefined && named !== caller.gln) throw notFound(`institution ${named} whose goods you may see`)
  return caller.gln
}
