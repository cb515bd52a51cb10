import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { largestFile, type StoredFile } from '@theriac/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentDisposition, servedMediaType } from '../../src/areas/files/download.ts'
import { createFileStore, type FileStore, FileTooLarge } from '../../src/areas/files/store.ts'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

const sha256 = (bytes: Uint8Array | string): `0x${string}` => `0x${createHash('sha256').update(bytes).digest('hex')}`
const waitSeconds = 20

async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

describe('the store of files', () => {
  let folder: string
  let store: FileStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'theriac-files-'))
    store = createFileStore(folder, { limit: 1000 })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const pathOf = (hash: string) => join(folder, hash.slice(2, 4), hash.slice(4))

  test('names a file by its bytes, however they come, and keeps it once', async () => {
    const [head, tail] = [Buffer.from('one '), Buffer.from('file')]
    const stored = await store.put(pieces(head, tail))
    expect(stored).toEqual({ hash: sha256('one file'), size: 8 })
    expect(await store.put(pieces(Buffer.from('one file')))).toEqual(stored)
    expect(await store.check(stored.hash)).toBe('matches')
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
  })

  test('tells a file that was damaged or lost, and puts it right when it comes again', async () => {
    const bytes = randomBytes(100)
    const { hash } = await store.put(pieces(bytes))
    await writeFile(pathOf(hash), 'something else')
    expect(await store.check(hash)).toBe('differs')
    await store.put(pieces(bytes))
    expect(await store.check(hash)).toBe('matches')
    await rm(pathOf(hash))
    expect(await store.check(hash)).toBe('missing')
  })

  test('refuses what is too large, or breaks off, and leaves nothing of it', async () => {
    await expect(store.put(pieces(randomBytes(600), randomBytes(401)))).rejects.toBeInstanceOf(FileTooLarge)
    const broken = (async function* () {
      yield Buffer.from('half')
      throw new Error('the line broke')
    })()
    await expect(store.put(broken)).rejects.toThrow('the line broke')
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
  })

  test('sweeps what nobody knows, once it is a day old', async () => {
    const [known, young, old] = [
      await store.put(pieces(randomBytes(10))),
      await store.put(pieces(randomBytes(11))),
      await store.put(pieces(randomBytes(12))),
    ]
    await writeFile(join(folder, 'incoming', 'left'), 'a broken upload')
    const now = Date.now()
    const twoDaysAgo = new Date(now - 2 * 86_400_000)
    for (const path of [pathOf(known.hash), pathOf(old.hash), join(folder, 'incoming', 'left')]) {
      await utimes(path, twoDaysAgo, twoDaysAgo)
    }
    expect(await store.sweep(async () => new Set([known.hash]), now)).toBe(2)
    expect(await store.check(known.hash)).toBe('matches')
    expect(await store.check(young.hash)).toBe('matches')
    expect(await store.check(old.hash)).toBe('missing')
  })
})

describe('a download', () => {
  test('says only media types in which nothing runs', () => {
    expect(servedMediaType('application/pdf')).toBe('application/pdf')
    expect(servedMediaType('text/plain')).toBe('text/plain; charset=utf-8')
    for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript'])
      expect(servedMediaType(type)).toBe('application/octet-stream')
  })

  test('is saved under its name, whatever is in it', () => {
    expect(contentDisposition('a "b".pdf')).toBe(`attachment; filename="a _b_.pdf"; filename*=UTF-8''a%20%22b%22.pdf`)
    expect(contentDisposition('药品.pdf')).toBe(
      `attachment; filename="__.pdf"; filename*=UTF-8''%E8%8D%AF%E5%93%81.pdf`,
    )
    expect(contentDisposition("it's*.pdf")).toContain("filename*=UTF-8''it%27s%2A.pdf")
  })
})

