import type { InstitutionScreening } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { outcomeWords } from '../../../ui/words/records.ts'
import { useScreeningWords } from '../words.ts'

/** What is said of parts that suppliers and drugs both have. */
export function usePartWords() {
  const words = useScreeningWords()
  const text = useText()
  const format = useFormat()
  return {
    inspections(list: InstitutionScreening['inspections']): string {
      const newest = list.find(({ inspection }) => inspection !== undefined)?.inspection
      if (list.length === 0) return words.noInspection
      if (newest === undefined) return words.inspectedElsewhere(list.length)
      return words.inspected(text(outcomeWords[newest.outcome]), format.day(newest.day), list.length)
    },
  }
}
