import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '@theriac/api'
import { parseGln, parseGtin } from '@theriac/gs1'
import { openDatabase } from '@theriac/read-model'
import { testDatabases } from '@theriac/read-model/testing'
import { describe, expect, test } from 'vitest'
import { databaseUrlFor } from '../src/server/group-database.ts'
import { signIn } from '../src/tour/sign-in.ts'
import { codeOf, done, type Ended, passphrase, type Running, run, runIn, start, work } from './cli-process.ts'
import { openFiscoNode } from './fisco-node/index.ts'

const environment = { THERIAC_PASSPHRASE: passphrase }
const folderOf = (data: string, group: string): string => join(data, 'groups', group)
/** As the API takes it. */
const addressOf = (text = ''): `0x${string}` => `0x${text.slice(2).toLowerCase()}`
const settingsOf = async (folder: string) => JSON.parse(await readFile(join(folder, 'theriac.json'), 'utf8'))

describe('group add', () => {
  const data = join(work, 'adding')

  test('makes a folder below the main one, with a chain id, a port and keys of its own and the same passphrase', async () => {
    await done('init', '--data', data)
    expect(await done('group', 'add', 'rhine', '--name', 'Rhine trial', '--data', data)).toContain('chain id   20262')
    expect(await done('group', 'add', 'coast', '--data', data)).toContain('port       8082')
    expect(await settingsOf(folderOf(data, 'rhine'))).toMatchObject({
      chainId: 20_262,
      demonstration: false,
      listen: { host: '127.0.0.1', port: 8081 },
      regulator: { gln: '9520000000011' },
      group: { id: 'rhine', name: 'Rhine trial' },
    })
    const addressesOf = async (folder: string): Promise<readonly string[]> =>
      (await done('key', 'list', '--data', folder)).match(/0x[0-9a-fA-F]{40}/g) ?? []
    const [own, others] = [await addressesOf(data), await addressesOf(folderOf(data, 'rhine'))]
    expect(others).toHaveLength(5)
    expect(own.filter((address) => others.includes(address))).toEqual([])
    expect(await done('key', 'add', 'lane-5', '--data', folderOf(data, 'rhine'))).toContain('Added lane-5')
  })

  test('run again it changes nothing, and does not make another group of the same id', async () => {
    const before = await readdir(folderOf(data, 'rhine'), { recursive: true })
    expect(await done('group', 'add', 'rhine', '--data', data)).toContain('there already')
    expect(codeOf(await run('group', 'add', 'rhine', '--name', 'Other', '--data', data))).toBe('DataFolderDiffers')
    expect(await readdir(folderOf(data, 'rhine'), { recursive: true })).toEqual(before)
  })

  test('refuses ids that are none, a wrong passphrase, and groups below groups, before anything is written', async () => {
    for (const id of ['main', 'Rhine', '-rhine', 'rhine-', 'rhine_2', '..', 'a'.repeat(21)]) {
      expect(codeOf(await run('group', 'add', '--data', data, '--', id)), id).toBe('BadUsage')
    }
    const wrong = await runIn({ THERIAC_PASSPHRASE: 'another passphrase' }, 'group', 'add', 'north', '--data', data)
    expect(codeOf(wrong)).toBe('KeyStoreWrongPassphrase')
    expect(codeOf(await run('group', 'add', 'north', '--data', folderOf(data, 'rhine')))).toBe('BadUsage')
    const away = ['--engine', 'embedded', '--web3', 'http://127.0.0.1:1']
    expect(codeOf(await run('group', 'add', 'north', '--data', data, ...away))).toBe('NodeUnreachable')
    expect(await readdir(join(data, 'groups'))).toEqual(['coast', 'rhine'])
  })

  test('list shows them, url notes where people reach them, and a new passphrase is for the keys of all', async () => {
    await done('group', 'url', 'rhine', 'https://rhine.example.org', '--data', data)
    const list = await done('group', 'list', '--data', data)
    expect(list).toMatch(/main .* 20261 .* embedded .* port 8080/)
    expect(list).toMatch(/rhine .* Rhine trial .* 20262 .* https:\/\/rhine\.example\.org/)
    expect(codeOf(await run('group', 'url', 'none', 'https://none.example.org', '--data', data))).toBe('GroupMissing')

    await rm(folderOf(data, 'coast'), { recursive: true })
    const fresh = join(work, 'fresh-passphrase')
    await writeFile(fresh, 'an entirely new one\n')
    const rotate = ['key', 'rotate-passphrase', '--new-passphrase-file', fresh]
    expect(codeOf(await run(...rotate, '--data', folderOf(data, 'rhine')))).toBe('BadUsage')
    expect(await done(...rotate, '--data', data)).toContain('of 11 of 11 keys')
    const added = await done('key', 'add', 'x', '--data', folderOf(data, 'rhine'), '--passphrase-file', fresh)
    expect(added).toContain('Added x')
  })
})

