import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import { useSearchState } from '../../core/pages/page-state.ts'

/** What is chosen on the page of reports; all of it is in its address. */
const firstChoice = { report: 'inventory', gln: '', gtin: '', lot: '', from: '', to: '', days: 90 }

/** Rows that are shown, at most: the CSV has all. */
const limit = 2000

/** What is chosen, in the words of the API. Digits come out of the address as numbers. */
export function useChoice() {
  const [choice, change] = useSearchState(firstChoice)
  const { gln, gtin, lot, from, to, days } = choice
  return {
    choice,
    change,
    limit: { limit },
    whose: gln === '' ? {} : { gln: String(gln).padStart(13, '0') as Gln },
    period: {
      ...(from === '' ? {} : { from: from as IsoDate }),
      ...(to === '' ? {} : { to: to as IsoDate }),
    },
    days,
    gtin: gtin === '' ? undefined : (String(gtin).padStart(14, '0') as Gtin),
    lot: lot === '' ? undefined : (String(lot) as LotNumber),
  }
}
