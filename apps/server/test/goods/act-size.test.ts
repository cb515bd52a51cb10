import { buildSscc, type Sscc } from '@theriac/gs1'
import { type Goods, type LotId, type Packing, pack, receiveGoods, ship, slicesOf, type Units } from '@theriac/ledger'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glnAt } from '../../src/demonstration/cast.ts'
import { requireOneAct, splitGoods, splitPackings } from '../../src/goods/act-size.ts'
import { ProblemError } from '../../src/problem-error.ts'

const lots = [`0x${'ab'.repeat(28)}00000000`, `0x${'cd'.repeat(28)}00000000`] as const satisfies readonly LotId[]
/** What a FISCO BCOS node takes, and what the carrier sends at most. */
const carrierBytes = 45_000

const ssccs: readonly Sscc[] = Array.from({ length: 1_000 }, (_, serialReference) => {
  const sscc = buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
})
/** One unit in each of so many groups of 256. */
const scattered = (lot: LotId, groups: number): Units => ({
  lot,
  units: Array.from({ length: groups }, (_, i) => i * 256 + (i % 256)),
})
const sizeOf = (data: string): number => (data.length - 2) / 2
const shipmentRef = { sender: glnAt(11), number: 1n }

const someGoods = fc.record({
  containers: fc.nat(1_000).map((count) => ssccs.slice(0, count)),
  units: fc
    .tuple(fc.nat(1_200), fc.nat(1_200))
    .map((groups) => groups.flatMap((count, i) => (count > 0 ? [scattered(lots[i] ?? lots[0], count)] : []))),
})

/** Everything that goods have, in one order. */
function contentOf(goods: readonly Goods[]): string[] {
  const slices = goods.flatMap(({ units = [] }) => units.flatMap(slicesOf).map(({ word, mask }) => `${word} ${mask}`))
  return [...goods.flatMap(({ containers = [] }) => containers), ...slices].sort()
}

test('goods are split into parts that each fit into one act, and nothing of them is lost', () => {
  fc.assert(
    fc.property(someGoods, (goods) => {
      const parts = splitGoods(goods)
      expect(contentOf(parts)).toEqual(contentOf([goods]))
      for (const part of parts) {
        expect(sizeOf(receiveGoods(shipmentRef, part).data)).toBeLessThan(carrierBytes - 500)
      }
    }),
    { numRuns: 20 },
  )
})

test('a case and some packs travel in one act', () => {
  expect(splitGoods({ containers: ssccs.slice(0, 3), units: [scattered(lots[0], 4)] })).toHaveLength(1)
  expect(splitGoods({})).toEqual([])
})

test('packings are split, each container by itself', () => {
  const packings = ssccs.slice(0, 300).map((sscc, i): Packing => ({ sscc, ...scattered(lots[i % 2] ?? lots[0], 3) }))
  const parts = splitPackings(packings)
  expect(parts.length).toBeGreaterThan(1)
  for (const part of parts) expect(sizeOf(pack(part).data)).toBeLessThan(carrierBytes - 500)
  const wordsOf = (list: readonly Packing[]) =>
    list.flatMap((packing) => slicesOf(packing).map(({ word, mask }) => `${packing.sscc} ${word} ${mask}`)).sort()
  expect(wordsOf(parts.flat())).toEqual(wordsOf(packings))
})

test('what cannot be split is refused when it is too large', () => {
  const small = ship(1n, glnAt(21), { units: [scattered(lots[0], 600)] })
  expect(requireOneAct(small)).toBe(small)
  const large = ship(1n, glnAt(21), { units: [scattered(lots[0], 700)] })
  expect(() => requireOneAct(large)).toThrow(ProblemError)
})
