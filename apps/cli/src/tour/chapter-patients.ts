import { randomBytes } from 'node:crypto'
import {
  acceptReturn,
  administer,
  amendRecord,
  decommission,
  destroyGoods,
  dispense,
  dispensePart,
  type EndState,
  endStates,
  type Goods,
  type Holder,
  leafOf,
  quarantine,
  recordIdOf,
  reportGone,
  returnDispensed,
  runProof,
  signDestruction,
  undo,
  undoPart,
  unitsPerRun,
  voidRecord,
  writeRecord,
} from '@theriac/ledger'
import { type Hex, keccak256, stringToHex } from 'viem'
import { placeInWords } from '../place-words.ts'
import type { Batch, Batches } from './chapter-making.ts'
import type { Member, Stage } from './stage.ts'

/** Dispensing whole and in parts, undo, drug use, a patient's look-up, returns, and what else ends a pack's way. */
export async function patients(stage: Stage, { paracetamol, insulin, unserialised }: Batches): Promise<void> {
  const { today } = stage
  const { market, clinic, infirmary, rhine } = stage.members
  const units = (...list: number[]) => [{ lot: paracetamol.lot, units: list }]

  await stage.act(
    market,
    dispense(units(3), { eventTime: stage.now, billType: 323 }),
    dispense(units(4)),
    dispense(units(5)),
  )
  await stage.act(market, undo('dispensed', today, { units: units(5) }))
  await stage.act(infirmary, dispense([{ lot: unserialised.lot, quantity: 12 }]))
  stage.tell(
    'Packs are dispensed; one was the wrong one and is taken back within ten days',
    await lookUps(stage, paracetamol, [3, 4, 5, 711]),
    16,
  )

  await stage.act(clinic, dispensePart(paracetamol.lot, 100, 2))
  await stage.act(clinic, dispensePart(paracetamol.lot, 100, 3))
  await stage.act(clinic, undoPart(paracetamol.lot, 100))
  await stage.act(clinic, dispensePart(paracetamol.lot, 100, 6))
  const parts = await stage.ledger.reads.inventory.parts(paracetamol.lot, 100)
  stage.tell('A ward takes single tablets from a pack until it is empty', [
    { pack: `${paracetamol.lotNumber} no. 100`, tablets: paracetamol.drug.packSize, taken: parts?.taken ?? 0 },
  ])

  const salt = `0x${randomBytes(32).toString('hex')}` as Hex
  const insulinPack = [{ lot: insulin.lot, units: [7] }]
  await stage.act(clinic, dispense(insulinPack))
  await stage.act(clinic, administer(today, insulinPack, keccak256(`${salt}${stringToHex('patient 4711').slice(2)}`)))
  const number = keccak256(stringToHex('use 2611-0007'))
  const record = recordIdOf(clinic.gln, number)
  const version = (text: string) => keccak256(stringToHex(text))
  await stage.act(
    clinic,
    writeRecord(number, 'drug_use', { kind: 'unit', lot: insulin.lot, index: 7 }, version('8 units')),
  )
  await stage.act(clinic, amendRecord(record, 1, version('6 units'), 'dose misread'))
  const amended = await stage.ledger.reads.records.record(record)
  await stage.act(clinic, voidRecord(record, 2, 'belongs to another patient'))
  const voided = await stage.ledger.reads.records.record(record)
  stage.tell(
    'The hospital records drug use, corrects it and voids it; the patient is a salted hash',
    [
      { version: amended?.version ?? 0, state: 'amended', author: clinic.name },
      { version: voided?.version ?? 0, state: voided?.voided ? 'void' : '', author: clinic.name },
    ],
    2,
  )

  const proven = { index: 4, leaf: leafOf(paracetamol.gtin, serialAt(paracetamol, 4)), proof: proofOf(paracetamol, 4) }
  await stage.act(market, returnDispensed(today, paracetamol.lot, paracetamol.expiry, [proven]))
  await stage.act(market, acceptReturn(paracetamol.lot, paracetamol.expiry, [proven]))
  stage.tell(
    'A pack comes back unopened: GTIN, serial, lot and expiry are proven, and it is saleable again',
    await lookUps(stage, paracetamol, [4]),
    2,
  )

  const from: Holder = { kind: 'quarantine', setter: rhine.gln, gln: rhine.gln }
  const damaged: Goods = { units: units(200, 201, 202) }
  await stage.act(rhine, quarantine(rhine.gln, damaged, 'carton wet'))
  const reason = 'water damage'
  await stage.act(rhine, destroyGoods(from, damaged, reason, await witness(stage, rhine, from, damaged, reason)))
  await stage.act(rhine, decommission('sampled', { units: units(203) }))
  await stage.act(rhine, decommission('exported', { units: units(204, 205) }))
  await stage.act(
    rhine,
    reportGone('stolen', { kind: 'institution', gln: rhine.gln }, { units: units(206) }, 'Police 26/1122'),
  )
  stage.tell(
    'Some packs end otherwise: destroyed before a witness, sampled, exported, stolen',
    await lookUps(stage, paracetamol, [200, 203, 204, 206]),
    10,
  )
}

/** The signature of a second operator who watched the destruction. */
export async function witness(stage: Stage, member: Member, from: Holder, goods: Goods, reason: string): Promise<Hex> {
  return signDestruction(
    member.second,
    { chainId: stage.ledger.chainId, inventory: stage.ledger.addresses.inventory },
    { gln: member.gln, from, goods, reason },
  )
}

/** What a patient's look-up says of packs: who has the pack in hand can show that it was commissioned, and where it is. */
async function lookUps(stage: Stage, batch: Batch, indices: readonly number[]) {
  const { reads } = stage.ledger
  return Promise.all(
    indices.map(async (index) => {
      const serial = serialAt(batch, index)
      const genuine = await reads.catalogue.includes(
        batch.lot,
        index,
        leafOf(batch.gtin, serial),
        proofOf(batch, index),
      )
      const place = await placeOf(stage, batch, index)
      return { serial, genuine: genuine ? 'yes' : 'no', place }
    }),
  )
}

async function placeOf(stage: Stage, { lot }: Batch, index: number): Promise<string> {
  const { inventory } = stage.ledger.reads
  const day = Math.floor(stage.now / 86_400)
  for (const member of Object.values(stage.members)) {
    const { gln, name } = member
    const candidates: Holder[] = [
      { kind: 'institution', gln },
      { kind: 'opened', gln },
      { kind: 'quarantine', setter: gln, gln },
      ...endStates
        .filter((state): state is EndState => state !== 'none')
        .map((state): Holder => ({ kind: 'end', state, day, gln })),
    ]
    const found = await Promise.all(candidates.map((holder) => inventory.isAt(holder, lot, index)))
    const holder = candidates[found.indexOf(true)]
    if (holder) return `${placeInWords(holder)} at ${name}`
  }
  return 'in a container or under way'
}

function serialAt(batch: Batch, index: number) {
  const serial = batch.serials[index]
  if (serial === undefined) throw new RangeError(`no unit ${index}`)
  return serial
}

function proofOf(batch: Batch, index: number): Hex[] {
  const start = index - (index % unitsPerRun)
  const leaves = batch.serials.slice(start, start + unitsPerRun).map((serial) => leafOf(batch.gtin, serial))
  return runProof(leaves, index - start)
}
