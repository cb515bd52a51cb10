import { type Batch, type Batches, packsOf, printOf, quantityOf, rangeOf } from '../batches.ts'
import type { Member, Stage } from '../stage.ts'

/** Dispensing whole and in parts, undo, drug use, a patient's look-up, returns, and what else ends a pack's way. */
export async function patients(stage: Stage, batches: Batches): Promise<void> {
  await dispensing(stage, batches)
  await inParts(stage, batches)
  await drugUse(stage, batches)
  await comingBack(stage, batches)
  await otherEndings(stage, batches)
}

async function dispensing(stage: Stage, { paracetamol, unserialised }: Batches): Promise<void> {
  const { market, infirmary } = stage.members
  const eventTime = new Date(stage.now).toISOString()
  const { dispensing } = market.admin
  await stage.act(
    dispensing.dispense({ body: { goods: packsOf(paracetamol, 3), eventTime, billType: 323 } }),
    dispensing.dispense({ body: { goods: packsOf(paracetamol, 4) } }),
    dispensing.dispense({ body: { goods: packsOf(paracetamol, 5) } }),
  )
  await stage.act(dispensing.undo({ body: { goods: packsOf(paracetamol, 5) } }))
  await stage.act(infirmary.admin.dispensing.dispense({ body: { goods: quantityOf(unserialised, 12) } }))
  stage.tell(
    'Packs are dispensed; one was the wrong one and is taken back within ten days',
    await lookUps(stage, paracetamol, [3, 4, 5, 711]),
    16,
  )
}

async function inParts(stage: Stage, { paracetamol }: Batches): Promise<void> {
  const { dispensing } = stage.members.clinic.admin
  const [unit] = packsOf(paracetamol, 100).units
  if (!unit) throw new RangeError('no pack')
  await stage.act(dispensing.dispensePart({ body: { ...unit, parts: 2 } }))
  await stage.act(dispensing.dispensePart({ body: { ...unit, parts: 3 } }))
  await stage.act(dispensing.undoPart({ body: unit }))
  const [last] = await stage.act(dispensing.dispensePart({ body: { ...unit, parts: 6 } }))
  stage.tell('A ward takes single tablets from a pack until it is empty', [
    { pack: `${paracetamol.lot} no. 100`, tablets: paracetamol.drug.packSize, taken: last?.result.taken ?? 0 },
  ])
}

async function drugUse(stage: Stage, { insulin }: Batches): Promise<void> {
  const { clinic } = stage.members
  const { dispensing, drugUse: uses } = clinic.admin
  const goods = packsOf(insulin, 7)
  const patient = 'case 4711'
  await stage.act(dispensing.dispense({ body: { goods } }))
  await stage.act(dispensing.administer({ body: { goods, patient } }))
  const { gtin, serial } = printOf(insulin, 7)
  const use = { patient, dose: '8 units', unitsUsed: 1, usedAt: new Date(stage.now).toISOString() }
  const [written] = await stage.act(uses.write({ body: { gtin, lot: insulin.lot, serial, ...use } }))
  const params = { id: written?.result.id ?? '0x' } as const
  await stage.act(uses.amend({ params, body: { version: 1, because: 'Dose misread', ...use, dose: '6 units' } }))
  await stage.act(uses.void({ params, body: { version: 2, because: 'Belongs to another patient' } }))
  const { items } = await uses.versions({ params })
  stage.tell(
    'The hospital records drug use, corrects it and voids it; the patient is a salted hash',
    items.map(({ version, voided, reason = '' }) => ({
      version,
      state: voided ? 'void' : version > 1 ? 'amended' : 'written',
      reason,
      author: clinic.name,
    })),
    2,
  )
}

async function comingBack(stage: Stage, { paracetamol }: Batches): Promise<void> {
  const { returns } = stage.members.market.admin
  const units = [printOf(paracetamol, 4)]
  await stage.act(returns.receive({ body: { units } }))
  await stage.act(returns.accept({ body: { units, isUnopened: true, isKeptAsRequired: true } }))
  stage.tell(
    'A pack comes back unopened: GTIN, serial, lot and expiry are proven, and it is saleable again',
    await lookUps(stage, paracetamol, [4]),
    2,
  )
}

async function otherEndings(stage: Stage, { paracetamol }: Batches): Promise<void> {
  const { rhine } = stage.members
  const { endings, quarantine } = rhine.admin
  const goods = (first: number, last = first) => rangeOf(paracetamol, [first, last])
  await stage.act(quarantine.setAside({ body: { goods: goods(200, 202), reason: 'Carton wet' } }))
  await destroy(stage, rhine, goods(200, 202), 'Water damage')
  await stage.act(endings.decommission({ body: { state: 'sampled', goods: goods(203) } }))
  await stage.act(endings.decommission({ body: { state: 'exported', goods: goods(204, 205) } }))
  await stage.act(endings.reportGone({ body: { state: 'stolen', goods: goods(206), evidence: 'Police 26/1122' } }))
  stage.tell(
    'Some packs end otherwise: destroyed before a witness, sampled, exported, stolen',
    await lookUps(stage, paracetamol, [200, 203, 204, 206]),
    10,
  )
}

/** One operator proposes a destruction and signs as its witness, another carries it out. */
export async function destroy(
  stage: Stage,
  { admin, second }: Member,
  goods: ReturnType<typeof rangeOf>,
  reason: string,
): Promise<void> {
  const { id } = await admin.endings.proposeDestruction({ body: { goods, reason } })
  await stage.act(second.endings.confirmDestruction({ params: { id } }))
}

/** What a patient is told who has a pack in hand, and where the regulator sees it. */
async function lookUps(stage: Stage, batch: Batch, indexes: readonly number[]) {
  const { regulator } = stage.members
  const names = new Map<string, string>(Object.values(stage.members).map(({ gln, name }) => [gln, name]))
  return Promise.all(
    indexes.map(async (index) => {
      const { gtin, serial, lot, expiry } = printOf(batch, index)
      const told = await stage.anybody.publicLookUp.pack({ query: { gtin, serial, lot, expiry } })
      const { state, root } = await regulator.admin.units.find({ params: { gtin, serial } })
      const place = `${state.replaceAll('_', ' ')} at ${names.get(root.gln ?? '') ?? 'nobody'}`
      return { serial, 'patient is told': told.verdict.replaceAll('_', ' '), place }
    }),
  )
}
