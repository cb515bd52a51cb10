import { generateKeyPairSync } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createKeyStore } from '@theriac/ledger/node'
import { makeCertificate } from '@theriac/server/testing'
import { expect, test } from 'vitest'
import { codeOf, done, passphrase, run, runIn, start, work } from './cli-process.ts'

const contentOf = async (folder: string): Promise<Record<string, string>> => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const files = names.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    return [path, await readFile(path, 'latin1')] as const
  })
  return Object.fromEntries(await Promise.all(files))
}

test('init makes settings and five encrypted keys; run again it changes nothing', async () => {
  const data = join(work, 'init')
  const regulator = ['--gln', '4012345000009', '--name', 'Arzneimittelbehörde']
  expect(await done('init', '--data', data, '--chain-id', '777', ...regulator)).toContain('4012345000009')
  const settings = JSON.parse(await readFile(join(data, 'theriac.json'), 'utf8'))
  expect(settings).toMatchObject({
    version: 1,
    chainId: 777,
    demonstration: false,
    listen: { host: '127.0.0.1', port: 8080 },
    regulator: { gln: '4012345000009', name: 'Arzneimittelbehörde' },
  })
  const before = await contentOf(data)
  expect(Object.keys(before).filter((path) => path.includes('/keys/'))).toHaveLength(5)
  expect(Object.keys(before)).not.toContain(join(data, 'passphrase'))

  expect(await done('init', '--data', data)).toContain('nothing was changed')
  expect(codeOf(await run('init', '--data', data, '--chain-id', '778'))).toBe('DataFolderDiffers')
  expect(await contentOf(data)).toEqual(before)
})

test('a folder that is there and empty is closed to others before anything is in it', async () => {
  const data = join(work, 'open')
  await mkdir(data, { mode: 0o755 })
  await done('init', '--data', data)
  expect((await stat(data)).mode & 0o777).toBe(0o700)
})

test('certificates of nodes are read, noted in the settings, and added to those that are named later', async () => {
  const data = join(work, 'certificates')
  const settings = async () => JSON.parse(await readFile(join(data, 'theriac.json'), 'utf8'))
  const [first, second, key] = [join(work, 'node0.crt'), join(work, 'node1.crt'), join(work, 'node0.key')]
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  await writeFile(first, makeCertificate('node0', day('2026-01-01'), day('2036-01-01')))
  await writeFile(second, makeCertificate('node1', day('2026-01-01'), day('2037-01-01')))
  const pem = { format: 'pem', type: 'pkcs8' } as const
  await writeFile(key, generateKeyPairSync('ed25519').privateKey.export(pem))
  const refused = async (file: string) => codeOf(await run('init', '--data', data, '--certificate', file))
  for (const file of [key, join(work, 'absent.crt')]) expect(await refused(file)).toBe('CertificateUnfit')
  await expect(stat(data)).rejects.toThrow('ENOENT')

  expect(await done('init', '--data', data, '--certificate', first)).toContain(`${first} (CN=node0, until 2036-01-01)`)
  expect((await settings()).certificates).toEqual([first])
  const before = await settings()
  const again = await done('init', '--data', data, '--certificate', first, '--certificate', second)
  expect(again).toContain(`Noted the certificate ${second} (CN=node1, until 2037-01-01)`)
  expect(again).not.toContain('nothing was changed')
  expect(await settings()).toEqual({ ...before, certificates: [first, second] })
  expect(await done('init', '--data', data, '--certificate', second)).toContain('nothing was changed')
  expect(await refused(key)).toBe('CertificateUnfit')
  expect((await settings()).certificates).toEqual([first, second])
  await writeFile(join(data, 'theriac.json'), JSON.stringify({ ...before, certificates: 'node.crt' }))
  expect(codeOf(await run('init', '--data', data))).toBe('DataFolderDamaged')
})

test('without a passphrase one is made up, kept for its owner alone, and found by the other commands', async () => {
  const data = join(work, 'made-up')
  const first = await start(['init', '--data', data]).ended
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('trying out only') })
  const file = join(data, 'passphrase')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const secret = (await readFile(file, 'utf8')).trim()
  expect(first.stdout + first.stderr).not.toContain(secret)

  expect((await runIn({}, 'key', 'add', 'lane-5', '--data', data)).code).toBe(0)
  await rm(file)
  expect(codeOf(await runIn({}, 'key', 'add', 'lane-6', '--data', data))).toBe('PassphraseMissing')
})

test('init finishes what a crash left of it, with the passphrase that the keys have', async () => {
  const data = join(work, 'unfinished')
  await done('init', '--data', data)
  const [lost = ''] = await readdir(join(data, 'keys'))
  await rm(join(data, 'keys', lost))
  const wrong = await runIn({ THERIAC_PASSPHRASE: 'another passphrase' }, 'init', '--data', data)
  expect(codeOf(wrong)).toBe('KeyStoreWrongPassphrase')
  expect(await readdir(join(data, 'keys'))).toHaveLength(4)
  await done('init', '--data', data)
  expect(await readdir(join(data, 'keys'))).toHaveLength(5)
})

