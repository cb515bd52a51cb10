import type { Verification } from '@theriac/api'
import type { Verdict } from '../../core/scan/sound.ts'

/** What the till makes of a scanned pack. */
export type Judgement = 'good' | 'again' | 'gone' | 'opened' | 'boxed' | 'notHere' | 'notSellable' | 'suspect'

/** @param isWaiting - the pack is on the list already */
export function judge({ verdict, sellable, unit }: Verification, isWaiting: boolean): Judgement {
  if (verdict === 'suspect') return 'suspect'
  if (unit?.location === 'ended') return 'gone'
  if (unit?.state === 'partially_dispensed') return 'opened'
  if (verdict === 'not_sellable') return 'notSellable'
  if (!sellable) return 'notHere'
  if (unit?.container !== undefined) return 'boxed'
  return isWaiting ? 'again' : 'good'
}

/** How it looks and sounds. */
export const toneOf = (judgement: Judgement): Verdict =>
  judgement === 'good' ? 'good' : judgement === 'suspect' || judgement === 'gone' ? 'bad' : 'warn'
