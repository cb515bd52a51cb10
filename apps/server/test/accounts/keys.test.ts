import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLedgerError, localSigner, type Signer } from '@theriac/ledger'
import { testDatabase } from '@theriac/read-model/testing'
import { verifyTypedData } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertAccount } from '../../src/accounts/account-rows.ts'
import { createAccountKeys, createSignerFinder, lowerCase } from '../../src/accounts/keys.ts'
import { createVault, VaultError } from '../../src/accounts/vault.ts'
import { appMigrations } from '../../src/db/migrations.ts'

const secret = new Uint8Array(32).fill(3)
const root = mkdtempSync(join(tmpdir(), 'theriac-keys-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const keysIn = (name: string, own = secret) =>
  createAccountKeys({ folder: join(root, name), secret: own, vault: createVault(own) })

const typedData = {
  domain: { name: 'Test', version: '1', chainId: 1 },
  types: { Note: [{ name: 'text', type: 'string' }] },
  primaryType: 'Note',
  message: { text: 'signed' },
} as const

async function signs(signer: Signer): Promise<boolean> {
  return verifyTypedData({ ...typedData, address: signer.address, signature: await signer.signTypedData(typedData) })
}
const stored = (operator: string) => ({ operator, signer: 'store', url: null, token: null })

describe('keys of accounts', () => {
  test('sign with their own address, and after a restart too', async () => {
    const operator = await keysIn('restart').create('ana')
    const signer = await keysIn('restart').signerOf(stored(operator))
    expect(lowerCase(signer.address)).toBe(operator)
    expect(await signs(signer)).toBe(true)
    expect(await keysIn('restart').list()).toEqual([operator])
  })

  test('are of no use without the secret of the server', async () => {
    const operator = await keysIn('stolen').create('ana')
    const opening = keysIn('stolen', new Uint8Array(32).fill(4)).signerOf(stored(operator))
    const error = await opening.catch((caught: unknown) => caught)
    expect(isLedgerError(error, 'KeyStoreWrongPassphrase')).toBe(true)
  })

  test('lie in files that only the server reads, and not in clear', async () => {
    const [operator, folder] = [await keysIn('files').create('ana'), join(root, 'files')]
    const [file = ''] = readdirSync(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    const { kdf, cipher } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect(kdf).toMatchObject({ name: 'scrypt', n: 2 })
    expect(cipher.text).toHaveLength(64)
    expect(file).toBe(`${operator}.json`)
  })

  test('are opened once for many who ask, and asked again after a fault', async () => {
    const keys = keysIn('once')
    const operator = await keys.create('ana')
    const [one, two] = await Promise.all([keys.signerOf(stored(operator)), keys.signerOf(stored(operator))])
    expect(one).toBe(two)
    const unknown = stored('0x0000000000000000000000000000000000000009')
    for (let turn = 0; turn < 2; turn++) {
      const error = await keys.signerOf(unknown).catch((caught: unknown) => caught)
      expect(isLedgerError(error, 'KeyStoreUnknownKey')).toBe(true)
    }
  })

  test('of a signing service are used with the token that was sealed', async () => {
    const local = localSigner(generatePrivateKey())
    const seen: (string | undefined)[] = []
    const service = createServer((request, response) => {
      seen.push(request.headers.authorization)
      local.signTypedData(typedData).then((signature) => response.end(JSON.stringify({ signature })))
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/sign`
    const [keys, operator] = [keysIn('remote'), lowerCase(local.address)]
    const token = keys.sealToken(operator, 'tell nobody')
    const signer = await keys.signerOf({ operator, signer: 'remote', url, token })
    expect(await signs({ ...signer, address: local.address })).toBe(true)
    expect(seen).toEqual(['Bearer tell nobody'])
    expect(Buffer.from(token).includes('tell nobody')).toBe(false)
    // The token of one key does not open for another.
    const foreign = { operator: '0x0000000000000000000000000000000000000009', signer: 'remote', url, token }
    await expect(keys.signerOf(foreign)).rejects.toBeInstanceOf(VaultError)
    await new Promise((resolve) => service.close(resolve))
  })
})

describe('the signer of a job', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    database = await testDatabase({ migrations: [appMigrations] })
  })
  afterAll(() => database.close())

  test('is found by the key that it was asked for with, and only for its own account', async () => {
    const { db } = database
    const keys = keysIn('finder')
    const operator = await keys.create('ana')
    const account = { name: 'ana', displayName: 'Ana', gln: '9520000000011', role: 'admin', locale: 'en' } as const
    const rest = { passwordHash: null, mustChangePassword: false, createdAt: 0, key: { operator } }
    const id = await insertAccount(db, { ...account, ...rest })
    const signerOf = createSignerFinder(db, keys)
    expect(lowerCase((await signerOf(id, operator)).address)).toBe(operator)
    await expect(signerOf('another account', operator)).rejects.toThrow('is no key of account')
  })
})
