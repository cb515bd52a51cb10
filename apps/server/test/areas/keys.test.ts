import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addOperator, rotateKey } from '@theriac/ledger'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '../support/make-certificate.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const dayMs = 86_400_000

let folder: string
let world: World
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'theriac-certificates-'))
  const at = (days: number) => new Date(Date.now() + days * dayMs)
  await writeFile(join(folder, 'soon.crt'), makeCertificate('node0', at(-300), at(20.5)))
  const chain = [makeCertificate('node1', at(-400), at(-2.5)), makeCertificate('agency', at(-400), at(900.5))]
  await writeFile(join(folder, 'chain.pem'), chain.join('\n'))
  await writeFile(join(folder, 'key.pem'), 'no certificate, whatever its name')
  const certificates = ['soon.crt', 'chain.pem', 'key.pem', 'gone.crt'].map((name) => join(folder, name))
  world = await openWorld({ certificates })
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const newAddress = () => privateKeyToAccount(generatePrivateKey()).address.toLowerCase() as `0x${string}`

describe('keys', () => {
  test('an admin sees the keys of the own institution: current, replaced, removed, and where they are', async () => {
    const admin = world.as('market', 'admin')
    const gln = world.members.market.gln
    const first = await admin.keys.list({})
    expect(first.items).toHaveLength(3)
    for (const key of first.items)
      expect(key).toMatchObject({ gln, institution: world.members.market.name, state: 'current', place: 'store' })
    expect(JSON.stringify(first)).not.toMatch(/token|secret|passphrase/i)

    const own = (await world.signIn('market', 'operator')).accounts
    const { items: accounts } = await admin.accounts.list({})
    const operator = accounts.find(({ role }) => role === 'operator')
    const auditor = accounts.find(({ role }) => role === 'auditor')
    await own.rotateKey({ params: { id: operator?.id ?? '' }, body: {}, waitSeconds })
    const { accounts: managed } = await world.signIn('market', 'admin')
    await managed.remove({ params: { id: auditor?.id ?? '' }, waitSeconds })

    const after = await admin.keys.list({ query: { sort: '-since' } })
    const ofOperator = after.items.filter(({ accountId }) => accountId === operator?.id)
    const current = ofOperator.find(({ state }) => state === 'current')
    const replaced = ofOperator.find(({ state }) => state === 'replaced')
    expect(replaced).toMatchObject({ operator: operator?.operator, successor: current?.operator })
    expect(Date.parse(replaced?.until ?? '')).toBe(Date.parse(current?.since ?? ''))
    expect(await admin.keys.list({ query: { state: 'removed' } })).toMatchObject({
      items: [{ accountId: auditor?.id, operator: auditor?.operator, until: expect.any(String) }],
    })
  })

  test('a key that somebody else keeps is told as such, and a signing service by its host alone', async () => {
    const supply = await openSupply(world)
    const elsewhere = newAddress()
    await supply.act('station', [addOperator(elsewhere, 'operator')], 'admin')
    const remote = newAddress()
    const { accounts, keys } = await world.signIn('station', 'admin')
    await accounts.create({
      body: {
        name: 'station.machine',
        displayName: 'Cash desk',
        role: 'operator',
        signer: { url: 'https://signer.example:8443/v1/hidden?tenant=9', token: 'a bearer token', address: remote },
      },
      waitSeconds,
    })
    const { items } = await keys.list({})
    const foreign = items.find((key) => key.operator === elsewhere)
    expect(foreign).toMatchObject({ state: 'current', place: 'elsewhere', role: 'operator' })
    expect(foreign).not.toHaveProperty('accountId')
    const machine = items.find((key) => key.operator === remote)
    expect(machine).toMatchObject({ place: 'remote', host: 'signer.example:8443', displayName: 'Cash desk' })
    expect(JSON.stringify(items)).not.toMatch(/hidden|tenant|bearer/)
    expect((await keys.list({ query: { place: 'elsewhere' } })).items).toEqual([foreign])

    // The ledger alone tells of a key that was rotated without this server.
    const successor = newAddress()
    const signer = await supply.signer('station', 'auditor')
    await supply.act('station', [rotateKey(successor)], 'auditor')
    const { items: later } = await keys.list({ query: { state: 'replaced' } })
    expect(later).toMatchObject([{ operator: signer.address.toLowerCase(), successor, place: 'store' }])
  })

  test('a key that enough operators must agree to is awaited until they have', async () => {
    const regulator = world.as('regulator')
    const reason = 'Two shall agree'
    await regulator.governance.setThreshold({ body: { threshold: 2, reason }, waitSeconds })
    const { accounts } = await world.signIn('regulator', 'admin')
    const body = { name: 'regulator.second', displayName: 'Second inspector', role: 'operator' } as const
    const { result } = await accounts.create({ body: { ...body, password: 'a long enough password' }, waitSeconds })
    const { items } = await world.as('regulator', 'auditor').keys.list({ query: { state: 'awaited' } })
    expect(items).toMatchObject([{ operator: result.operator, displayName: 'Second inspector', place: 'store' }])
    expect(items[0]).not.toHaveProperty('until')
  })

  test('another institution’s keys are the regulator’s to see, page by page', async () => {
    const gln = world.members.market.gln
    expect((await world.as('clinic', 'admin').keys.list({ query: { gln } })).items).toEqual([])
    expect(await problemOf(world.as('clinic', 'operator').keys.list({}))).toMatchObject({ code: 'Forbidden' })
    const regulator = world.as('regulator', 'auditor')
    expect((await regulator.keys.list({ query: { gln } })).items.length).toBeGreaterThan(3)
    const all = await regulator.keys.list({ query: { limit: 500, sort: 'gln' } })
    const pages = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await regulator.keys.list({ query: { limit: 7, sort: 'gln', ...(cursor === '' ? {} : { cursor }) } })
      pages.push(...page.items)
      cursor = page.next
    }
    expect(pages).toEqual(all.items)
    expect(new Set(pages.map((key) => key.gln)).size).toBe(Object.keys(world.members).length)
  })
})