describe('files over HTTP', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  const upload = (bytes: string, name = 'note.txt', mediaType = 'text/plain'): Promise<StoredFile> =>
    world.as('north').files.upload({ query: { name, mediaType }, body: bytes })
  const filePath = (hash: string) => join(world.folder, 'files', hash.slice(2, 4), hash.slice(4))

  test('an upload is known by its hash, and the same again is the same file', async () => {
    const file = await upload('a certificate')
    expect(file).toMatchObject({
      hash: sha256('a certificate'),
      size: 13,
      name: 'note.txt',
      mediaType: 'text/plain',
      gln: world.members.north.gln,
      attached: false,
    })
    expect(await upload('a certificate', 'another name.txt')).toEqual(file)
  })

  test('a file comes back as it was, to be saved and not to be shown', async () => {
    const file = await upload('<script>alert(1)</script>', 'page "1".html', 'text/html')
    const response = await world.as('north', 'auditor').files.download({ params: { hash: file.hash } })
    expect(await response.text()).toBe('<script>alert(1)</script>')
    const header = (name: string) => response.headers.get(name)
    expect(header('content-type')).toBe('application/octet-stream')
    expect(header('content-disposition')).toMatch(/^attachment; filename="page _1_.html"/)
    expect(header('x-content-type-options')).toBe('nosniff')
    expect(header('content-security-policy')).toContain('sandbox')
    const authorization = `Bearer ${world.token('north')}`
    const known = await fetch(response.url, { headers: { authorization, 'if-none-match': header('etag') ?? '' } })
    expect(known.status).toBe(304)
  })

  test("another institution's file is not there for who has no record with it", async () => {
    const file = await upload('a secret of the north')
    const params = { hash: file.hash }
    for (const client of [world.as('rhine'), world.as('south'), world.as('regulator')]) {
      expect(await problemOf(client.files.find({ params }))).toMatchObject({ code: 'NotFound' })
      expect(await problemOf(client.files.download({ params }))).toMatchObject({ code: 'NotFound' })
      expect(await problemOf(client.files.remove({ params }))).toMatchObject({ code: 'NotFound' })
    }
    expect(await problemOf(world.anonymous.files.download({ params }))).toMatchObject({ code: 'NotSignedIn' })
  })

  test('a file that is on a record goes with the record: to whom it is about, and to the regulator', async () => {
    const file = await upload('findings about the wholesaler')
    const { result } = await world.as('north').records.write({
      body: {
        kind: 'document',
        subject: { kind: 'institution', gln: world.members.rhine.gln },
        content: 'See the file',
        files: [file.hash],
      },
      waitSeconds,
    })
    const params = { hash: file.hash }
    for (const key of ['rhine', 'regulator'] as const) {
      expect(await world.as(key).files.find({ params })).toMatchObject({ name: 'note.txt' })
      expect(await (await world.as(key).files.download({ params })).text()).toBe('findings about the wholesaler')
    }
    expect(await problemOf(world.as('coast').files.find({ params }))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(world.as('north').files.remove({ params }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'FileAttached' },
    })
    expect(result.record).toMatch(/^0x[0-9a-f]{64}$/)
  })

  test('who knows a hash alone cannot attach the file to a record of its own', async () => {
    const file = await upload('what rhine would like to read')
    const body = {
      kind: 'document' as const,
      subject: { kind: 'institution' as const, gln: world.members.rhine.gln },
      content: 'mine now',
      files: [sha256('an absent one'), file.hash],
    }
    expect(await problemOf(world.as('rhine').records.write({ body }))).toMatchObject({
      code: 'Invalid',
      errors: [
        { field: '/files/0', rule: 'unknown' },
        { field: '/files/1', rule: 'unknown' },
      ],
    })
  })

  test('a file that was damaged or lost on the disk is told, never sent', async () => {
    const file = await upload('soon damaged')
    await writeFile(filePath(file.hash), 'soon damagee')
    const params = { hash: file.hash }
    expect(await problemOf(world.as('north').files.download({ params }))).toMatchObject({
      code: 'Internal',
      reason: { name: 'FileDamaged', args: { state: 'differs' } },
    })
    await rm(filePath(file.hash))
    expect(await problemOf(world.as('north').files.download({ params }))).toMatchObject({
      reason: { name: 'FileDamaged', args: { state: 'missing' } },
    })
    await upload('soon damaged')
    expect(await (await world.as('north').files.download({ params })).text()).toBe('soon damaged')
  })

  test('uploads that no record has are listed and can be removed', async () => {
    const south = world.as('south')
    for (const name of ['b.txt', 'a.txt'])
      await south.files.upload({ query: { name, mediaType: 'text/plain' }, body: `content of ${name}` })
    const { items } = await south.files.list({ query: { attached: false, sort: 'name' } })
    expect(items.map(({ name }) => name)).toEqual(['a.txt', 'b.txt'])
    expect((await south.files.list({ query: { attached: true } })).items).toEqual([])
    expect((await south.files.list({ query: { text: 'A.t' } })).items.map(({ name }) => name)).toEqual(['a.txt'])
    const [first, second] = items
    const page = await south.files.list({ query: { sort: 'name', limit: 1 } })
    expect(page.next).toBeDefined()
    const rest = await south.files.list({ query: { sort: 'name', limit: 1, cursor: page.next ?? '' } })
    expect(rest.items).toEqual([second])
    await south.files.remove({ params: { hash: first?.hash ?? '0x' } })
    expect((await south.files.list()).items).toEqual([second])
  })

  test('an upload that breaks on its way is found out by the hash, and a repeated one is answered the same', async () => {
    const north = world.as('north')
    const query = { name: 'whole.txt', mediaType: 'text/plain', hash: sha256('the whole of it') }
    expect(await problemOf(north.files.upload({ query, body: 'the whole' }))).toMatchObject({
      code: 'Invalid',
      errors: [{ field: 'query.hash' }],
    })
    expect((await north.files.list({ query: { text: 'whole' } })).items).toEqual([])
    const idempotencyKey = 'upload-1'
    const file = await north.files.upload({ query, body: 'the whole of it', idempotencyKey })
    expect(await north.files.upload({ query, body: 'the whole of it', idempotencyKey })).toEqual(file)
    const other = { ...query, hash: sha256('another') }
    expect(await problemOf(north.files.upload({ query: other, body: 'another', idempotencyKey }))).toMatchObject({
      code: 'IdempotencyKeyReused',
    })
    const log = await world.as('north', 'admin').operatorLog.list({ query: { route: 'files.upload' } })
    expect(log.items.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['done', 'refused']))
  })

  test('what is no file of ours is refused: too large, another type, no name, an auditor', async () => {
    const north = world.as('north')
    const query = { name: 'big.bin', mediaType: 'application/octet-stream' }
    const big = new Uint8Array(largestFile + 1)
    expect(await problemOf(north.files.upload({ query, body: big }))).toMatchObject({ code: 'TooLarge', status: 413 })
    expect(await problemOf(north.files.upload({ query: { ...query, name: '../up' }, body: 'x' }))).toMatchObject({
      code: 'Invalid',
      errors: [{ field: 'query.name' }],
    })
    expect(
      await problemOf(north.files.upload({ query: { ...query, mediaType: 'text/html\r\nx: y' }, body: 'x' })),
    ).toMatchObject({ code: 'Invalid' })
    expect(await problemOf(world.as('north', 'auditor').files.upload({ query, body: 'x' }))).toMatchObject({
      code: 'Forbidden',
    })
    for (const [at, type] of ['image/png', 'application/json'].entries()) {
      const typed = await fetch(`${world.url}/api/v1/files?name=a&mediaType=a/b`, {
        method: 'POST',
        headers: { authorization: `Bearer ${world.token('north')}`, 'content-type': type, 'idempotency-key': `t${at}` },
        body: '{}',
      })
      expect(typed.status).toBe(415)
    }
  })
})
