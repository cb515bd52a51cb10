import type { StockState } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'
import { statusOf } from '../../ui/words/status.ts'

/** How goods of a state are called as a whole: of what is in stock, some may be of lots that are recalled or have expired. */
export const stateWords = (state: StockState): Text => statusOf(state === 'sellable' ? 'in_stock' : state).words
