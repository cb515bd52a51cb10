import { storyDays } from '../clock.ts'
import { rangesOf } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'
import { anyBatch, dispense } from './dispensing.ts'

const hospitals = ['clinic', 'infirmary'] as const
type Hospital = (typeof hospitals)[number]

const wards = ['3 West, internal medicine', 'Intensive care', 'Day clinic'] as const
const firstDay = 8

/** What wards do with drugs: packs are given to patients, and each use is noted; notes are corrected, voided, erased. */
export function hospital(stage: Stage): void {
  for (let day = firstDay; day <= storyDays; day += 3) {
    stage.on(day, 'noon', 'clinic', () => giveToPatient(stage, 'clinic', day))
    if (day % 2 === 0) stage.on(day, 'noon', 'infirmary', () => giveToPatient(stage, 'infirmary', day))
  }
}

async function giveToPatient(stage: Stage, key: Hospital, day: number): Promise<void> {
  const batch = anyBatch(stage, key)
  if (!batch) return
  const packs = await dispense(stage, key, batch, 1)
  const [pack] = packs
  if (!pack) return
  const random = stage.random(key)
  const client = stage.as(key)
  const patient = `case ${26_000 + random.between(1, 999)}`
  const ward = random.pick(wards)
  await client.dispensing.administer({ body: { goods: { ranges: rangesOf(packs) }, patient, ward } })
  const { gtin, lot, drug } = batch
  const use = {
    patient,
    ward,
    dose: `${drug.strength}, ${random.pick(['once', 'every 8 h', 'every 12 h'])}`,
    reason: 'As ordered',
    unitsUsed: random.between(1, drug.packSize),
    usedAt: stage.instant(random.between(0, 30)),
  }
  const serial = await stage.serials.of(batch, pack.first)
  const { result } = await client.drugUse.write({ body: { gtin, lot, serial, ...use } })
  stage.on(Math.min(day + 1, storyDays), 'evening', key, () => followUp(stage, key, { id: result.id, day, use }))
}

/** Some notes were wrong: the dose, or the patient. */
async function followUp(
  stage: Stage,
  key: Hospital,
  { id, day, use }: { readonly id: `0x${string}`; readonly day: number; readonly use: Use },
): Promise<void> {
  const client = stage.as(key)
  const params = { id }
  if (day % 5 === 0) {
    const because = 'The quantity was misread'
    await client.drugUse.amend({ params, body: { version: 1, because, ...use, unitsUsed: use.unitsUsed + 1 } })
  }
  if (day % 7 === 0)
    await client.drugUse.void({ params, body: { version: 1 + Number(day % 5 === 0), because: 'Entered twice' } })
  if (day === firstDay) {
    await client.drugUse.eraseDetails({ params, body: { reason: 'The patient has asked for it' } })
  }
}

interface Use {
  readonly patient: string
  readonly ward: string
  readonly dose: string
  readonly reason: string
  readonly unitsUsed: number
  readonly usedAt: string
}
