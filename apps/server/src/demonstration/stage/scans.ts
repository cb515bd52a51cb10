import { FNC1, formatGs1Date, type Gtin, type IsoDate, type LotNumber, type Serial } from '@theriac/gs1'

/** What is printed on a pack. */
export interface Print {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly lot: LotNumber
  readonly expiry: IsoDate
}

/** What a scanner sends for the square code of a pack. */
export const scanOf = ({ gtin, serial, lot, expiry }: Print): string =>
  `01${gtin}17${formatGs1Date(expiry)}21${serial}${FNC1}10${lot}`

/** The same through a keyboard with caps lock on. */
export const withCapsLock = (scan: string): string =>
  scan.replace(/[A-Za-z]/g, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))

// Keys that a French keyboard has elsewhere: digits without shift, capitals with it.
const meant = '0123456789AQWZM'
const typed = 'à&é"\'(-è_çQAZW?'

/** The same through a keyboard with the French layout, from a scanner that is set to the American one. */
export const throughAzerty = (scan: string): string =>
  Array.from(scan, (character) => typed[meant.indexOf(character)] ?? character).join('')

/** The same from a scanner that leaves the separator out. */
export const withoutSeparator = (scan: string): string => scan.replaceAll(FNC1, '')
