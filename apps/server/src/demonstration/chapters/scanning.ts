import type { AlertFinding, Verification } from '@theriac/api'
import type { IsoDate, LotNumber, Serial } from '@theriac/gs1'
import type { Key } from '../cast.ts'
import { type Print, scanOf, throughAzerty, withCapsLock, withoutSeparator } from '../stage/scans.ts'
import type { Batch } from '../stage/shelves.ts'
import { refused, type Stage } from '../stage/stage.ts'
import { dispense } from './dispensing.ts'
import { batchFrom } from './making.ts'

/** Packs are scanned: most are genuine; of others an alert is raised, and somebody looks into it, or does not yet. */
export function scanning(stage: Stage): void {
  for (const day of [6, 14, 23, 37]) {
    for (const key of ['market', 'station', 'clinic', 'infirmary', 'rhine'] as const) {
      stage.on(day, 'evening', key, async () => verify(stage, key, scanOf(await printHere(stage, key))))
    }
  }
  falsified(stage)
  twice(stage)
  misread(stage)
  mismatched(stage)
}

/** Serials that nobody made: a copied code, found in five packs of a delivery, and in one at another place. */
function falsified(stage: Stage): void {
  const find = async (key: Key, serial: string): Promise<string> => {
    const print = await printOf(stage, batchFrom(stage, 15, 8), 0)
    return alertOf(await verify(stage, key, scanOf({ ...print, serial: serial as Serial })))
  }
  stage.on(25, 'night', 'infirmary', async () => {
    const copies = ['X7K2M4Q9T8W3', 'X7K2M4Q9T8W4', 'X7K2M4Q9T8W5', 'X7K2M4Q9T8W6', 'X7K2M4Q9T8W7']
    const [first = '', second = ''] = await Promise.all(copies.map((serial) => find('infirmary', serial)))
    const { alerts } = stage.as('infirmary')
    await alerts.investigate({ params: { id: first }, body: { comment: 'The carton is of other board than usual' } })
    await alerts.escalate({ params: { id: first }, body: { reason: 'Five packs of one delivery' } })
    await alerts.investigate({ params: { id: second }, body: {} })
    stage.on(27, 'night', 'regulator', () =>
      close(stage, 'regulator', first, 'falsified', 'Copies of a code; the packs were secured'),
    )
  })
  stage.on(41, 'night', 'market', () => find('market', 'X7K2M4Q9T8W8'))
}

const dispensedTwice = [
  ['market', 21],
  ['clinic', 30],
  ['station', 39],
  ['infirmary', 40],
] as const

/** Packs that were dispensed and turn up again: at another place, and where they were dispensed. */
function twice(stage: Stage): void {
  for (const [key, day] of dispensedTwice) {
    stage.on(day, 'night', key, async () => {
      const print = await printHere(stage, key)
      await dispense(stage, key, stage.looseOf(key), 1)
      const other = key === 'market' ? 'station' : 'market'
      const alert = alertOf(await verify(stage, other, scanOf(print)))
      if (day < 35) await close(stage, other, alert, 'handling', 'A customer brought it in to ask; it is genuine')
      // The ledger is asked all the same, and refuses: the attempt is on record there.
      const { gtin, serial } = print
      const body = { goods: { units: [{ gtin, serial }] }, scans: [scanOf(print)], insist: true }
      await refused(stage.as(key).dispensing.dispense({ body }))
    })
  }
}

/** What is seen wrongly: by whom, of which lot's pack, as what; and what it was found to be. */
type Sighting = readonly [day: number, key: Key, batch: Batch, scan: (print: Print) => string, found?: AlertFinding]

/** What readers and keyboards do to codes. */
function misread(stage: Stage): void {
  const [first, second, third] = [batchFrom(stage, 1, 0), batchFrom(stage, 2, 1), batchFrom(stage, 8, 6)]
  const as = (print: Print, serial: string): string => scanOf({ ...print, serial: serial as Serial })
  sight(stage, [
    [10, 'market', first, (print) => withCapsLock(as(print, 'KQ7M2W9X4T8R')), 'scanner'],
    [16, 'station', second, (print) => throughAzerty(as(print, 'AW7Q2Z9M4T8R')), 'scanner'],
    [22, 'clinic', third, (print) => withoutSeparator(as(print, 'PK7M2W9X4T8R'))],
    [17, 'rhine', first, (print) => as(print, 'RT7M2W9X4T8R'), 'data'],
    [36, 'station', batchFrom(stage, 30, 17), (print) => as(print, 'LU7M2W9X4T8R'), 'late_upload'],
  ])
}

/** Codes that do not match what is known of their lot. */
function mismatched(stage: Stage): void {
  const [first, second, third] = [batchFrom(stage, 1, 0), batchFrom(stage, 2, 1), batchFrom(stage, 8, 6)]
  const insulin = batchFrom(stage, 2, 13)
  const sameProduct = batchFrom(stage, 22, 0)
  sight(stage, [
    [18, 'clinic', third, (print) => scanOf({ ...print, expiry: inAnotherYear(print.expiry) }), 'data'],
    [24, 'market', first, (print) => scanOf({ ...print, expiry: onAnotherDay(print.expiry) }), 'data'],
    [33, 'infirmary', insulin, (print) => scanOf({ ...print, expiry: onAnotherDay(print.expiry) })],
    [34, 'station', second, (print) => scanOf({ ...print, lot: 'SL0000Q' as LotNumber })],
    [35, 'market', first, (print) => scanOf({ ...print, lot: sameProduct.lot, expiry: lastDayOf(stage, sameProduct) })],
  ])
}

function sight(stage: Stage, sightings: readonly Sighting[]): void {
  for (const [day, key, batch, scan, found] of sightings) {
    stage.on(day, 'night', key, async () => {
      const alert = alertOf(await verify(stage, key, scan(await printOf(stage, batch, 0))))
      if (found) await close(stage, key, alert, found, 'Looked into: the pack itself is in order')
    })
  }
}

const verify = (stage: Stage, key: Key, scan: string): Promise<Verification> =>
  stage.as(key).verification.verify({ body: { scan } })

function alertOf({ alert, status }: Verification): string {
  if (!alert) throw new Error(`A scan that must raise an alert was answered ${status}`)
  return alert.id
}

async function close(stage: Stage, key: Key, id: string, finding: AlertFinding, resolution: string): Promise<void> {
  await stage.as(key).alerts.close({ params: { id }, body: { finding, resolution } })
}

/** What is printed on the first loose pack of an institution. */
async function printHere(stage: Stage, key: Key): Promise<Print> {
  const batch = stage.looseOf(key)
  const span = stage.shelf(key).loose.find((one) => one.batch === batch)
  return printOf(stage, batch, span?.first ?? 0)
}

async function printOf(stage: Stage, batch: Batch, index: number): Promise<Print> {
  const { gtin, lot } = batch
  return { gtin, lot, serial: await stage.serials.of(batch, index), expiry: lastDayOf(stage, batch) }
}

const lastDayOf = (stage: Stage, batch: Batch): IsoDate => stage.dateOf(batch.expiry)

const inAnotherYear = (day: IsoDate): IsoDate => `${Number(day.slice(0, 4)) + 1}${day.slice(4, 8)}28` as IsoDate
/** Another day of the same month, as where only month and year are printed. */
const onAnotherDay = (day: IsoDate): IsoDate => `${day.slice(0, 8)}${day.endsWith('15') ? '28' : '15'}` as IsoDate
