import type { Place } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { useContainerWords } from './containers/words.ts'

/** Says where a container is. */
export function usePlaceText(nameOf: (gln: string) => string): (place: Place) => string {
  const { places } = useContainerWords()
  const text = useText()
  return ({ kind, gln, sender, sscc = '', number = '', state }) => {
    const name = gln === undefined ? '' : nameOf(gln)
    switch (kind) {
      case 'institution':
        return places.stock(name)
      case 'container':
        return places.container(sscc)
      case 'shipment':
        return places.shipment(number, sender === undefined ? '' : nameOf(sender))
      default:
        return places.other(text(statusOf(state ?? kind).words), name)
    }
  }
}

/** Everybody who is named in a place. */
export const glnsOf = (place: Place | undefined): readonly string[] =>
  [place?.gln, place?.sender].filter((gln) => gln !== undefined)
