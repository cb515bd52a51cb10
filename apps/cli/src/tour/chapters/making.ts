import { type Gtin, type IsoDate, type LotNumber, parseGtin, type Serial } from '@theriac/gs1'
import { type Drug, drugs } from '@theriac/server'
import type { Batch, Batches } from '../batches.ts'
import type { Member, Stage } from '../stage.ts'

const dayMs = 86_400_000

/** Drugs and lots are registered; packs are commissioned. */
export async function making(stage: Stage): Promise<Batches> {
  const { north, south } = stage.members
  await registerDrugs(stage)

  const paracetamol = await registerLot(stage, north, drugAt(0), 'NW2611A', 2500)
  const insulin = await registerLot(stage, south, drugAt(13), 'SL7702', 600)
  const unserialised = await registerLot(stage, north, drugAt(4), 'NW2611K', 1000, false)
  stage.tell(
    'The factories register lots: origin, lot number, dates, quantity',
    [paracetamol, insulin, unserialised].map(({ drug, lot, expiry, quantity }) => ({
      drug: drug.name,
      lot,
      expiry,
      units: quantity,
      serials: lot === unserialised.lot ? 'no' : 'yes',
    })),
  )

  const made = await Promise.all([commission(stage, north, paracetamol), commission(stage, south, insulin)])
  const { gtin, lot, quantity } = unserialised
  await stage.act(north.admin.commissioning.commission({ params: { gtin, lot }, body: { quantity } }))
  const rows = await Promise.all(
    [north, south].map(async ({ admin }, i) => {
      const batch = i === 0 ? paracetamol : insulin
      const { items } = await admin.lots.runs({ params: { gtin: batch.gtin, lot: batch.lot } })
      return {
        lot: batch.lot,
        units: batch.quantity,
        runs: items.length,
        'root of run 0': items[0]?.root.slice(0, 18) ?? '',
      }
    }),
  )
  stage.tell('Every pack is commissioned; the chain computes the Merkle root of each run', rows, 4100)
  const [withSerials, insulinWithSerials] = made
  return { paracetamol: withSerials, insulin: insulinWithSerials, unserialised }
}

/** Even places to the northern factory, odd ones to the southern. */
async function registerDrugs(stage: Stage): Promise<void> {
  const makers = [stage.members.north, stage.members.south]
  await stage.act(
    ...drugs.map((drug, place) =>
      (makers[place % 2] ?? stage.members.north).admin.products.register({ body: productOf(drug) }),
    ),
  )
  stage.tell(
    `${drugs.length} real drugs are registered; some of them`,
    drugs
      .slice(0, 8)
      .map(({ name, genericName, gtin, atc }) => ({ drug: name, substance: genericName, GTIN: gtin, atc })),
  )
}

async function registerLot(
  stage: Stage,
  maker: Member,
  drug: Drug,
  lotNumber: string,
  quantity: number,
  serialised = true,
): Promise<Batch> {
  const day = (fromToday: number): IsoDate =>
    new Date(stage.now + fromToday * dayMs).toISOString().slice(0, 10) as IsoDate
  const [gtin, lot, expiry] = [gtinOf(drug), lotNumber as LotNumber, day(730)]
  const body = { gtin, lot, production: day(-3), expiry, quantity, origin: maker.name, serialised }
  await stage.act(maker.admin.lots.register({ body }))
  return { drug, gtin, lot, expiry, quantity, serials: [] }
}

/** The server makes the serials; the factory alone is told them, for its labels. */
async function commission(stage: Stage, maker: Member, batch: Batch): Promise<Batch> {
  const { gtin, lot, quantity } = batch
  const { commissioning } = maker.admin
  await stage.act(commissioning.commission({ params: { gtin, lot }, body: { random: { n: quantity } } }))
  const labels = await (await commissioning.serials({ params: { gtin, lot } })).text()
  const lines = labels.split('\r\n').slice(1, -1)
  return { ...batch, serials: lines.map((line) => line.split(',', 2)[1] as Serial) }
}

/** A drug as the API takes it. */
export function productOf(drug: Drug) {
  const { name, genericName, form, strength, pack, maker, cold, atc, approvalNumber = '', packSize } = drug
  return {
    gtin: gtinOf(drug),
    name,
    genericName,
    form,
    strength,
    pack,
    maker,
    storageConditions: cold ? '2 to 8 degrees Celsius' : '',
    atc,
    approvalNumber,
    nationalCode: drug.gtin.slice(5, 12),
    packSize,
  }
}

function drugAt(place: number): Drug {
  const drug = drugs[place]
  if (!drug) throw new RangeError(`There is no drug ${place}`)
  return drug
}

function gtinOf(drug: Drug): Gtin {
  const gtin = parseGtin(drug.gtin)
  if (!gtin.ok) throw new TypeError(`${drug.name}: ${gtin.reason.message}`)
  return gtin.value
}
