import type { AsOf } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useOverviewWords } from './words.ts'

/** Says what figures are based on. */
export function useAsOf(): (asOf: AsOf) => string {
  const words = useOverviewWords()
  const format = useFormat()
  return ({ block, at }) =>
    at === undefined
      ? words.asOfBlock(format.number(Number(block)))
      : words.asOf(format.number(Number(block)), format.instant(at))
}
