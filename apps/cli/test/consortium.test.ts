import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '@theriac/api'
import { type Gln, type IsoDate, type LotNumber, parseGln, parseGtin, type Serial } from '@theriac/gs1'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../src/tour/sign-in.ts'
import { codeOf, done, passphrase, type Running, run, start, work } from './cli-process.ts'

const glnOf = (digits: string): Gln => {
  const gln = parseGln(digits)
  if (!gln.ok) throw new TypeError(digits)
  return gln.value
}
const factory = glnOf('9520000000110')
const pharmacy = glnOf('9520000000219')
const stranger = glnOf('9520000000318')
/** The chain, the regulator and a factory; and a pharmacy that has nothing in common with them but the chain. */
const [first, second] = [join(work, 'first-server'), join(work, 'second-server')]
const environment = { THERIAC_PASSPHRASE: passphrase }
const dayMs = 86_400_000
const day = (fromToday: number) => new Date(Date.now() + fromToday * dayMs).toISOString().slice(0, 10) as IsoDate

interface Serving extends Running {
  readonly url: string
}

async function serve(data: string): Promise<Serving> {
  const server = start(['serve', '--data', data, '--port', '0'], environment)
  const [, url = ''] = await server.prints(/API\s+(http:\/\/\S+)\/api\/v1/)
  await server.prints(/Stop it with/)
  return { ...server, url }
}

/** Signs in with the first password, which is changed. */
async function enter(url: string, data: string, name: string, file: string): Promise<Client> {
  const old = (await readFile(join(data, file), 'utf8')).trim()
  const own = `${name} has a password of its own`
  const client = await signIn(url, name, old)
  await client.sessions.changePassword({ body: { old, new: own } })
  return signIn(url, name, own)
}

let servers: { readonly a: Serving; readonly b: Serving }
let maker: Client
let pharmacist: Client
let directory = ''

beforeAll(async () => {
  await done('init', '--data', first)
  directory = /directory\s+(0x\w{40})/.exec(await done('deploy', '--data', first))?.[1] ?? ''
  await done('enrol', '--data', first, '--kind', 'factory', '--gln', factory, '--name', 'Nordwerk')
  const a = await serve(first)
  const regulator = await enter(a.url, first, 'admin', 'first-password')
  maker = await enter(a.url, first, `admin-${factory}`, `first-password-${factory}`)

  const node = ['--engine', 'embedded', '--web3', `${a.url}/rpc`]
  await done('join', '--data', second, ...node, '--directory', directory, '--gln', pharmacy)
  await done('enrol', '--data', second, '--kind', 'pharmacy', '--gln', pharmacy, '--name', 'Station Pharmacy')
  await regulator.institutions.admit({ params: { gln: pharmacy }, body: { reason: 'Licence checked' } })
  const b = await serve(second)
  pharmacist = await enter(b.url, second, `admin-${pharmacy}`, `first-password-${pharmacy}`)
  servers = { a, b }
})
afterAll(async () => {
  for (const { child, ended } of Object.values(servers ?? {})) {
    child.kill('SIGTERM')
    await ended
  }
})

test('a joined folder has the keys of its own institution alone, and joining again changes nothing', async () => {
  const node = ['--engine', 'embedded', '--web3', `${servers.a.url}/rpc`]
  const before = await readFile(join(second, 'theriac.json'), 'utf8')
  await done('join', '--data', second, ...node, '--directory', directory, '--gln', pharmacy)
  expect(await readFile(join(second, 'theriac.json'), 'utf8')).toBe(before)
  const keys = await done('key', 'list', '--data', second)
  expect(keys).toContain(`admin-${pharmacy}`)
  expect(keys).not.toContain('admin-9520000000011')
  expect(codeOf(await run('join', '--data', second, ...node, '--directory', directory, '--gln', stranger))).toBe(
    'DataFolderDiffers',
  )
})

test('what is no directory, or no node, is refused before anything is written', async () => {
  const fresh = join(work, 'never-made')
  const at = (url: string, address: string) =>
    run('join', '--data', fresh, '--engine', 'embedded', '--web3', url, '--directory', address, '--gln', stranger)
  expect(codeOf(await at(`${servers.a.url}/rpc`, `0x${'12'.repeat(20)}`))).toBe('ContractMissing')
  expect(codeOf(await at(`${servers.a.url}/api/v1`, directory))).toBe('AnswerInvalid')
  await expect(readFile(join(fresh, 'theriac.json'))).rejects.toThrow('ENOENT')
})

