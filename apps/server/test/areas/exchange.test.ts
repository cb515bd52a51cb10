import { createHash } from 'node:crypto'
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { recordIdOf, setService, ship, writeRecord } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { zeroAddress } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { attachments, documents, uploads } from '../../src/db/schema/files.ts'
import type { Key } from '../../src/demonstration/cast.ts'
import { ask } from '../../src/exchange/ask.ts'
import { exchangeHeader, mostSkewSeconds, signRequest } from '../../src/exchange/signed-request.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const paper = new TextEncoder().encode('temperature 5.1 °C')

let world: World
let supply: Supply
let lot: SuppliedLot
/** Of `north`, about what it sent to `rhine`, with a file. */
let note: { readonly record: `0x${string}`; readonly hash: `0x${string}`; readonly text: string }
let file: `0x${string}`
/** What stands at the address that the ledger has for `north`. */
let partner: HttpServer
let answer: RequestListener

beforeAll(async () => {
  partner = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
  world = await openWorld()
  supply = await openSupply(world)
  lot = await supply.makeLot('EX1', { serials: 4 })
  await supply.act('north', [ship(7n, world.members.rhine.gln, { units: [{ lot: lot.id, units: [[0, 1]] }] })])
  const north = world.as('north')
  const uploaded = await north.files.upload({ query: { name: 'log.txt', mediaType: 'text/plain' }, body: paper })
  file = uploaded.hash
  const subject = { kind: 'shipment' as const, sender: world.members.north.gln, number: '7' }
  const body = { kind: 'circulation_note' as const, subject, content: 'Kept cool', files: [file] }
  const { result } = await north.records.write({ body, waitSeconds })
  const { document } = await north.records.find({ params: { record: result.record } })
  note = { ...result, text: document?.text ?? '' }
  const { port } = partner.address() as AddressInfo
  for (const [key, url] of [
    ['north', `http://127.0.0.1:${port}`],
    ['rhine', world.url],
    ['coast', world.url],
  ] as const) {
    await world.as(key, 'admin').exchange.setService({ body: { url }, waitSeconds })
  }
})
afterAll(async () => {
  partner.close()
  await world.close()
})

const pathOf = (hash = note.hash, at = '') => `/exchange/${world.members.north.gln}/documents/${hash}${at}`

/** Asks this server as the server of an institution does; any part of the request can be another than was signed. */
async function askAs(key: Key, asked = pathOf(), signed: { path?: string; ageSeconds?: number; as?: Key } = {}) {
  const { gln } = world.members[signed.as ?? key]
  const { ledger, keys } = world.server
  const service = await ledger.reads.nodes.service(world.members[key].gln)
  const operator = service?.signer.toLowerCase() as `0x${string}`
  const signer = await keys.signerOf({ operator, signer: 'store', url: null, token: null })
  const domain = { chainId: ledger.chainId, nodes: ledger.addresses.nodes }
  const at = Math.floor(world.clock.now() / 1000) - (signed.ageSeconds ?? 0)
  const request = { from: gln, to: world.members.north.gln, path: signed.path ?? asked, at }
  return fetch(`${world.url}/api/v1${asked}`, {
    headers: { [exchangeHeader]: await signRequest(domain, signer, request) },
  })
}

test('a party of the shipment is given the document and its file, byte for byte', async () => {
  const document = await askAs('rhine')
  expect([document.status, await document.text()]).toEqual([200, note.text])
  const attached = await askAs('rhine', pathOf(note.hash, `/files/${file}`))
  expect(new Uint8Array(await attached.arrayBuffer())).toEqual(paper)
})

test('who is no party is told nothing, not even that the document is there', async () => {
  const known = await askAs('coast')
  const unknown = await askAs('coast', pathOf(`0x${'12'.repeat(32)}`))
  expect([known.status, unknown.status]).toEqual([404, 404])
  const [told, untold] = await Promise.all([known.json(), unknown.json()])
  expect(told).toMatchObject({ detail: (untold as { detail: string }).detail })
  expect((await askAs('rhine', pathOf(note.hash, `/files/0x${'34'.repeat(32)}`))).status).toBe(404)
})

