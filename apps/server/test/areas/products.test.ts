import { buildGtin, type Gtin } from '@theriac/gs1'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

const reason = 'new leaflet'
const waitSeconds = 20

function gtinAt(place: number): Gtin {
  const gtin = buildGtin(`0952000${String(place).padStart(6, '0')}`)
  if (!gtin.ok) throw new TypeError(`place ${place} gives no GTIN`)
  return gtin.value
}

describe('products', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
    for (const [place, name] of [
      [1, 'Doliprane 1000 mg'],
      [2, 'doliprane 500 mg'],
      [3, 'Ésoméprazole'],
      [4, 'Aspirin'],
    ] as const) {
      await north().products.register({ body: drug(place, name), waitSeconds })
    }
    await world.as('south').products.register({ body: drug(9, 'Zoloft'), waitSeconds })
  }, 60_000)
  afterAll(() => world.close())

  const north = () => world.as('north')
  const regulator = () => world.as('regulator')
  const drug = (place: number, name: string) => ({
    gtin: gtinAt(place),
    name,
    genericName: place < 3 ? 'paracetamol' : '',
    maker: 'Nordwerk',
    atc: 'N02BE01',
    packSize: 8,
    levels: [{ gtin: gtinAt(place + 500), units: 20 }],
  })
  let nextPlace = 100
  /** A new product of the northern factory. */
  async function fresh() {
    const body = drug(nextPlace++, 'Fresh')
    await north().products.register({ body, waitSeconds })
    return { gtin: body.gtin, body, params: { gtin: body.gtin } }
  }

  test('a product is found by the GTIN of any packaging level', async () => {
    const base = await world.as('market', 'auditor').products.find({ params: { gtin: gtinAt(1) } })
    expect(base).toMatchObject({
      gtin: gtinAt(1),
      owner: { gln: world.members.north.gln, name: world.members.north.name },
      status: 'active',
      version: 1,
      data: { name: 'Doliprane 1000 mg', strength: '', packSize: 8, levels: [{ gtin: gtinAt(501), units: 20 }] },
      level: { gtin: gtinAt(1), units: 1 },
    })
    const box = await regulator().products.find({ params: { gtin: gtinAt(501) } })
    expect(box).toEqual({ ...base, level: { gtin: gtinAt(501), units: 20 } })
    expect((await problemOf(regulator().products.find({ params: { gtin: gtinAt(77) } }))).code).toBe('NotFound')
  })

  test('products are listed by name whatever its case, narrowed and page by page', async () => {
    const names = async (query: Parameters<ReturnType<typeof north>['products']['list']>[0]) =>
      (await north().products.list(query)).items.map(({ data }) => data.name)
    expect(await names({ query: { text: 'DOLI paracet' } })).toEqual(['Doliprane 1000 mg', 'doliprane 500 mg'])
    expect(await names({ query: { text: gtinAt(9) } })).toEqual(['Zoloft'])
    expect(await names({ query: { owner: world.members.south.gln } })).toEqual(['Zoloft'])
    expect(await names({ query: { text: '%' } })).toEqual([])
    const all = await north().products.list({ query: { limit: 500, sort: 'name' } })
    const seen: Gtin[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await north().products.list({ query: { limit: 2, ...(cursor ? { cursor } : {}) } })
      seen.push(...page.items.map(({ gtin }) => gtin))
      if (page.next === undefined) break
      cursor = page.next
    }
    expect(seen).toEqual(all.items.map(({ gtin }) => gtin))
    const byGtin = await north().products.list({ query: { limit: 500, sort: '-gtin' } })
    expect(byGtin.items.map(({ gtin }) => gtin)).toEqual([...seen].sort().reverse())
  })

  test('no GTIN is registered twice, as a base pack or as a level', async () => {
    const base = await problemOf(north().products.register({ body: drug(1, 'Again') }))
    expect(base).toMatchObject({
      code: 'AlreadyExists',
      reason: { name: 'ProductsGtinTaken', args: { product: gtinAt(1) } },
    })
    const level = await problemOf(north().products.register({ body: { ...drug(90, 'Level'), gtin: gtinAt(501) } }))
    expect(level).toMatchObject({ code: 'AlreadyExists', reason: { args: { product: gtinAt(1) } } })
    const levels = [
      { gtin: gtinAt(91), units: 10 },
      { gtin: gtinAt(501), units: 20 },
      { gtin: gtinAt(91), units: 30 },
      { gtin: gtinAt(90), units: 40 },
    ]
    const problem = await problemOf(north().products.register({ body: { ...drug(90, 'Levels'), levels } }))
    expect(problem).toMatchObject({
      code: 'Invalid',
      errors: [
        { field: '/levels/1/gtin', rule: 'taken' },
        { field: '/levels/2/gtin', rule: 'distinct' },
        { field: '/levels/3/gtin', rule: 'distinct' },
      ],
    })
  })

  test('master data that break a rule are refused with the field', async () => {
    const body = drug(92, 'Wrong')
    const wrong = [
      [{ ...body, gtin: `${gtinAt(92).slice(0, -1)}${(Number(gtinAt(92).at(-1)) + 1) % 10}` }, '/gtin', 'gtin'],
      [{ ...body, packSize: 0 }, '/packSize', 'minimum'],
      [{ ...body, packSize: '8' }, '/packSize', 'type'],
      [{ ...body, name: ' ' }, '/name', 'pattern'],
      [{ ...body, atc: 'NO2BE01' }, '/atc', 'pattern'],
      [{ ...body, levels: [{ gtin: gtinAt(93), units: 0 }] }, '/levels/0/units', 'minimum'],
      [{ ...body, colour: 'red' }, '/colour', 'unknown'],
    ] as const
    for (const [given, field, rule] of wrong) {
      const problem = await problemOf(north().products.register({ body: given as typeof body }))
      expect(problem).toMatchObject({ code: 'Invalid', errors: [{ field, rule }] })
    }
  })

  test('a new version leaves the old one readable, with who made it, when and why', async () => {
    const { params, body, gtin } = await fresh()
    const { gtin: _, ...data } = body
    const amended = await north().products.amend({
      params: { gtin: body.levels[0]?.gtin ?? gtin },
      body: { ...data, version: 1, reason, storageConditions: 'below 25 °C' },
      waitSeconds,
    })
    expect(amended.result).toEqual({ gtin, version: 2 })
    const { items } = await world.as('clinic').products.versions({ params })
    expect(items).toMatchObject([
      { version: 2, reason, gln: world.members.north.gln, data: { storageConditions: 'below 25 °C' } },
      { version: 1, gln: world.members.north.gln, data: { storageConditions: '' } },
    ])
    expect(items[0]?.operator).toBe(amended.operator)
    expect(items[1]).not.toHaveProperty('reason')
    const oldest = await regulator().products.versions({ params, query: { sort: 'version', limit: 1 } })
    expect(oldest.items.map(({ version }) => version)).toEqual([1])
    expect(oldest.next).toBeDefined()
  })

  test('who has seen an older version is told which is the newest', async () => {
    const { params, body } = await fresh()
    const { gtin: _, ...data } = body
    const amend = () => north().products.amend({ params, body: { ...data, version: 1, reason }, waitSeconds })
    await amend()
    expect(await problemOf(amend())).toMatchObject({
      code: 'WrongState',
      reason: { name: 'ProductsWrongVersion', args: { version: 2 } },
    })
  })

  test('of two who amend the same version at once, one is refused', async () => {
    const { params, body } = await fresh()
    const { gtin: _, ...data } = body
    const amend = (name: string) =>
      north().products.amend({ params, body: { ...data, name, version: 1, reason }, waitSeconds })
    const results = await Promise.allSettled([amend('One'), amend('Other')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await north().products.find({ params })).version).toBe(2)
  })

  test('another number of parts is another trade item', async () => {
    const { params, body } = await fresh()
    const { gtin: _, ...data } = body
    const problem = await problemOf(
      north().products.amend({ params, body: { ...data, packSize: 9, version: 1, reason } }),
    )
    expect(problem).toMatchObject({ code: 'Invalid', errors: [{ field: '/packSize', rule: 'fixed' }] })
  })

  test('a factory changes its own products alone', async () => {
    const params = { gtin: gtinAt(1) }
    const { gtin: _, ...data } = drug(1, 'Mine now')
    const south = world.as('south').products
    const attempts = [
      () => south.amend({ params, body: { ...data, version: 1, reason } }),
      () => south.suspend({ params, body: { reason } }),
      () => south.retire({ params, body: { reason } }),
      () => south.withdraw({ params, body: { reason } }),
    ]
    for (const attempt of attempts) {
      expect(await problemOf(attempt())).toMatchObject({ code: 'Forbidden', reason: { name: 'ProductsNotOwner' } })
    }
    for (const client of [world.as('rhine'), world.as('north', 'auditor')]) {
      expect((await problemOf(client.products.withdraw({ params, body: { reason } }))).code).toBe('Forbidden')
    }
    expect((await problemOf(regulator().products.retire({ params, body: { reason } }))).code).toBe('Forbidden')
  })

  test('the owner suspends and reinstates; what the regulator takes over only the regulator ends', async () => {
    const { params, gtin } = await fresh()
    const { products } = north()
    const owners = await products.suspend({ params, body: { reason: 'smell' }, waitSeconds })
    expect(owners.result).toEqual({ gtin })
    const suspended = await products.find({ params })
    expect(suspended).toMatchObject({ status: 'suspended', suspendedBy: world.members.north.gln, reason: 'smell' })
    expect((await problemOf(products.suspend({ params, body: { reason } }))).code).toBe('WrongState')
    await products.reinstate({ params, body: { reason }, waitSeconds })
    const active = await products.find({ params })
    expect(active.status).toBe('active')
    expect(active).not.toHaveProperty('suspendedBy')
    expect((await problemOf(products.reinstate({ params, body: { reason } }))).code).toBe('WrongState')

    await products.suspend({ params, body: { reason }, waitSeconds })
    const taken = await regulator().products.suspend({ params, body: { reason: 'our case now' }, waitSeconds })
    expect(taken.result).toMatchObject({ gtin, proposal: { state: 'executed' } })
    expect(await problemOf(products.reinstate({ params, body: { reason } }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'ProductsNotOwner' },
    })
    expect((await problemOf(regulator().products.suspend({ params, body: { reason } }))).code).toBe('WrongState')
    await regulator().products.reinstate({ params, body: { reason }, waitSeconds })
    expect((await products.find({ params })).status).toBe('active')
  })

  test('a retired product has no new lots, and a withdrawn one no future', async () => {
    const { params, body } = await fresh()
    const { products } = north()
    await products.retire({ params, body: { reason: 'old' }, waitSeconds })
    expect(await products.find({ params })).toMatchObject({ status: 'retired', reason: 'old' })
    expect((await problemOf(products.retire({ params, body: { reason } }))).code).toBe('WrongState')
    await regulator().products.withdraw({ params, body: { reason: 'harmful' }, waitSeconds })
    expect(await products.find({ params })).toMatchObject({ status: 'withdrawn', reason: 'harmful' })
    const { gtin: _, ...data } = body
    const attempts = [
      () => products.amend({ params, body: { ...data, version: 1, reason } }),
      () => products.suspend({ params, body: { reason } }),
      () => products.withdraw({ params, body: { reason } }),
      () => regulator().products.withdraw({ params, body: { reason } }),
    ]
    for (const attempt of attempts) {
      const problem = await problemOf(attempt())
      expect(problem).toMatchObject({ code: 'WrongState', reason: { args: { status: 'withdrawn' } } })
    }
    const { items } = await regulator().products.list({ query: { status: 'withdrawn' } })
    expect(items.map(({ gtin }) => gtin)).toEqual([params.gtin])
  })

  test('a factory that is suspended, or not licensed, is told so before anything is sent', async () => {
    const params = { gln: world.members.south.gln }
    await regulator().institutions.suspend({ params, body: { reason }, waitSeconds })
    const problem = await problemOf(world.as('south').products.register({ body: drug(95, 'Too late') }))
    expect(['WrongState', 'Forbidden']).toContain(problem.code)
    await regulator().institutions.reinstate({ params, body: { reason }, waitSeconds })
    await regulator().institutions.setLicences({ params, body: { licences: [], reason }, waitSeconds })
    const unlicensed = await problemOf(world.as('south').products.register({ body: drug(95, 'Too late') }))
    expect(unlicensed).toMatchObject({
      code: 'WrongState',
      reason: { name: 'InstitutionsRefused', args: { permission: 'register_product', refusal: 'not_licensed' } },
    })
  })
})
