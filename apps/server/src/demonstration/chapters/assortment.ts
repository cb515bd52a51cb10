import { buildGtin, type Gtin, parseGtin } from '@theriac/gs1'
import type { Key } from '../cast.ts'
import { type Drug, drugs } from '../drugs.ts'
import type { Stage } from '../stage/stage.ts'

/** Drugs of the two factories: even places to the northern one, odd ones to the southern. */
const each = 14
const factories = ['north', 'south'] as const

/** Packs in a case that has a GTIN of its own, by place of the drug. */
const caseSizes: Readonly<Record<number, readonly number[]>> = {
  0: [80, 1600],
  1: [100],
  6: [80],
  9: [60, 1440],
  12: [50],
}

/** Texts of products that are on the Chinese market too. */
const chinese: Readonly<Record<number, { readonly genericName: string; readonly storage: string }>> = {
  0: { genericName: 'paracetamol 对乙酰氨基酚', storage: '不超过25℃密封保存 · below 25 °C' },
  13: { genericName: 'insulin aspart 门冬胰岛素', storage: '2~8℃冷藏 · 2 °C to 8 °C' },
}

/** The drug at a place of the list. */
export function drugAt(place: number): Drug {
  const drug = drugs[place]
  if (!drug) throw new RangeError(`There is no drug ${place}`)
  return drug
}

/** The GTIN of a drug, with 14 digits. */
export function gtinOf(drug: Drug): Gtin {
  const gtin = parseGtin(drug.gtin)
  if (!gtin.ok) throw new TypeError(`${drug.name}: ${gtin.reason.message}`)
  return gtin.value
}

/** Master data of the drug at a place. */
function dataOf(place: number) {
  const drug = drugAt(place)
  const { name, genericName, form, strength, pack, maker, atc, packSize, approvalNumber } = drug
  const { genericName: bothNames = genericName, storage } = chinese[place] ?? {}
  const levels = (caseSizes[place] ?? []).map((units, i) => ({ gtin: levelOf(drug, i + 1), units }))
  return {
    name,
    genericName: bothNames,
    form,
    strength,
    pack,
    maker,
    atc,
    packSize,
    storageConditions: storage ?? (drug.cold ? '2 °C to 8 °C' : 'below 25 °C'),
    ...(approvalNumber === undefined ? {} : { approvalNumber }),
    nationalCode: drug.gtin.slice(5, 12),
    levels,
  }
}

/** The GTIN of a higher packaging level: the same item reference with another indicator digit. */
function levelOf(drug: Drug, indicator: number): Gtin {
  const gtin = buildGtin(`${indicator}${drug.gtin.slice(0, 12)}`)
  if (!gtin.ok) throw new TypeError(gtin.reason.message)
  return gtin.value
}

/** Both factories register what they make; one text is amended, one product retired, one suspended for some days. */
export function assortment(stage: Stage): void {
  for (const [parity, maker] of factories.entries()) {
    const places = Array.from({ length: each }, (_, i) => 2 * i + parity)
    stage.on(0, 'noon', maker, () => Promise.all(places.map((place) => register(stage, maker, place))))
  }
  stage.on(4, 'noon', 'north', async () => {
    const reason = 'Storage conditions after the new stability study'
    const data = { ...dataOf(6), storageConditions: 'below 30 °C' }
    await stage
      .as('north')
      .products.amend({ params: { gtin: gtinOf(drugAt(6)) }, body: { version: 1, reason, ...data } })
  })
  stage.on(20, 'noon', 'south', () =>
    stage.as('south').products.retire({ params: { gtin: gtinOf(drugAt(27)) }, body: { reason: 'Marketing ended' } }),
  )
  suspension(stage)
}

async function register(stage: Stage, maker: Key, place: number): Promise<void> {
  await stage.as(maker).products.register({ body: { gtin: gtinOf(drugAt(place)), ...dataOf(place) } })
}

function suspension(stage: Stage): void {
  const gtin = gtinOf(drugAt(5))
  const regulator = stage.as('regulator')
  stage.on(24, 'night', 'regulator', async () => {
    const reason = 'Reports of broken film coating are looked into'
    await regulator.products.suspend({ params: { gtin }, body: { reason } })
    stage.suspended.add(gtin)
  })
  stage.on(26, 'night', 'regulator', async () => {
    const reason = 'The coating is within its specification'
    await regulator.products.reinstate({ params: { gtin }, body: { reason } })
    stage.suspended.delete(gtin)
  })
}
