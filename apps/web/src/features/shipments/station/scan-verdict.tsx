import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import { useReceiveWords } from '../receive-words.ts'

/** What a scan turned out to be. */
export interface StationVerdict {
  readonly kind: 'good' | 'again' | 'inside' | 'foreign' | 'notInBox' | 'unreadable'
  /** Serial or SSCC that it is about; empty where there is none. */
  readonly what: string
}

/** Says what the last scan was. */
export function ScanVerdict({ verdict: { kind, what } }: { readonly verdict: StationVerdict }) {
  const words = useReceiveWords()
  const texts: Readonly<Record<StationVerdict['kind'], readonly [string, string]>> = {
    good: [words.good, what],
    again: [words.again, `${what} · ${words.againDetail}`],
    inside: [words.inside, words.insideDetail(what)],
    foreign: [words.foreign, words.foreignDetail],
    notInBox: [words.notInBox, words.notInBoxDetail],
    unreadable: [words.unreadable, words.unreadableDetail],
  }
  const [title, detail] = texts[kind]
  const tone = kind === 'good' ? 'good' : kind === 'foreign' ? 'bad' : 'warn'
  return <VerdictPanel tone={tone} title={title} detail={detail} />
}
