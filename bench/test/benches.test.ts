import { expect, test } from 'vitest'
import { runActs } from '../src/acts.ts'
import { runDurability } from '../src/durability.ts'
import { runInventory } from '../src/inventory.ts'
import { runRebuild } from '../src/rebuild.ts'

test('a lot lives its life on both contracts, in at most 48 bytes of chain data a unit', async () => {
  const result = await runInventory({ units: 10_000, lots: 1 })
  expect(result.inventory.unitEvents).toBe(71_000)
  expect(result.plain.unitEvents).toBe(71_000)
  expect(result.ratio).toBeGreaterThan(0)
  expect(result.bytesPerUnit).toBeLessThanOrEqual(48)
})

test('every signed dispensing is taken, and the plain transactions are sealed', async () => {
  const result = await runActs({ acts: 150, transactions: 100 })
  expect(result.acts).toBe(150)
  expect(result.actsPerSecond).toBeGreaterThan(0)
  expect(result.actsPerSecondThroughCarrier).toBeGreaterThan(0)
})

test('what was acknowledged is there after kill -9 under load', async () => {
  const result = await runDurability({ kills: 2, seed: 11 })
  expect(result.kills).toBe(2)
  expect(result.acknowledged).toBeGreaterThan(0)
  expect(result.lost).toBe(0)
})

test('a chain is read into the database from its first block', async () => {
  const { events } = await runRebuild({ transactions: 200 })
  expect(events).toBeGreaterThan(200)
})
