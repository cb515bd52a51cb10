import type { RecordSubject } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames, useProductNames } from '../../core/names/use-names.ts'
import { paths } from '../../core/paths.ts'
import { subjectKindWords } from '../../ui/words/records.ts'
import { useRecordWords } from './words.ts'

const given = <T>(value: T | undefined): value is T => value !== undefined

/**
 * Says what a record is about, in one line: its kind, its name, its number.
 *
 * @param subjects - all that may be asked for: their names are read
 */
export function useSubjectText(subjects: readonly RecordSubject[]): (subject: RecordSubject) => string {
  const words = useRecordWords()
  const text = useText()
  const productOf = useProductNames(subjects.map(({ gtin }) => gtin).filter(given))
  const institutionOf = useInstitutionNames(subjects.flatMap(({ gln, sender }) => [gln, sender]).filter(given))
  return ({ kind, gtin = '', lot = '', serial, index, gln = '', sender = '', number = '' }) => {
    switch (kind) {
      case 'product':
        return productOf(gtin)
      case 'lot':
        return `${text(subjectKindWords.lot)} ${lot} · ${productOf(gtin)}`
      case 'unit':
        return `${text(subjectKindWords.unit)} ${serial ?? `${lot} ${words.packNo(index ?? 0)}`} · ${productOf(gtin)}`
      case 'shipment':
        return `${words.shipment(number)} · ${institutionOf(sender)}`
      case 'institution':
        return institutionOf(gln)
      default:
        return kind satisfies never
    }
  }
}

/** The page of what a record is about; a pack whose serial is not known has none, but its lot has. */
export function subjectPath(subject: RecordSubject): string {
  const { kind, gtin = '', lot = '', serial, gln = '', sender = '', number = '' } = subject
  switch (kind) {
    case 'product':
      return paths.product(gtin)
    case 'lot':
      return paths.lot(gtin, lot)
    case 'unit':
      return serial === undefined ? paths.lot(gtin, lot) : paths.unit(gtin, serial)
    case 'shipment':
      return paths.shipment(sender, number)
    case 'institution':
      return paths.institution(gln)
    default:
      return kind satisfies never
  }
}

/** Fields of an address that name what a record is about. */
export const noSubject = { gtin: '', lot: '', serial: '', gln: '', sender: '', number: '' }

/** What the fields of an address name; undefined where they name nothing. */
export function subjectOf(search: typeof noSubject): RecordSubject | undefined {
  const { gtin, lot, serial, gln, sender, number } = search as Readonly<Record<keyof typeof noSubject, never>>
  if (gtin !== '' && serial !== '') return { kind: 'unit', gtin, serial }
  if (gtin !== '' && lot !== '') return { kind: 'lot', gtin, lot }
  if (gtin !== '') return { kind: 'product', gtin }
  if (sender !== '' && number !== '') return { kind: 'shipment', sender, number }
  return gln === '' ? undefined : { kind: 'institution', gln }
}

/** The fields that name a subject, without its kind: for addresses and queries. */
export function namesOf({ gtin, lot, gln, sender, number }: RecordSubject) {
  return {
    ...(gtin === undefined ? {} : { gtin }),
    ...(lot === undefined ? {} : { lot }),
    ...(gln === undefined ? {} : { gln }),
    ...(sender === undefined ? {} : { sender }),
    ...(number === undefined ? {} : { number }),
  }
}