test('a signature counts for its institution, its path and some minutes', async () => {
  const statuses = await Promise.all([
    fetch(`${world.url}/api/v1${pathOf()}`),
    fetch(`${world.url}/api/v1${pathOf()}`, { headers: { [exchangeHeader]: 'rhine;now;trust me' } }),
    askAs('coast', pathOf(), { as: 'rhine' }),
    askAs('rhine', pathOf(), { path: pathOf(note.hash, `/files/${file}`) }),
    askAs('rhine', pathOf(), { ageSeconds: mostSkewSeconds + 5 }),
    askAs('rhine', pathOf(), { ageSeconds: -mostSkewSeconds - 5 }),
  ])
  expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401])
})

test('the address of a server is scheme, host and port, and an admin’s to say', async () => {
  const admin = world.as('market', 'admin')
  for (const [url, rule] of [
    ['rhine.example', 'url'],
    ['http://rhine.example', 'https'],
    ['https://user:pass@rhine.example', 'credentials'],
    ['https://169.254.169.254', 'address'],
    ['https://rhine.example/theriac', 'origin'],
  ]) {
    const problem = await problemOf(admin.exchange.setService({ body: { url: url ?? '' } }))
    expect(problem.errors, url).toMatchObject([{ field: '/url', rule }])
  }
  const gln = world.members.market.gln
  expect(await admin.exchange.service({ params: { gln } })).toEqual({ gln, here: true })
  await admin.exchange.setService({ body: { url: 'https://10.1.2.3:8443' }, waitSeconds })
  expect(await admin.exchange.service({ params: { gln } })).toMatchObject({ url: 'https://10.1.2.3:8443' })
  await admin.exchange.setService({ body: { url: '' }, waitSeconds })
  expect(await admin.exchange.service({ params: { gln } })).toEqual({ gln, here: true })
})

/** As if `north` kept its documents on a server of its own. */
async function forget() {
  const { db } = world.database
  await db.delete(attachments).where(eq(attachments.document, note.hash))
  await db.delete(documents).where(eq(documents.hash, note.hash))
  await db.delete(uploads).where(eq(uploads.hash, file))
}
const fetchIt = () => world.as('rhine').records.fetch({ params: { record: note.record } })
const isHere = async () => (await world.as('rhine').records.find({ params: { record: note.record } })).document

beforeEach(() => {
  answer = (_request, response) => response.writeHead(500).end()
})

test('what a partner’s server gives is kept only if it is what the ledger knows', async () => {
  await forget()
  answer = (_request, response) => response.end(note.text.replace('cool', 'warm'))
  expect(await problemOf(fetchIt())).toMatchObject({ code: 'WrongState', reason: { name: 'DocumentDiffers' } })
  answer = ({ url = '' }, response) => response.end(url.includes('/files/') ? 'temperature 25 °C' : note.text)
  expect(await problemOf(fetchIt())).toMatchObject({ reason: { args: { what: 'file', hash: file } } })
  expect(await isHere()).toBeUndefined()

  const asked: (string | undefined)[] = []
  answer = ({ url = '', headers }, response) => {
    asked.push(String(headers[exchangeHeader]).split(';')[0])
    response.end(url.includes('/files/') ? paper : note.text)
  }
  expect(await fetchIt()).toMatchObject({ document: { content: 'Kept cool' } })
  expect(asked).toEqual([world.members.rhine.gln, world.members.rhine.gln])
  // It is here now, and nobody is asked again.
  expect(await fetchIt()).toMatchObject({ document: { files: [{ hash: file, name: 'log.txt' }] } })
  expect(asked).toHaveLength(2)
})

