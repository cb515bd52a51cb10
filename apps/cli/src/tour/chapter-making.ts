import { type Gtin, type IsoDate, type LotNumber, parseGtin, type Serial } from '@theriac/gs1'
import {
  addOperator,
  admit,
  applyFor,
  commissionQuantity,
  commissionSerials,
  dateOf,
  dayOf,
  type LotId,
  licenceScopes,
  lotIdOf,
  registerLot,
  registerProduct,
} from '@theriac/ledger'
import { cast } from './cast.ts'
import { type Drug, drugs } from './drugs.ts'
import { type Member, randomSerials, type Stage } from './stage.ts'

/** A lot of the tour. */
export interface Batch {
  readonly drug: Drug
  readonly gtin: Gtin
  readonly lotNumber: LotNumber
  readonly lot: LotId
  readonly expiry: IsoDate
  readonly serials: readonly Serial[]
}

/** What the first chapter leaves for the others. */
export interface Batches {
  /** Paracetamol of the northern factory, 2 500 packs. */
  readonly paracetamol: Batch
  /** Insulin of the southern factory, 600 packs, which will be recalled. */
  readonly insulin: Batch
  /** Oral solution without serials, 1 000 packs. */
  readonly unserialised: Batch & { readonly quantity: number }
}

/** Institutions apply and are admitted; drugs and lots are registered; packs are commissioned. */
export async function making(stage: Stage): Promise<Batches> {
  const { members } = stage
  await enrol(stage)
  await registerDrugs(stage)

  const paracetamol = await makeLot(stage, members.north, drugAt(0), 'NW2611A', 2500)
  const insulin = await makeLot(stage, members.south, drugAt(13), 'SL7702', 600)
  const unserialised = await makeLot(stage, members.north, drugAt(4), 'NW2611K', 0, 1000)
  stage.tell(
    'The factories register lots: origin, lot number, dates, quantity',
    [paracetamol, insulin, unserialised].map(({ drug, lotNumber, expiry, serials }) => ({
      drug: drug.name,
      lot: lotNumber,
      expiry,
      units: serials.length || 1000,
      serials: serials.length ? 'yes' : 'no',
    })),
  )

  for (const [member, batch] of [
    [members.north, paracetamol],
    [members.south, insulin],
  ] as const) {
    await stage.act(member, ...commissionSerials(batch.gtin, batch.lot, batch.serials))
  }
  await stage.act(members.north, commissionQuantity(unserialised.lot, 1000))
  const rows = await Promise.all(
    [paracetamol, insulin].map(async ({ lot, lotNumber, serials }) => ({
      lot: lotNumber,
      units: serials.length,
      runs: Math.ceil(serials.length / 1024),
      'root of run 0': (await stage.ledger.reads.catalogue.run(lot, 0))?.root.slice(0, 18) ?? '',
    })),
  )
  stage.tell('Every pack is commissioned; the chain computes the Merkle root of each run', rows, 4100)
  return { paracetamol, insulin, unserialised: { ...unserialised, quantity: 1000 } }
}

async function enrol(stage: Stage): Promise<void> {
  const { members, now } = stage
  const others = cast.filter(
    (role): role is Exclude<(typeof cast)[number], { key: 'regulator' }> => role.key !== 'regulator',
  )
  const year = 365 * 86_400
  await Promise.all(
    others.map(({ key, kind, name, trade }) =>
      stage.act(
        members[key],
        applyFor(members[key].gln, kind, name, [
          { number: `LIC-${key}`, scope: licenceScopes[trade], validFrom: now - year, validTo: now + year },
        ]),
      ),
    ),
  )
  for (const { key } of others)
    await stage.govern(admit(members[key].gln, members[key].admin.address), 'Licence checked')
  await Promise.all(
    others.map(({ key }) => stage.act(members[key], addOperator(members[key].second.address, 'operator'))),
  )
  stage.tell(
    'Eight institutions apply, and the regulator admits them',
    await Promise.all(
      others.map(async ({ key, name, kind }) => {
        const institution = await stage.ledger.reads.institutions.institution(members[key].gln)
        return { institution: name, kind, GLN: members[key].gln, status: institution?.status ?? '' }
      }),
    ),
  )
}

/** Even places to the northern factory, odd ones to the southern. */
async function registerDrugs(stage: Stage): Promise<void> {
  const makers = [stage.members.north, stage.members.south] as const
  await Promise.all(
    makers.map((member, parity) =>
      stage.act(
        member,
        ...drugs.filter((_, i) => i % 2 === parity).map((drug) => registerProduct(gtinOf(drug), productOf(drug))),
      ),
    ),
  )
  stage.tell(
    `${drugs.length} real drugs are registered; some of them`,
    drugs
      .slice(0, 8)
      .map(({ name, genericName, gtin, atc }) => ({ drug: name, substance: genericName, GTIN: gtin, atc })),
  )
}

async function makeLot(
  stage: Stage,
  maker: Member,
  drug: Drug,
  lotNumber: string,
  count: number,
  quantity = count,
): Promise<Batch> {
  const gtin = gtinOf(drug)
  const today = dayOf(stage.today)
  const batch: Batch = {
    drug,
    gtin,
    lotNumber: lotNumber as LotNumber,
    lot: lotIdOf(gtin, lotNumber as LotNumber),
    expiry: dateOf(today + 730),
    serials: randomSerials(count),
  }
  const { expiry } = batch
  await stage.act(
    maker,
    registerLot({
      gtin,
      lotNumber: batch.lotNumber,
      production: dateOf(today - 3),
      expiry,
      quantity,
      origin: maker.name,
      serialised: count > 0,
    }),
  )
  return batch
}

/** Master data of a drug as the chain takes it. */
export function productOf(drug: Drug) {
  return {
    name: drug.name,
    genericName: drug.genericName,
    form: drug.form,
    strength: drug.strength,
    pack: drug.pack,
    maker: drug.maker,
    storageConditions: drug.cold ? '2 to 8 degrees Celsius' : '',
    atc: drug.atc,
    approvalNumber: drug.approvalNumber ?? '',
    nationalCode: drug.gtin.slice(5, 12),
    packSize: drug.packSize,
    levels: [],
  }
}

function drugAt(place: number): Drug {
  const drug = drugs[place]
  if (!drug) throw new RangeError(`no drug ${place}`)
  return drug
}

/** The GTIN-14 of a drug. */
export function gtinOf(drug: Drug): Gtin {
  const gtin = parseGtin(drug.gtin)
  if (!gtin.ok) throw new TypeError(`${drug.name}: ${gtin.reason.message}`)
  return gtin.value
}
