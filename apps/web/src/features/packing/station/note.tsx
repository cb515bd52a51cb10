import { useText } from '../../../core/i18n/language-provider.tsx'
import type { Verdict } from '../../../core/scan/sound.ts'
import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import { statusOf } from '../../../ui/words/status.ts'
import { usePackingWords } from '../words.ts'
import type { PackingScan } from './judge.ts'

/** What is told of the last scan. */
export interface Note {
  readonly kind:
    | Exclude<PackingScan['kind'], 'item' | 'open'>
    | 'open'
    | 'openNew'
    | 'good'
    | 'mixed'
    | 'held'
    | 'again'
    | 'packed'
    | 'unpacked'
  /** Serial or SSCC that it is about, or a state; empty where there is none. */
  readonly what: string
}

/** How a note looks and sounds. */
export function toneOf({ kind }: Note): Verdict {
  switch (kind) {
    case 'open':
    case 'openNew':
    case 'good':
    case 'packed':
    case 'unpacked':
      return 'good'
    case 'notHere':
    case 'aside':
    case 'inside':
      return 'bad'
    default:
      return 'warn'
  }
}

/** Says what the last scan was. */
export function NotePanel({ note }: { readonly note: Note }) {
  const { kind, what } = note
  const words = usePackingWords()
  const text = useText()
  const { notes } = words
  const texts: Readonly<Record<Note['kind'], readonly [string, string]>> = {
    open: [notes.open, what],
    openNew: [notes.openNew, what],
    good: [notes.good, what],
    mixed: [notes.mixed, notes.mixedDetail(what)],
    held: [notes.held, notes.heldDetail],
    again: [notes.again, `${what} · ${notes.againDetail}`],
    itself: [notes.itself, notes.itselfDetail],
    here: [notes.here, what],
    inside: [notes.inside, notes.insideDetail(what)],
    notIn: [notes.notIn, notes.notInDetail(what)],
    loose: [notes.loose, ''],
    aside: [notes.aside, notes.asideDetail(text(statusOf(what).words))],
    notHere: [notes.notHere, notes.notHereDetail],
    finish: [notes.finish, notes.finishDetail(what)],
    noTarget: [words.noTarget, words.noTargetIn],
    unreadable: [notes.unreadable, notes.unreadableDetail],
    packed: [words.packedNow, what],
    unpacked: [words.unpackedNow, what],
  }
  const [title, detail] = texts[kind]
  return <VerdictPanel tone={toneOf(note)} title={title} {...(detail === '' ? {} : { detail })} />
}
