import type { HolderView } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { useUnitWords } from './words.ts'

/** Says where goods are. */
export function usePlaceText(nameOf: (gln: string) => string): (place: HolderView) => string {
  const { places } = useUnitWords()
  const text = useText()
  return ({ kind, gln, sscc = '', number = '', receiver, state = kind }) => {
    const name = gln === undefined ? '' : nameOf(gln)
    switch (kind) {
      case 'institution':
      case 'opened':
      case 'returned':
      case 'rejected':
      case 'quarantine':
        return places[kind](name)
      case 'container':
        return places.container(sscc)
      case 'shipment':
        return places.shipment(name, receiver === undefined ? '…' : nameOf(receiver), number)
      default:
        return places.end(text(statusOf(state).words), name)
    }
  }
}

/** Everybody who is named in a place. */
export const glnsOf = (place: HolderView | undefined): readonly string[] =>
  [place?.gln, place?.receiver].filter((gln) => gln !== undefined)
