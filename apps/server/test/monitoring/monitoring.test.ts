import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChainAlert } from '@theriac/api'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleHours, samples } from '../../src/db/schema/index.ts'
import { hourOf } from '../../src/monitoring/roll-up.ts'
import { makeCertificate } from '../support/make-certificate.ts'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

const minute = 60_000
const day = 1_440 * minute

let world: World
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'theriac-monitoring-'))
  const file = join(folder, 'node.crt')
  await writeFile(file, makeCertificate('node', new Date(Date.now() - day), new Date(Date.now() + 20.5 * day)))
  world = await openWorld({ certificates: [file, join(folder, 'gone.crt')] })
})
afterAll(async () => {
  world.chainAnswers(true)
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const monitoring = (role: 'auditor' | 'admin' = 'auditor') => world.as('market', role).monitoring
const look = () => world.server.monitoring.sample()
/** Looks so often, a minute apart. */
async function minutes(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    world.clock.ahead(minute)
    await look()
  }
}
const ofRule = (list: readonly ChainAlert[], rule: string) => list.filter((alert) => alert.rule === rule)
const told = async (key: 'regulator' | 'market', kind: 'chain_alert_raised' | 'chain_alert_cleared', rule: string) => {
  const { items } = await world.as(key, 'admin').notifications.list({ query: { kind } })
  return items.filter(({ args }) => args.rule === rule)
}

test('every participant sees how chain and server do now', async () => {
  await look()
  const now = await monitoring().now()
  const overview = await world.as('market').chain.overview()
  expect(now).toMatchObject({
    everySeconds: 60,
    keptDays: 15,
    answers: true,
    measures: {
      ...{ height: overview.height, pending: 0, nodesConnected: 1, nodesNeeded: 1, lag: 0, missingSigners: 0 },
      ...{ indexerLag: 0, openActs: 0, restingLanes: 0, certificateDays: 20 },
    },
    certificates: [{ file: 'node.crt', days: 20 }, { file: 'gone.crt' }],
  })
  expect(now.measures.transactions).toBeGreaterThan(0)
  expect(now.measures.diskTotal).toBeGreaterThan(now.measures.diskFree ?? 0)
  expect(now.measures.viewChanges).toBeUndefined()
})

test('a certificate that runs out is raised once, by its file alone', async () => {
  await minutes(3)
  const { open } = await monitoring().now()
  expect(ofRule(open, 'certificate_soon')).toMatchObject([{ subject: 'node.crt', value: 20, threshold: 30 }])
  expect(JSON.stringify(open)).not.toContain(folder)
})

test('a chain that stops is told to admins and machines once, and so is that it goes on again', async () => {
  const { id } = (
    await world.as('market', 'admin').webhooks.create({
      body: { url: 'http://127.0.0.1:9/', kinds: ['chain_alert_raised', 'chain_alert_cleared'] },
    })
  ).webhook
  await minutes(2)
  world.chainAnswers(false)
  await minutes(5)
  const down = await monitoring().now()
  expect(down.answers).toBe(false)
  expect(down.measures.height).toBeUndefined()
  expect(down.measures.diskFree).toBeGreaterThan(0)
  expect(ofRule(down.open, 'node_down')).toMatchObject([{ severity: 'high', subject: '', value: 2, unit: 'minutes' }])
  expect(down.open[0]?.rule).toBe('node_down')
  world.chainAnswers(true)
  await minutes(5)
  expect(ofRule((await monitoring().now()).open, 'node_down')).toEqual([])

  for (const key of ['regulator', 'market'] as const) {
    expect(await told(key, 'chain_alert_raised', 'node_down')).toMatchObject([{ args: { value: 2, threshold: 2 } }])
    expect(await told(key, 'chain_alert_cleared', 'node_down')).toMatchObject([{ args: { cleared: 'over' } }])
  }
  // The machine is the regulator's to look after, and no operator is woken.
  expect(await told('regulator', 'chain_alert_raised', 'certificate_soon')).toHaveLength(1)
  expect(await told('market', 'chain_alert_raised', 'certificate_soon')).toEqual([])
  const operator = await world.as('market').notifications.list({ query: { kind: 'chain_alert_raised' } })
  expect(operator.items).toEqual([])
  const { items } = await world.as('market', 'admin').webhooks.deliveries({ params: { id } })
  expect(items.map(({ kind }) => kind)).toEqual(['chain_alert_cleared', 'chain_alert_raised'])

  const past = await monitoring().alerts({ query: { state: 'past' } })
  expect(ofRule(past.items, 'node_down')).toMatchObject([{ cleared: 'over', subject: '' }])
  const first = await monitoring().alerts({ query: { limit: 1 } })
  const second = await monitoring().alerts({ query: { limit: 1, cursor: first.next ?? '' } })
  expect(new Set([...first.items, ...second.items].map((alert) => alert.id)).size).toBe(2)
})

test('the regulator’s admin changes rules here, and nobody else does', async () => {
  const rules = await monitoring('admin').rules()
  expect(rules.mayChange).toBe(false)
  expect(rules.items.find(({ rule }) => rule === 'lag')).toMatchObject({ threshold: 20, standard: 20, enabled: true })
  const params = { rule: 'certificate_soon' } as const
  const refused = await problemOf(monitoring('admin').changeRule({ params, body: { enabled: false } }))
  expect(refused.code).toBe('Forbidden')

  const regulator = world.as('regulator', 'admin').monitoring
  expect((await regulator.rules()).mayChange).toBe(true)
  expect((await world.as('regulator').monitoring.rules()).mayChange).toBe(false)
  const wrong = await problemOf(regulator.changeRule({ params, body: { threshold: 400 } }))
  expect(wrong.errors).toMatchObject([{ field: '/threshold', rule: 'range' }])
  expect((await problemOf(regulator.changeRule({ params, body: {} }))).code).toBe('Invalid')
  const half = await problemOf(regulator.changeRule({ params: { rule: 'lag' }, body: { threshold: 1.5 } }))
  expect(half.errors).toMatchObject([{ field: '/threshold', rule: 'whole' }])

  expect(await regulator.changeRule({ params, body: { enabled: false } })).toMatchObject({ enabled: false })
  expect(ofRule((await regulator.now()).open, 'certificate_soon')).toEqual([])
  expect(await told('regulator', 'chain_alert_cleared', 'certificate_soon')).toMatchObject([
    { args: { cleared: 'switched_off', name: 'node.crt' } },
  ])
  await minutes(1)
  expect(ofRule((await regulator.now()).open, 'certificate_soon')).toEqual([])
  await regulator.changeRule({ params, body: { enabled: true, threshold: 10 } })
  await minutes(1)
  expect(ofRule((await regulator.now()).open, 'certificate_soon')).toEqual([])
  await regulator.changeRule({ params, body: { threshold: 25 } })
  await minutes(1)
  expect(ofRule((await regulator.now()).open, 'certificate_soon')).toMatchObject([{ threshold: 25 }])
})

test('a measure is told by the minute, the hour and the day, without the times in which nobody could tell', async () => {
  const at = (ms: number) => new Date(ms).toISOString()
  const now = world.clock.now()
  const height = await monitoring().series({ query: { measure: 'height', from: at(now - day) } })
  expect(height.resolution).toBe('minute')
  const { db } = world.database
  const all = await db.select().from(samples).orderBy(asc(samples.time))
  const answered = all.filter(({ answers }) => answers)
  expect(all.length - answered.length).toBe(5)
  expect(height.points.map(({ time }) => Date.parse(time))).toEqual(answered.map(({ time }) => time))

  const hours = await monitoring().series({ query: { measure: 'height', from: at(now - 2 * day) } })
  expect(hours.resolution).toBe('hour')
  expect(hours.points.map(({ time }) => Date.parse(time))).toEqual([
    ...new Set(answered.map(({ time }) => hourOf(time))),
  ])
  expect(hours.points.at(-1)?.max).toBe(height.points.at(-1)?.max)
  const days = await monitoring().series({ query: { measure: 'openActs', from: at(now - 40 * day) } })
  expect(days.resolution).toBe('day')
  expect(days.points.at(-1)).toMatchObject({ time: at(Math.floor(now / day) * day), min: 0 })

  const ask = (query: object) => problemOf(monitoring().series({ query: { measure: 'lag', ...query } as never }))
  expect((await ask({ from: at(now), to: at(now - 1) })).code).toBe('Invalid')
  expect((await ask({ from: at(now - 3 * day), resolution: 'minute' })).code).toBe('Invalid')
})

test('minutes are dropped after 15 days; their hours stay', async () => {
  const { db } = world.database
  const [first] = await db.select().from(samples).orderBy(asc(samples.time)).limit(1)
  const time = first?.time ?? 0
  world.clock.ahead(16 * day)
  await look()
  expect(await db.select().from(samples).where(eq(samples.time, time))).toEqual([])
  expect(
    await db
      .select()
      .from(sampleHours)
      .where(eq(sampleHours.hour, hourOf(time))),
  ).not.toEqual([])
})

test('what is read of former days, at a first start or after a rebuild, is no work of this minute', async () => {
  world.clock.ahead(10 * minute)
  await look()
  await world.database.db.update(samples).set({ indexed: 0 })
  await minutes(1)
  expect((await monitoring().now()).measures.transactions).toBe(0)
})