describe('the server itself', () => {
  test('its lanes are told with what the chain knows of them', async () => {
    const { lanes } = await world.as('coast', 'auditor').keys.server({})
    expect(lanes).toHaveLength(4)
    expect(lanes[0]).toMatchObject({ state: 'idle', balance: expect.stringMatching(/^\d+$/) })
    expect(Number(lanes.map(({ nonce }) => Number(nonce)).reduce((a, b) => a + b))).toBeGreaterThan(0)
    world.chainAnswers(false)
    try {
      const away = await world.as('coast', 'auditor').keys.server({})
      expect(away.lanes[0]).not.toHaveProperty('balance')
    } finally {
      world.chainAnswers(true)
    }
  })

  test('the account that asks partners for documents is told to its institution and the regulator', async () => {
    const north = world.as('north', 'admin')
    expect((await north.keys.server({})).services).toEqual([])
    const { result } = await north.exchange.setService({ body: { url: world.url }, waitSeconds })
    const told = { gln: world.members.north.gln, signer: result.signer, url: world.url, here: true }
    expect((await north.keys.server({})).services).toMatchObject([told])
    expect((await world.as('regulator', 'admin').keys.server({})).services).toMatchObject([told])
    expect((await world.as('south', 'admin').keys.server({})).services).toEqual([])
  })

  test('certificates are told with the days that they have left, and files that are none as such', async () => {
    const { certificates } = await world.as('north', 'auditor').keys.server({})
    expect(certificates).toMatchObject([
      { file: 'soon.crt', subject: 'CN=node0', daysLeft: 20 },
      { file: 'chain.pem', subject: 'CN=node1', daysLeft: -3 },
      { file: 'chain.pem', subject: 'CN=agency', daysLeft: 900 },
      { file: 'key.pem', fault: 'no_certificate' },
      { file: 'gone.crt', fault: 'absent' },
    ])
    expect(JSON.stringify(certificates)).not.toContain(folder)
    await writeFile(join(folder, 'gone.crt'), makeCertificate('node2', new Date(), new Date(Date.now() + 9.5 * dayMs)))
    const again = await world.as('north', 'auditor').keys.server({})
    expect(again.certificates.at(-1)).toMatchObject({ file: 'gone.crt', subject: 'CN=node2', daysLeft: 9 })
    await rm(join(folder, 'gone.crt'))
  })
})
