import type { Holder } from '../model/index.ts'

/** What being at a holder means, in a word or two; whose it is stands beside it. */
export function placeInWords(holder: Holder): string {
  switch (holder.kind) {
    case 'institution':
      return 'in stock'
    case 'opened':
      return 'opened'
    case 'returned':
      return 'returned'
    case 'rejected':
      return 'rejected, to be destroyed'
    case 'quarantine':
      return 'in quarantine'
    case 'container':
      return `in container ${holder.sscc}`
    case 'shipment':
      return 'under way'
    case 'end':
      return holder.state.replaceAll('_', ' ')
    default:
      return holder satisfies never
  }
}