test('a second program on the folder of a server that runs is refused before it touches the database', async () => {
  const control = () => readFile(join(second, 'database', 'global', 'pg_control'), 'latin1')
  const before = await control()
  expect(codeOf(await run('rebuild', '--data', second))).toBe('LeavesFailed')
  expect(await control()).toBe(before)
})

const served = { timeout: 120_000 }

test(
  'a lot goes from the one server to the other, and its papers follow to those whom the ledger names',
  served,
  async () => {
    const parsed = parseGtin('09520000000028')
    if (!parsed.ok) throw new TypeError('not a GTIN')
    const gtin = parsed.value
    const lot = 'NW2611A' as LotNumber
    await maker.products.register({
      body: {
        gtin,
        name: 'Paracetamol Nordwerk 500 mg',
        genericName: 'paracetamol',
        form: 'tablet',
        strength: '500 mg',
        pack: '20 tablets',
        maker: 'Nordwerk',
        atc: 'N02BE01',
        packSize: 20,
      },
    })
    await maker.lots.register({
      body: { gtin, lot, production: day(-3), expiry: day(700), quantity: 20, origin: 'Nordwerk', serialised: true },
    })
    await maker.commissioning.commission({ params: { gtin, lot }, body: { random: { n: 20 } } })
    const labels = await (await maker.commissioning.serials({ params: { gtin, lot } })).text()
    const serials = labels
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',', 2)[1] as Serial)
    const shipped = await maker.shipments.ship({
      body: { receiver: pharmacy, goods: { units: serials.slice(0, 10).map((serial) => ({ gtin, serial })) } },
    })
    const { sender, number } = shipped.result

    // The other server has read the chain for itself, and knows no serial but what is scanned.
    const params = { sender, number }
    await expect
      .poll(() => pharmacist.shipments.list({ query: { direction: 'in' } }))
      .toMatchObject({ items: [{ number }] })
    await pharmacist.shipments.receive({ params, body: { all: true } })
    const [serial] = serials
    if (serial === undefined) throw new TypeError('no serial was made')
    const verified = await pharmacist.verification.verify({ body: { gtin, lot, serial, expiry: day(700) } })
    expect(verified).toMatchObject({ verdict: 'genuine', sellable: true })
    await pharmacist.dispensing.dispense({ body: { goods: { units: [{ gtin, serial }] } } })
    const made = await maker.lots.find({ params: { gtin, lot } })
    expect(made).toMatchObject({ quantity: 20 })

    // Where the two servers are goes over the ledger too.
    await maker.exchange.setService({ body: { url: servers.a.url } })
    await pharmacist.exchange.setService({ body: { url: servers.b.url } })
    expect(await pharmacist.exchange.service({ params: { gln: factory } })).toMatchObject({
      url: servers.a.url,
      here: false,
    })
    const paper = new TextEncoder().encode('%PDF-1.7 certificate of analysis')
    const file = await maker.files.upload({ query: { name: 'coa.pdf', mediaType: 'application/pdf' }, body: paper })
    const note = await maker.records.write({
      body: {
        kind: 'circulation_note',
        subject: { kind: 'shipment', sender, number },
        content: 'Kept cool',
        files: [file.hash],
      },
    })
    const secret = await maker.records.write({
      body: { kind: 'document', subject: { kind: 'product', gtin }, content: 'For the factory alone' },
    })

    const record = { record: note.result.record }
    await expect.poll(() => pharmacist.records.list()).toMatchObject({ items: [record] })
    expect(await pharmacist.records.find({ params: record })).not.toHaveProperty('document')
    expect(await pharmacist.records.verify({ params: record })).toMatchObject({ whole: false })
    expect(await pharmacist.records.fetch({ params: record })).toMatchObject({ document: { content: 'Kept cool' } })
    expect(await pharmacist.records.verify({ params: record })).toMatchObject({ whole: true })
    const copy = await pharmacist.files.download({ params: { hash: file.hash } })
    expect(new Uint8Array(await copy.arrayBuffer())).toEqual(paper)

    // Nobody gets anything without a signature, nor what is not about something of his own.
    const path = `${servers.a.url}/api/v1/exchange/${factory}/documents`
    expect((await fetch(`${path}/${note.result.hash}`)).status).toBe(401)
    expect((await fetch(`${path}/${secret.result.hash}`)).status).toBe(401)
    await expect(pharmacist.records.fetch({ params: { record: secret.result.record } })).rejects.toMatchObject({
      code: 'NotFound',
    })
  },
)