describe('serve', () => {
  const data = join(work, 'served')
  const own = 'a password of one’s own'
  const factory = parseGln('9520000000110')
  const product = parseGtin('09520000000028')

  interface Serving extends Running {
    /** By group; the main one is `main`. */
    readonly urls: Readonly<Record<string, string>>
  }

  /** Serves until all groups that can be are. */
  async function serve(): Promise<Serving> {
    const server = start(['serve', '--data', data, '--port', '0'], environment)
    const { input } = await server.prints(/Stop it with/)
    const urls: Record<string, string> = { main: /API\s+(http:\/\/\S+)\/api\/v1/.exec(input)?.[1] ?? '' }
    for (const [, id = '', url = ''] of input.matchAll(/^Group ([a-z0-9-]+).* at (http:\/\/\S+),/gm)) urls[id] = url
    return { ...server, urls }
  }

  async function end({ child, ended }: Running, signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended> {
    child.kill(signal)
    return ended
  }

  /** Signs in with the first password, which is changed. */
  async function enter(url: string, folder: string): Promise<Client> {
    const old = (await readFile(join(folder, 'first-password'), 'utf8')).trim()
    const client = await signIn(url, 'admin', old)
    await client.sessions.changePassword({ body: { old, new: own } })
    return signIn(url, 'admin', own)
  }

  /** Name of the cookie that signing in sets. */
  async function cookieOf(url: string): Promise<string | undefined> {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ name: 'admin', password: own }),
    })
    expect(response.status).toBe(201)
    return response.headers.get('set-cookie')?.split('=', 1)[0]
  }

  test('groups are served beside the main one and know nothing of each other; one is added live; a kill takes nothing', {
    timeout: 480_000,
  }, async () => {
    if (!factory.ok || !product.ok) throw new TypeError('not a number of GS1')
    const gtin = product.value
    await done('init', '--data', data)
    await done('deploy', '--data', data)
    await done('enrol', '--data', data, '--kind', 'factory', '--gln', factory.value, '--name', 'Nordwerk')
    await done('group', 'add', 'rhine', '--name', 'Rhine trial', '--data', data)
    const first = await serve()
    const { main: mainUrl = '', rhine: rhineUrl = '' } = first.urls
    const [main, rhine] = [await enter(mainUrl, data), await enter(rhineUrl, folderOf(data, 'rhine'))]

    // The same name and password are two accounts, and each has its own cookie.
    expect([await cookieOf(mainUrl), await cookieOf(rhineUrl)]).toEqual(['theriac_session', 'theriac_session_rhine'])
    const session = (await main.sessions.current()).account
    expect((await rhine.sessions.current()).account.id).not.toBe(session.id)

    // An institution, its accounts and its products are where they were made, and nowhere else.
    const file = join(data, `first-password-${factory.value}`)
    const password = (await readFile(file, 'utf8')).trim()
    const maker = await signIn(mainUrl, `admin-${factory.value}`, password)
    await maker.sessions.changePassword({ body: { old: password, new: own } })
    const producer = await signIn(mainUrl, `admin-${factory.value}`, own)
    await producer.products.register({
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
    expect(await main.products.list({ query: {} })).toMatchObject({ items: [{ gtin }] })
    expect(await rhine.products.list({ query: {} })).toMatchObject({ items: [] })
    await expect(rhine.institutions.find({ params: { gln: factory.value } })).rejects.toMatchObject({ status: 404 })
    await expect(signIn(rhineUrl, `admin-${factory.value}`, own)).rejects.toMatchObject({ code: 'WrongCredentials' })
    expect((await main.groups.members({ query: {} })).items).toHaveLength(2)
    expect((await rhine.groups.members({ query: {} })).items).toMatchObject([{ gln: '9520000000011', here: true }])

    // Each tells of the others that they are there.
    const port = Number(new URL(rhineUrl).port)
    const told = (await main.groups.list()).items
    expect(told).toMatchObject([
      { id: 'main', current: true, engine: 'theriac', chainId: '20261', served: true },
      { id: 'rhine', name: 'Rhine trial', current: false, chainId: '20262', served: true, port },
    ])

    // Without a restart.
    const { group, firstAccount } = await main.groups.add({ body: { id: 'coast', name: 'Coast' } })
    expect(group).toMatchObject({ id: 'coast', served: true, chainId: '20263' })
    const { name = '', password: shown = '' } = firstAccount ?? {}
    const coast = await signIn(`http://127.0.0.1:${group.port}`, name, shown)
    expect(await coast.sessions.current()).toMatchObject({ mustChangePassword: true })
    expect((await rhine.groups.list()).items.map(({ id }) => id)).toEqual(['main', 'rhine', 'coast'])
    await expect(main.groups.add({ body: { id: 'coast', name: 'Again' } })).rejects.toMatchObject({ status: 409 })

    await expect(rhine.groups.add({ body: { id: 'pond', name: 'Pond' } })).rejects.toMatchObject({ code: 'WrongState' })

    // On nodes elsewhere: the contracts are found by their directory, and the regulator there knows none of the new keys.
    const node = await openFiscoNode(join(work, 'lake-node'))
    const away = { engine: 'fisco-bcos' as const, web3: [node.web3], rpc: [node.rpc] }
    const there = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', node.rpc]
    const made = await done('deploy', '--data', join(work, 'lake-regulator'), ...there)
    const directory = addressOf(/directory\s+(0x\w{40})/.exec(made)?.[1])
    const lake = { id: 'lake', name: 'Lake', connect: { ...away, directory } }
    const joined = await main.groups.add({ body: lake })
    expect(joined).toMatchObject({ group: { id: 'lake', engine: 'fisco-bcos', chainId: '20200', served: true } })
    expect(joined.firstAccount).toBeUndefined()

    // What is no node, another group, and a ledger that is a group already are refused before anything is written.
    const { addresses } = JSON.parse(await readFile(join(folderOf(data, 'rhine'), 'contracts.json'), 'utf8'))
    const ours = { engine: 'theriac' as const, rpc: [], directory: addressOf(addresses.directory) }
    for (const { connect, why } of [
      { connect: { ...ours, web3: [`${rhineUrl}/api/v1`] }, why: '/api/v1' },
      { connect: { ...away, directory, group: 'nonsense' }, why: 'is not in group nonsense' },
      { connect: { ...ours, web3: [`${rhineUrl}/rpc`] }, why: 'that of the group rhine already' },
    ]) {
      await expect(main.groups.add({ body: { id: 'pond', name: 'Pond', connect } })).rejects.toMatchObject({
        problem: { errors: [{ field: '/connect', detail: expect.stringContaining(why) }] },
      })
    }
    expect(await readdir(join(data, 'groups'))).toEqual(['coast', 'lake', 'rhine'])

    // Killed, all are there again; one whose folder is damaged, or whose nodes are away, is told and stops nobody.
    await end(first, 'SIGKILL')
    await node.close()
    await writeFile(join(folderOf(data, 'coast'), 'theriac.json'), '{')
    const second = await serve()
    expect(Object.keys(second.urls)).toEqual(['main', 'rhine'])
    const again = await signIn(second.urls.main ?? '', 'admin', own)
    expect(await again.products.list({ query: {} })).toMatchObject({ items: [{ gtin }] })
    expect(
      (await signIn(second.urls.rhine ?? '', 'admin', own).then((one) => one.sessions.current())).account.name,
    ).toBe('admin')
    const { code, stderr } = await end(second, 'SIGTERM')
    expect(code).toBe(0)
    expect(stderr).toMatch(/the group coast is not served: .* \[DataFolderDamaged\]\n {2}What to do: \S/)
    expect(stderr).toMatch(/the group lake is not served: .* \[EndpointUnavailable\]\n {2}What to do: \S/)
  })
})

