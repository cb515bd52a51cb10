import type { Key } from '../cast.ts'
import { pathOf, send } from '../stage/hand-over.ts'
import { rangesOf, type Span, takePacks } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'
import { dispense } from './dispensing.ts'

/** What else becomes of packs: they come back, are set aside, given away, exported, stolen, destroyed. */
export function endings(stage: Stage): void {
  stage.on(12, 'evening', 'market', () => comeBack(stage, 'market', 'accept'))
  stage.on(26, 'evening', 'market', () => comeBack(stage, 'market', 'reject'))
  stage.on(40, 'evening', 'market', () => comeBack(stage, 'market', 'wait'))
  stage.on(33, 'evening', 'clinic', () => comeBack(stage, 'clinic', 'reject'))
  leaving(stage)
  settingAside(stage)
  stage.on(18, 'night', 'rhine', async () =>
    destroy(stage, 'rhine', await setAside(stage, 'rhine', 6, 'The carton is wet'), 'Water damage'),
  )
  stage.on(41, 'night', 'clinic', async () => {
    const packs = await setAside(stage, 'clinic', 2, 'Broken in the store')
    const goods = { ranges: rangesOf(packs) }
    await stage.as('clinic').endings.proposeDestruction({ body: { goods, reason: 'Broken in the store' } })
  })
  stage.on(40, 'evening', 'market', () => sendUnsold(stage))
}

/** A patient brings unopened packs back; what is printed on them is verified before they are judged. */
async function comeBack(
  stage: Stage,
  key: 'market' | 'clinic',
  judgement: 'accept' | 'reject' | 'wait',
): Promise<void> {
  const batch = stage.looseOf(key)
  const packs = await dispense(stage, key, batch, 2)
  const client = stage.as(key)
  const units = await printedOf(stage, packs)
  stage.on(stage.today() + 1, 'evening', key, async () => {
    await client.returns.receive({ body: { units } })
    if (judgement === 'accept') {
      await client.returns.accept({ body: { units, isUnopened: true, isKeptAsRequired: true } })
      stage.shelf(key).loose.push(...packs)
    } else if (judgement === 'reject') {
      const reason = 'Was kept in a hot car'
      await client.returns.reject({ body: { goods: { ranges: rangesOf(packs) }, reason } })
      if (key === 'market') await destroy(stage, key, packs, 'Returned, and kept too warm')
    }
  })
}

/** What was ordered too much goes back to the wholesaler, who has not judged it yet. */
async function sendUnsold(stage: Stage): Promise<void> {
  const packs = takePacks(stage.shelf('market'), stage.looseOf('market'), 12)
  const consignment = await send(stage, 'market', 'rhine', { packs }, true)
  stage.on(stage.today() + 1, 'morning', 'rhine', () =>
    stage.as('rhine').shipments.receive({ params: pathOf(stage, consignment), body: { all: true } }),
  )
}

/** Packs with all that is printed on them. */
async function printedOf(stage: Stage, packs: readonly Span[]) {
  const units = packs.flatMap(({ batch, first, last }) =>
    Array.from({ length: last - first + 1 }, async (_, i) => ({
      gtin: batch.gtin,
      serial: await stage.serials.of(batch, first + i),
      lot: batch.lot,
      expiry: stage.dateOf(batch.expiry),
    })),
  )
  return Promise.all(units)
}

function leaving(stage: Stage): void {
  const out = (day: number, key: Key, state: 'sampled' | 'free_sample' | 'exported' | 'checked_out', count: number) =>
    stage.on(day, 'night', key, async () => {
      const packs = takePacks(stage.shelf(key), stage.looseOf(key), count)
      await stage.as(key).endings.decommission({ body: { state, goods: { ranges: rangesOf(packs) } } })
    })
  out(3, 'north', 'sampled', 6)
  out(11, 'south', 'sampled', 6)
  out(17, 'south', 'free_sample', 10)
  out(32, 'north', 'exported', 40)
  out(38, 'clinic', 'checked_out', 2)
  stage.on(19, 'night', 'north', async () => {
    const packs = takePacks(stage.shelf('north'), stage.looseOf('north'), 5)
    const goods = { ranges: rangesOf(packs) }
    await stage.as('north').endings.decommission({ body: { state: 'exported', goods } })
    await stage.as('north').endings.undo({ body: { goods } })
    stage.shelf('north').loose.push(...packs)
  })
  const gone = (day: number, key: Key, state: 'stolen' | 'lost', count: number, evidence: string) =>
    stage.on(day, 'night', key, async () => {
      const packs = takePacks(stage.shelf(key), stage.looseOf(key), count)
      await stage.as(key).endings.reportGone({ body: { state, goods: { ranges: rangesOf(packs) }, evidence } })
    })
  gone(29, 'station', 'stolen', 24, 'Police Kiel, case 26/11873: break-in at night')
  gone(35, 'infirmary', 'lost', 2, 'Stock-taking 26/4: not found')
}

/** Set aside with and without release, by who has the packs and by the regulator. */
function settingAside(stage: Stage): void {
  const aside = (day: number, key: Key, count: number, reason: string, releasedAfter?: number) =>
    stage.on(day, 'night', key, async () => {
      const packs = await setAside(stage, key, count, reason)
      if (releasedAfter === undefined) return
      stage.on(day + releasedAfter, 'night', key, async () => {
        await stage.as(key).quarantine.release({ body: { goods: { ranges: rangesOf(packs) } } })
        stage.shelf(key).loose.push(...packs)
      })
    })
  aside(14, 'market', 4, 'The refrigerator was off for an hour', 2)
  aside(28, 'station', 3, 'The seal of the carton is damaged')
  aside(38, 'coast', 8, 'The delivery note names another lot')
  aside(36, 'north', 12, 'Retained until the analysis is done')
  stage.on(39, 'night', 'regulator', async () => {
    const packs = takePacks(stage.shelf('infirmary'), stage.looseOf('infirmary'), 5)
    const reason = 'Sampled for the laboratory'
    const body = { gln: stage.glnOf('infirmary'), goods: { ranges: rangesOf(packs) }, reason }
    await stage.as('regulator').quarantine.setAside({ body })
  })
}

/** Proposed by one operator, who signs as the witness, and carried out by another. */
async function destroy(stage: Stage, key: Key, packs: readonly Span[], reason: string): Promise<void> {
  const goods = { ranges: rangesOf(packs) }
  const { id } = await stage.as(key).endings.proposeDestruction({ body: { goods, reason } })
  await stage.as(key, 'admin').endings.confirmDestruction({ params: { id } })
}

async function setAside(stage: Stage, key: Key, count: number, reason: string): Promise<Span[]> {
  const packs = takePacks(stage.shelf(key), stage.looseOf(key), count)
  await stage.as(key).quarantine.setAside({ body: { goods: { ranges: rangesOf(packs) }, reason } })
  return packs
}