test('a folder with other files is refused and left alone, and so is a damaged one', async () => {
  const foreign = join(work, 'foreign')
  await mkdir(foreign)
  await writeFile(join(foreign, 'holiday.jpg'), 'x')
  for (const command of [['init'], ['serve', '--port', '0'], ['status']]) {
    expect(codeOf(await run(...command, '--data', foreign)), command[0]).toBe('DataFolderForeign')
  }
  expect(await readdir(foreign)).toEqual(['holiday.jpg'])

  const data = join(work, 'damaged')
  await mkdir(data)
  const marker = join(data, 'theriac.json')
  for (const [text, code] of [
    ['{', 'DataFolderDamaged'],
    ['{}', 'DataFolderDamaged'],
    ['{"format":"theriac-data","version":2}', 'DataFolderForeign'],
    ['{"format":"theriac-data","version":1,"chainId":0}', 'DataFolderDamaged'],
  ]) {
    await writeFile(marker, text ?? '')
    expect(codeOf(await run('status', '--data', data)), text).toBe(code)
    expect(codeOf(await run('init', '--data', data)), text).toBe(code)
  }
  expect(codeOf(await run('status', '--data', join(work, 'absent')))).toBe('DataFolderMissing')
})

test('key list shows labels and addresses, and no key; add never makes two of a label', async () => {
  const data = join(work, 'keys')
  await done('init', '--data', data)
  expect(await done('key', 'add', 'lane-10', '--data', data)).toMatch(/Added lane-10, 0x[0-9a-fA-F]{40}/)
  expect(await done('key', 'add', 'lane-10', '--data', data)).toContain('nothing was changed')
  const list = await runIn({}, 'key', 'list', '--data', data)
  const labels = [...list.stdout.matchAll(/│ (\S+)\s+│ 0x[0-9a-fA-F]{40} │/g)].map(([, label]) => label)
  expect(labels).toEqual(['admin-9520000000011', 'lane-1', 'lane-2', 'lane-3', 'lane-4', 'lane-10'])
  expect(list.stdout).not.toMatch(/[0-9a-fA-F]{64}/)
  const wrong = await runIn({ THERIAC_PASSPHRASE: 'another passphrase' }, 'key', 'add', 'x', '--data', data)
  expect(codeOf(wrong)).toBe('KeyStoreWrongPassphrase')
})

test('rotate-passphrase changes all keys, and goes on where an interruption left it', async () => {
  const data = join(work, 'rotate')
  await done('init', '--data', data)
  const fresh = join(work, 'fresh')
  await writeFile(fresh, 'an entirely new one\n')
  const rotate = ['key', 'rotate-passphrase', '--data', data]
  expect(codeOf(await run(...rotate))).toBe('PassphraseMissing')

  const store = createKeyStore({ folder: join(data, 'keys') })
  const [first] = await store.list()
  if (first) await store.changePassphrase(first.address, passphrase, 'an entirely new one')
  expect(await done(...rotate, '--new-passphrase-file', fresh)).toContain('of 4 of 5 keys')
  expect(codeOf(await run('key', 'add', 'x', '--data', data))).toBe('KeyStoreWrongPassphrase')
  expect(await done('key', 'add', 'x', '--data', data, '--passphrase-file', fresh)).toContain('Added x')
  const absent = await run('key', 'add', 'y', '--data', data, '--passphrase-file', join(work, 'no-such-file'))
  expect(codeOf(absent)).toBe('PassphraseFileUnreadable')
})

test('what the command line does not understand names the field and the rule, and ends with 2', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['frob'], /unknown command 'frob'/],
    [['init', '--frob'], /unknown option '--frob'/],
    [['init', '--gln', '123'], /--gln .*has 13 digits, not 3/],
    [['init', '--gln', '4012345000008'], /--gln .*check digit of 4012345000008 should be 9/],
    [['init', '--chain-id', '-1'], /--chain-id .*whole number/],
    [['init', '--name', ' '], /--name .*must not be empty/],
    [['serve', '--port', '70000'], /--port .*65535/],
    [['deploy', '--rpc', 'localhost'], /--rpc .*http:\/\/127/],
    [['enrol', '--kind', 'factory', '--name', 'x'], /--gln <gln>' not specified/],
    [['enrol', '--kind', 'shop', '--gln', '4012345000009', '--name', 'x'], /--kind .*factory, distributor/],
    [['import', 'products', '--format', 'csv', '.'], /--format .*bdpm/],
    [['import', 'products', '--format', 'bdpm'], /missing required argument 'folder'/],
    [['key', 'add', '../x'], /label .*letters, digits/],
  ]
  const enrol = ['enrol', '--kind', 'factory', '--gln', '4012345000009', '--name', 'x', '--licence', 'A1']
  const more: typeof cases = [
    [[...enrol], /--until is missing/],
    [[...enrol, '--until', '2030-02-30'], /--until .*2030-02-30 is not a day/],
    [[...enrol, '--until', '30.12.2030'], /--until .*YYYY-MM-DD/],
    [[...enrol, '--until', '2020-01-01'], /--until .*has passed/],
  ]
  for (const [args, message] of [...cases, ...more]) {
    const ended = await run(...args)
    expect(ended, args.join(' ')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
    expect(codeOf(ended), args.join(' ')).toBe('BadUsage')
  }
  const environment = await start(['status'], { THERIAC_PASSPHRASE: 'short', THERIAC_X: '1' }).ended
  expect(environment).toMatchObject({ code: 2, stderr: expect.stringMatching(/8 characters; THERIAC_X/) })
})

test('help and version are no faults', async () => {
  expect(await done('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
  for (const command of ['init', 'serve', 'deploy', 'enrol', 'import', 'status', 'key', 'tour']) {
    expect(await done(command, '--help'), command).toContain(`Usage: theriac ${command}`)
  }
})