test('a group has a database of its own on the same PostgreSQL, or is told which one is missing', async () => {
  const url = await testDatabases()
    .find(({ kind }) => kind === 'postgres')
    ?.url?.()
  if (url === undefined) throw new TypeError('no PostgreSQL')
  const group = { id: 'rhine-2', name: 'Rhine' }
  expect(await databaseUrlFor({}, url)).toBe(url)
  const own = await databaseUrlFor({ group }, url)
  expect(await databaseUrlFor({ group }, url)).toBe(own)
  const nameOf = async (at: string): Promise<unknown> => {
    const { db, close } = await openDatabase({ url: at, poolSize: 1 })
    try {
      return (await db.execute('select current_database() as name')).rows[0]?.name
    } finally {
      await close()
    }
  }
  expect(await nameOf(own)).toBe(`${await nameOf(url)}_rhine-2`)

  const admin = await openDatabase({ url, poolSize: 1 })
  await admin.db.execute('create role clerk login').finally(admin.close)
  const clerk = url.replace('postgres://postgres@', 'postgres://clerk@')
  await expect(databaseUrlFor({ group: { id: 'coast', name: 'Coast' } }, clerk)).rejects.toMatchObject({
    code: 'DatabaseMissing',
    message: expect.stringContaining('permission denied'),
    advice: expect.stringContaining('create database'),
  })
})