test('a partner’s server that is away, breaks off, leads elsewhere or never ends is told, and nothing is kept', async () => {
  await forget()
  const answers: readonly RequestListener[] = [
    (_request, response) => response.writeHead(404).end(),
    (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    (request) => request.socket.destroy(),
    (_request, response) => {
      response.writeHead(200, { 'content-length': 100_000 }).write('x')
      response.destroy()
    },
    (_request, response) => response.end(Buffer.alloc(3 * 1024 * 1024)),
  ]
  for (const one of answers) {
    answer = one
    expect(await problemOf(fetchIt())).toMatchObject({ code: 'PartnerAway', status: 502 })
  }
  expect(await isHere()).toBeUndefined()
})

/** What stands on the ledger as `north`'s own hash, though no server of ours would write it. */
async function writeForeign(text: string) {
  const hash = hashOf(text)
  const subject = { kind: 'shipment' as const, sender: world.members.north.gln, number: 7n }
  const number = hashOf(`the record of ${hash}`)
  await supply.act('north', [writeRecord(number, 'circulation_note', subject, hash)])
  return recordIdOf(world.members.north.gln, number)
}
const hashOf = (text: string) => `0x${createHash('sha256').update(text).digest('hex')}` as const

test('a document that the ledger knows is kept only if it is of the form that a server writes', async () => {
  const sealed = JSON.parse(note.text) as { files: { hash: string }[] }
  const [named] = sealed.files
  const lies: Readonly<Record<string, string>> = {
    'no JSON': 'Kept cool',
    'no files': JSON.stringify({ ...sealed, files: null }),
    'a file twice': JSON.stringify({ ...sealed, files: [named, named] }),
    'a name with a folder': JSON.stringify({ ...sealed, files: [{ ...named, name: '../../log.txt' }] }),
    'another size': JSON.stringify({ ...sealed, files: [{ ...named, size: 3 }] }),
    'no content': JSON.stringify({ ...sealed, content: 7 }),
    'too many files': JSON.stringify({
      ...sealed,
      files: Array.from({ length: 21 }, (_, i) => ({ ...named, hash: hashOf(String(i)) })),
    }),
  }
  for (const [what, text] of Object.entries(lies)) {
    const record = await writeForeign(text)
    answer = ({ url = '' }, response) => response.end(url.includes('/files/') ? paper : text)
    const fetched = world.as('rhine').records.fetch({ params: { record } })
    expect(await problemOf(fetched), what).toMatchObject({ reason: { name: 'DocumentMalformed' } })
    const { document } = await world.as('rhine').records.find({ params: { record } })
    expect(document, what).toBeUndefined()
  }
})

test('of an address on the ledger that says more than scheme, host and port nothing is asked', async () => {
  await forget()
  const { url = '', signer = zeroAddress } = await world.as('rhine').exchange.service({
    params: { gln: world.members.north.gln },
  })
  let asked = 0
  answer = (_request, response) => {
    asked += 1
    response.end(note.text)
  }
  for (const wrong of [`${url}/admin/erase?all=yes&x=`, 'north', `${url.replace('//', '//user:pass@')}`]) {
    await supply.act('north', [setService({ url: wrong, signer })], 'admin')
    expect(await problemOf(fetchIt()), wrong).toMatchObject({ code: 'PartnerAway' })
  }
  expect(asked).toBe(0)
  await supply.act('north', [setService({ url, signer })], 'admin')
})

test('an answer that comes in drops is waited for only so long', async () => {
  answer = (_request, response) => {
    response.write('x')
    const drops = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drops))
  }
  const { port } = partner.address() as AddressInfo
  const body = await ask({
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    timeoutMs: 10_000,
    mostMs: 500,
    rules: { allowLoopback: true },
    signal: new AbortController().signal,
  })
  const readAll = async () => {
    for await (const _ of body);
  }
  await expect(readAll()).rejects.toThrow()
})
