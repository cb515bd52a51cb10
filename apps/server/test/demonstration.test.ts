import { type Client, createClient, type Kind, kinds } from '@theriac/api'
import { testDatabases } from '@theriac/read-model/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appMigrations } from '../src/db/migrations.ts'
import { tokens as tokenTable } from '../src/db/schema/accounts.ts'
import { cast, demonstrationPassword, glnAt, type Key } from '../src/demonstration/cast.ts'
import { demonstrationClock, storyDays } from '../src/demonstration/clock.ts'
import { accountName } from '../src/demonstration/enrol.ts'
import { injectFetch } from '../src/demonstration/inject-fetch.ts'
import { demonstrationNames, seedDemonstration } from '../src/demonstration/seed.ts'
import { makeTokens } from '../src/demonstration/tokens.ts'
import { type BareServer, openBareServer } from './support/bare-server.ts'

// Everything that the server does, on both databases.
describe.each(testDatabases({ migrations: [appMigrations] }))('on $kind', ({ open }) => {
  const began = Date.now()
  const clock = demonstrationClock(began)
  const firstInstant = clock.now()
  let bare: BareServer
  let secrets: Readonly<Record<string, string>>
  let tokensLeft: number

  beforeAll(async () => {
    const database = await open()
    bare = await openBareServer({ clock: clock.now, settings: { publicPerMinute: 1_000_000 }, database })
    const { admin, node } = bare
    await seedDemonstration(bare.server, { admin, node, clock, signal: new AbortController().signal })
    tokensLeft = (await bare.database.db.select().from(tokenTable)).length
    secrets = await makeTokens(bare.database.db, 'tests', clock.now())
  }, 300_000)
  afterAll(() => bare.close())

  const as = (key: Key, role: 'auditor' | 'admin' = 'auditor'): Client =>
    createClient({ fetch: injectFetch(bare.server.app), token: secrets[accountName(key, role)] ?? '' })

  test('six weeks pass, and end now', () => {
    expect(began - firstInstant).toBeGreaterThan((storyDays - 1) * 86_400_000)
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000)
  })

  test('its clock is never put back, nor beyond the real time', () => {
    const now = Date.parse('2026-11-27T10:00:00Z')
    const story = demonstrationClock(now)
    expect(new Date(story.now()).toISOString()).toMatch(/^2026-10-16T06:00:0/)
    story.set(now - 86_400_000)
    story.set(now - 2 * 86_400_000)
    expect(story.now()).toBeGreaterThanOrEqual(now - 86_400_000)
    story.set(now + 86_400_000)
    expect(story.now()).toBeGreaterThanOrEqual(now)
    expect(story.now()).toBeLessThan(now + 60_000)
  })

  test('its tokens are gone, and its accounts sign in with the password that is told', async () => {
    expect(tokensLeft).toBe(0)
    expect(demonstrationNames).toHaveLength(cast.length)
    const client = createClient({ fetch: injectFetch(bare.server.app) })
    const signIn = client.sessions.signIn({ body: { name: 'market.admin', password: demonstrationPassword } })
    expect(await signIn).toMatchObject({ mustChangePassword: false, institution: { name: 'Market Square Pharmacy' } })
  })

  test('the node that seals is the regulator’s', async () => {
    const { items } = await as('market').chain.nodes()
    expect(items).toMatchObject([
      { id: bare.node, registered: { gln: glnAt(1), role: 'sealer' }, engine: { role: 'sealer', state: 'up' } },
    ])
    expect(items[0]?.registered).not.toHaveProperty('wish')
  })

  test('every pack of every lot is accounted for', async () => {
    const { items } = await as('regulator').lots.list({ query: { limit: 500 } })
    expect(items.length).toBeGreaterThanOrEqual(20)
    const reaches = await Promise.all(
      items.map(({ gtin, lot }) => as('regulator').lots.reach({ params: { gtin, lot } })),
    )
    for (const { lot, complete, commissioned, totals } of reaches) {
      expect(commissioned, lot).toBeGreaterThan(0)
      expect(complete, lot).toBe(true)
      expect(
        totals.reduce((sum, { units }) => sum + units, 0),
        lot,
      ).toBe(commissioned)
    }
  })

  test('there is a lot that has expired, one that does soon, one without serials, and one that is recalled', async () => {
    const { items } = await as('regulator').lots.list({ query: { limit: 500 } })
    const soon = new Date(began + 25 * 86_400_000).toISOString().slice(0, 10)
    expect(items.filter(({ status }) => status === 'expired')).toHaveLength(1)
    expect(items.filter(({ status }) => status === 'recalled')).toHaveLength(1)
    expect(items.filter(({ status, expiry }) => status === 'ok' && expiry <= soon)).toHaveLength(1)
    expect(items.filter(({ serialised }) => !serialised)).toHaveLength(1)
  })

  test('a licence runs out in less than three weeks, and somebody waits to be admitted', async () => {
    const { institutions } = as('regulator')
    const { items } = await institutions.licencesRunningOut({ query: { days: 30 } })
    expect(items.map(({ name, daysLeft }) => [name, daysLeft])).toEqual([['Station Pharmacy', expect.any(Number)]])
    expect([19, 20]).toContain(items[0]?.daysLeft)
    const applied = await institutions.list({ query: { status: 'applied' } })
    expect(applied.items.map(({ name }) => name)).toEqual(['Harbour Pharmacy'])
  })

  test('alerts are of every kind, and stand everywhere from open to closed', async () => {
    const { groups } = await as('regulator').alerts.counts({ query: {} })
    const of = <K extends 'code' | 'cause' | 'state'>(field: K) => new Set(groups.map((group) => group[field]))
    expect(of('state')).toEqual(new Set(['open', 'investigating', 'closed']))
    for (const code of ['PC_02', 'LOT_03', 'LOT_12', 'LOT_13', 'PCK_22']) expect(of('code')).toContain(code)
    for (const cause of [
      'caps_lock',
      'keyboard_layout',
      'ai_split',
      'day_00',
      'late_upload',
      'double_dispense',
    ] as const) {
      expect(of('cause')).toContain(cause)
    }
  })

  test('something is under way to each of those who receive, and a difference is to be cleared', async () => {
    for (const { key, kind } of cast) {
      if (kind === 'regulator') continue
      const { items } = await as(key).shipments.list({ query: { direction: 'in', state: 'in_transit' } })
      if (key !== 'north') expect(items.length, key).toBeGreaterThan(0)
    }
    const { items } = await as('rhine').shipments.list({ query: { state: 'closed' } })
    expect(items.map(({ left }) => left.units)).toEqual([5])
  })

  describe('everything that is listed or reported has something to show', () => {
    /** What each kind of institution is asked for; the demonstration has no webhooks and no sessions. */
    const lists: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
      accounts: (client) => client.accounts.list({}),
      operatorLog: (client) => client.operatorLog.list({}),
      jobs: (client) => client.jobs.list({}),
      institutions: (client) => client.institutions.list({}),
      licencesRunningOut: (client) => client.institutions.licencesRunningOut({ query: { days: 800 } }),
      proposals: (client) => client.governance.list({}),
      products: (client) => client.products.list({}),
      containers: (client) => client.packing.list({}),
      shipments: (client) => client.shipments.list({}),
      stock: (client) => client.stock.list({}),
      stockTotals: async (client) => (await client.stock.totals({})).states,
      alerts: (client) => client.alerts.list({}),
      notifications: (client) => client.notifications.list({}),
      drugUseStatistics: (client) => client.drugUse.statistics({}),
      returns: (client) => client.returns.list({}),
      endings: (client) => client.endings.list({}),
      destructions: (client) => client.endings.destructions({}),
      quarantine: (client) => client.quarantine.list({}),
      files: (client) => client.files.list({}),
      records: (client) => client.records.list({}),
      search: async (client) => (await client.search.search({ query: { q: 'doliprane' } })).groups,
      inventory: (client) => reportOf(client.reports.inventory({})),
      movements: (client) => reportOf(client.reports.movements({})),
      expiringStock: (client) => reportOf(client.reports.expiringStock({})),
      suspiciousPatterns: (client) => reportOf(client.reports.suspiciousPatterns({})),
      strongActs: (client) => reportOf(client.reports.strongActs({})),
      dashboardTasks: async (client) => (await client.dashboard.show({})).tasks,
      dashboardSeries: async (client) => (await client.dashboard.show({})).series,
      dashboardFigures: async (client) => (await client.dashboard.show({})).figures.filter(({ value }) => value > 0),
    }
    const more: Partial<Record<Kind, typeof lists>> = {
      pharmacy: { opened: (client) => client.dispensing.opened({}) },
      hospital: {
        opened: (client) => client.dispensing.opened({}),
        administrations: (client) => client.dispensing.administrations({}),
        drugUses: (client) => client.drugUse.list({}),
      },
      regulator: {
        opened: (client) => client.dispensing.opened({}),
        drugUses: (client) => client.drugUse.list({}),
        applicants: (client) => client.institutions.list({ query: { status: 'applied' } }),
      },
    }
    const reportOf = async (response: Promise<Response>): Promise<unknown> => (await response).json()

    /** What there cannot be any of. */
    const without: Partial<Record<Kind, readonly string[]>> = {
      regulator: ['inventory', 'movements'],
    }

    test.each(kinds)('at one of the institutions at least: %s', async (kind) => {
      const members = cast.filter((part) => part.kind === kind)
      const empty: string[] = []
      for (const [name, ask] of Object.entries({ ...lists, ...more[kind] })) {
        if (without[kind]?.includes(name)) continue
        const answers = await Promise.all(members.map(({ key }) => ask(as(key))))
        if (!answers.some((answer) => rowsOf(answer).length > 0)) empty.push(name)
      }
      expect(empty).toEqual([])
    })
  })
})

function rowsOf(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  const { items, rows } = answer as { readonly items?: readonly unknown[]; readonly rows?: readonly unknown[] }
  return items ?? rows ?? []
}
