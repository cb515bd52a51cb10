import { buildGln } from '@theriac/gs1'
import { licenceScopes } from '@theriac/ledger'
import { demonstrationPassword, type Key } from '../cast.ts'
import { storyDays } from '../clock.ts'
import type { Stage } from '../stage/stage.ts'
import { drugAt, gtinOf } from './assortment.ts'
import { batchFrom } from './making.ts'

/** The regulator inspects and decides; institutions write notes, with files. */
export function oversight(stage: Stage): void {
  inspections(stage)
  decisions(stage)
  notes(stage)
  stage.on(storyDays - 2, 'night', 'regulator', () => applyToTakePart(stage))
}

interface Inspection {
  readonly day: number
  readonly of: Key
  readonly outcome: 'passed' | 'deficient' | 'failed'
  readonly major?: number
  readonly other?: number
  readonly content: string
}

const inspected: readonly Inspection[] = [
  {
    day: 6,
    of: 'north',
    outcome: 'passed',
    other: 2,
    content: 'Line clearance and serialisation of line 2 were looked at.',
  },
  { day: 19, of: 'market', outcome: 'passed', content: 'Store, refrigerator and receipts are in order.' },
  {
    day: 25,
    of: 'coast',
    outcome: 'deficient',
    major: 1,
    other: 3,
    content: 'Temperature records of the cold store are missing for nine days.',
  },
  {
    day: 34,
    of: 'infirmary',
    outcome: 'deficient',
    other: 4,
    content: 'The stock of controlled drugs is counted too seldom.',
  },
]

function inspections(stage: Stage): void {
  for (const { day, of, content, ...found } of inspected) {
    stage.on(day, 'night', 'regulator', async () => {
      const report = await upload(stage, 'regulator', `inspection-${of}-${stage.dateOf(day)}.txt`, content)
      const subject = { kind: 'institution' as const, gln: stage.glnOf(of) }
      const inspection = { day: stage.dateOf(day), ...found }
      await stage
        .as('regulator')
        .records.write({ body: { kind: 'inspection', subject, content, inspection, files: [report] } })
    })
  }
}

/** Uploads a text; gives its hash. */
async function upload(stage: Stage, key: Key, name: string, text: string): Promise<`0x${string}`> {
  const query = { name, mediaType: 'text/plain' }
  const { hash } = await stage.as(key).files.upload({ query, body: new TextEncoder().encode(text) })
  return hash
}

/** A wholesaler is suspended for a day; a pharmacy's licence runs out soon. */
function decisions(stage: Stage): void {
  const { institutions } = stage.as('regulator')
  const coast = { gln: stage.glnOf('coast') }
  stage.on(25, 'night', 'regulator', () =>
    institutions.suspend({ params: coast, body: { reason: 'Temperature records are missing' } }),
  )
  stage.on(26, 'night', 'regulator', () =>
    institutions.reinstate({ params: coast, body: { reason: 'The records were supplied' } }),
  )
  stage.on(1, 'night', 'regulator', () => {
    const licence = {
      number: 'L-32-2',
      scope: [...licenceScopes.retail],
      validFrom: new Date(stage.midnight(-30)).toISOString(),
      validTo: new Date(stage.midnight(storyDays + 20) - 1000).toISOString(),
    }
    const reason = 'The licence is given until the new owner has been looked at'
    return institutions.setLicences({ params: { gln: stage.glnOf('station') }, body: { licences: [licence], reason } })
  })
}

/** Somebody waits for the decision on its application. */
async function applyToTakePart(stage: Stage): Promise<void> {
  const gln = buildGln('952000000033')
  if (!gln.ok) throw new TypeError(gln.reason.message)
  const licence = {
    number: 'L-33',
    scope: [...licenceScopes.retail],
    validFrom: new Date(stage.midnight(storyDays - 10)).toISOString(),
    validTo: new Date(stage.midnight(storyDays + 730)).toISOString(),
  }
  await stage.anonymous.institutions.apply({
    body: {
      gln: gln.value,
      kind: 'pharmacy',
      name: 'Harbour Pharmacy',
      licences: [licence],
      admin: { name: 'harbour.admin', displayName: 'Harbour Pharmacy, admin', password: demonstrationPassword },
    },
  })
}

/** Notes on shipments and lots, a certificate, temperatures on the way; one is amended, one voided. */
function notes(stage: Stage): void {
  stage.on(4, 'night', 'rhine', async () => {
    const file = await upload(
      stage,
      'rhine',
      'delivery-note-1.txt',
      'Pallet received with seal intact, 8 degrees outside.',
    )
    const body = {
      kind: 'circulation_note' as const,
      subject: lotSubject(stage, 1, 0),
      content: 'Delivery note 1',
      files: [file],
    }
    const { result } = await stage.as('rhine').records.write({ body })
    const amended = {
      version: 1,
      reason: 'Wrong temperature',
      content: 'Delivery note 1: 18 degrees outside',
      files: [file],
    }
    await stage.as('rhine').records.amend({ params: { record: result.record }, body: amended })
  })
  stage.on(3, 'night', 'south', async () => {
    const content = { substance: 'insulin aspart', content: '100.4 units/ml', sterility: 'passes', pH: 7.4 }
    const file = await upload(stage, 'south', 'certificate-of-analysis.txt', JSON.stringify(content, undefined, 2))
    await stage.as('south').records.write({
      body: { kind: 'document', subject: lotSubject(stage, 2, 13), content, files: [file] },
    })
  })
  stage.on(7, 'night', 'coast', async () => {
    const readings = Array.from({ length: 12 }, (_, i) => ({ hour: i * 2, celsius: 3 + ((i * 7) % 5) / 2 }))
    await stage.as('coast').records.write({
      body: { kind: 'sensor_data', subject: lotSubject(stage, 2, 13), content: { place: 'Cold store 1', readings } },
    })
  })
  const note = (day: number, key: Key, content: string, isVoided = false) =>
    stage.on(day, 'night', key, async () => {
      const file = await upload(stage, key, `note-${stage.dateOf(day)}.txt`, content)
      const gtin = gtinOf(drugAt(0))
      const { records } = stage.as(key)
      const body = {
        kind: 'circulation_note' as const,
        subject: { kind: 'product' as const, gtin },
        content,
        files: [file],
      }
      const { result } = await records.write({ body })
      if (isVoided)
        await records.void({ params: { record: result.record }, body: { version: 1, reason: 'Entered twice' } })
    })
  note(9, 'north', 'Shelf cards for pharmacies are enclosed from now on.')
  note(15, 'market', 'Customers ask for the smaller pack.')
  note(15, 'station', 'Customers ask for the smaller pack.', true)
  note(20, 'clinic', 'Wards order by 14:00.')
  note(21, 'infirmary', 'Wards order by 15:00.')
}

function lotSubject(stage: Stage, day: number, drug: number) {
  const { gtin, lot } = batchFrom(stage, day, drug)
  return { kind: 'lot' as const, gtin, lot }
}
