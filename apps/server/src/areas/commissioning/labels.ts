import {
  buildDigitalLink,
  formatElementString,
  formatGs1Date,
  type Gtin,
  type IsoDate,
  type Result,
} from '@theriac/gs1'
import { unitsPerRun } from '@theriac/ledger'
import type { LotRow } from '../../goods/resolve.ts'
import { letOthers } from './let-others.ts'
import type { SerialStore } from './serial-store.ts'

const runsAtOnce = 4

interface LabelSpan {
  readonly first?: number | undefined
  readonly limit?: number | undefined
}

/**
 * What the labels of a lot are printed from, as CSV (RFC 4180), run by run. The values are exact: a serial that starts with
 * `=` is not made harmless for a spreadsheet, as it would be printed so.
 *
 * @param units - number of the first of them, and how many at most; all unless given
 */
export async function* labelsOf(store: SerialStore, lot: LotRow, units: LabelSpan = {}): AsyncGenerator<string> {
  const { first = 0, limit = Number.POSITIVE_INFINITY } = units
  let left = limit
  yield 'index,serial,elementString,digitalLink\r\n'
  const expiry = lot.expiry as IsoDate
  const fixed = [
    { ai: '17', value: formatGs1Date(expiry) },
    { ai: '10', value: lot.lotNumber },
  ]
  const elementsOf = (serial: string) => [{ ai: '01', value: lot.gtin }, { ai: '21', value: serial }, ...fixed]
  const reference = { today: expiry }
  for (let last = Math.floor(first / unitsPerRun) - 1; ; ) {
    const runs = await store.sealedOf(lot.lot, last, runsAtOnce)
    for (const { run, serials } of runs) {
      await letOthers()
      const lines = serials.map((serial, place) => {
        const index = run * unitsPerRun + place
        if (index < first || left === 0) return ''
        left -= 1
        const elements = elementsOf(serial)
        const printed = [
          serial,
          textOf(formatElementString(elements, 'bracketed', reference)),
          textOf(buildDigitalLink(elements, reference)),
        ]
        return `${index},${printed.map(quoted).join(',')}\r\n`
      })
      yield lines.join('')
      last = run
    }
    if (runs.length < runsAtOnce || left === 0) return
  }
}

/** A serial `..` cannot stand in a URI: that cell is empty. */
const textOf = (text: Result<string>): string => (text.ok ? text.value : '')

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Name of the file that the labels are saved as. */
export const labelsFileName = (gtin: Gtin, lotNumber: string): string =>
  `serials-${gtin}-${lotNumber.replace(/[^0-9A-Za-z_-]/g, '_')}.csv`
