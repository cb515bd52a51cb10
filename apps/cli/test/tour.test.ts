import { beforeAll, expect, test } from 'vitest'
import type { TourReport } from '../src/tour/index.ts'
import { done, start } from './cli-process.ts'

let report: TourReport
beforeAll(async () => {
  const { code, stdout, stderr } = await start(['tour', '--json']).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  report = JSON.parse(stdout)
}, 120_000)

test('every pack of every lot is in exactly one place at the end', () => {
  expect(report.conserved).toBe(true)
  expect(report.lots.map(({ commissioned }) => commissioned)).toEqual([2500, 600, 1000])
  for (const { commissioned, conserved, agreed, holders } of report.lots) {
    expect(conserved).toBe(true)
    expect(agreed).toBe(true)
    expect(holders.reduce((sum, { units }) => sum + units, 0)).toBe(commissioned)
  }
})

test('it tells the whole life of a lot, with at least forty real drugs and eight institutions', () => {
  const titles = report.steps.map(({ title }) => title).join('\n')
  for (const word of [
    'admits',
    'drugs',
    'lots',
    'commissioned',
    'cases',
    'ship',
    'short',
    'supply',
    'dispensed',
    'recall',
  ]) {
    expect(titles).toContain(word)
  }
  expect(report.steps[0]?.rows).toHaveLength(8)
  expect(Number(/(\d+) real drugs/.exec(titles)?.[1])).toBeGreaterThanOrEqual(40)
  for (const step of report.steps) {
    expect(step.rows.length, step.title).toBeGreaterThan(0)
    expect(step.acts, step.title).toBeGreaterThan(0)
  }
  expect(report.seconds).toBeLessThan(60)
})

test('what must be refused is refused, each with its reason in words', () => {
  const errors = Object.fromEntries(report.refusals.map(({ title, error }) => [title, error]))
  expect(errors).toMatchObject({
    'Dispensing a pack a second time': 'InventoryNotHeld',
    'Dispensing a recalled lot': 'LotsHeldBack',
    'Shipping packs that one does not hold': 'InventoryNotHeld',
    'Shipping to a receiver whose licence ran out': 'InstitutionsRefused',
  })
  for (const { title, reason, error, status } of report.refusals) {
    expect(reason, title).not.toBe(error)
    expect([403, 404, 409], title).toContain(status)
  }
  expect(report.refusals).toHaveLength(12)
})

test('to people it is told in tables, with the sum of every lot at the end', async () => {
  const text = await done('tour')
  expect(text).toContain('1. Eight institutions apply, and the regulator admits them')
  expect(text).toContain(
    '✗ Dispensing a recalled lot (St. Luke Hospital)\n    The ledger refused: the lot is recalled LotsHeldBack',
  )
  expect(text).toMatch(/│ NW2611A │\s+2500 │\s+2500 │/)
  expect(text).toContain('Every pack is in exactly one place.')
}, 120_000)
