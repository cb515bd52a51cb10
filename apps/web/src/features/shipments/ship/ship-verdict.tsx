import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import { useShipWords } from '../ship-words.ts'

/** What came of a scan. */
export interface ShipNote {
  readonly kind: 'good' | 'again' | 'held' | 'inside' | 'notHere' | 'unreadable'
  /** Serial or SSCC that it is about; empty where there is none. */
  readonly what: string
}

/** Says what came of the last scan. */
export function ShipVerdict({ note: { kind, what } }: { readonly note: ShipNote }) {
  const words = useShipWords()
  const texts: Readonly<Record<ShipNote['kind'], readonly [string, string]>> = {
    good: [words.good, what],
    again: [words.again, what],
    held: [words.held, words.heldDetail],
    inside: [words.inside, words.insideDetail(what)],
    notHere: [words.notHere, words.notHereDetail],
    unreadable: [words.unreadable, words.unreadableDetail],
  }
  const [title, detail] = texts[kind]
  const tone = kind === 'good' ? 'good' : kind === 'notHere' ? 'bad' : 'warn'
  return <VerdictPanel tone={tone} title={title} detail={detail} />
}
