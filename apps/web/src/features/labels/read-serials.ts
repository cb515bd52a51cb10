import type { Gtin, LotNumber, Serial } from '@theriac/gs1'
import { client } from '../../core/api/client.ts'

/** A pack as its factory knows it. */
export interface NumberedSerial {
  /** Number of the pack in its lot. */
  readonly index: number
  readonly serial: Serial
}

/** A line of the file of serials: number, serial, and more that is not needed here (RFC 4180). */
const line = /^(\d+),("(?:[^"]|"")*"|[^,]*),/gm

/** Serials of a lot from a number on. */
export async function readSerials(
  lot: { readonly gtin: Gtin; readonly lot: LotNumber },
  from: { readonly first: number; readonly limit: number },
): Promise<readonly NumberedSerial[]> {
  const response = await client.commissioning.serials({ params: lot, query: from })
  const text = await response.text()
  return [...text.matchAll(line)].map(([, index = '', cell = '']) => ({
    index: Number(index),
    serial: (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell) as Serial,
  }))
}
