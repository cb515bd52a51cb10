import type { Verification } from '@theriac/api'
import type { Verdict } from '../../core/scan/sound.ts'

/** How an answer looks and sounds: only what may be supplied here and now is good. */
export function toneOf({ verdict, sellable }: Verification): Verdict {
  if (verdict === 'suspect') return 'bad'
  return verdict === 'genuine' && sellable ? 'good' : 'warn'
}
