import { createCipheriv, createDecipheriv, randomBytes, randomUUID, scrypt } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, getAddress, type Hex, isAddress } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { LedgerError } from '../errors.ts'
import { syncFolder } from '../sync-folder.ts'
import { addressOfKey } from './signer.ts'

/** scrypt's cost (RFC 7914): memory is 128·n·r bytes. */
export interface ScryptCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** Where keys are kept. */
export interface KeyStoreOptions {
  /** Folder, mode 0700, with one file (mode 0600) for each key. */
  readonly folder: string
  /** For keys encrypted from now on; by default n 131 072, r 8, p 1: 128 MiB and some tenths of a second. */
  readonly cost?: ScryptCost
}

/** A key in the store, as much of it as is not secret. */
export interface StoredKey {
  readonly address: Address
  readonly label: string
}

/**
 * Private keys in files, each encrypted with a passphrase of its own: scrypt and AES-256-GCM, address and label
 * authenticated. Every method throws `LedgerError`: KeyStoreUnknownKey, KeyStoreWrongPassphrase, KeyStoreDamaged,
 * KeyStoreUnknownVersion, KeyStoreKeyExists, KeyInvalid.
 */
export interface KeyStore {
  /** Makes a new key. */
  create(passphrase: string, label?: string): Promise<StoredKey>
  import(privateKey: Hex, passphrase: string, label?: string): Promise<StoredKey>
  list(): Promise<readonly StoredKey[]>
  /** The private key: hand it to `localSigner` or `laneAccount` and nobody else. */
  open(address: Address, passphrase: string): Promise<Hex>
  changePassphrase(address: Address, old: string, passphrase: string): Promise<void>
  /** Deletes a key for good; the passphrase shows that this is meant. */
  delete(address: Address, passphrase: string): Promise<void>
}

interface KeyFile extends StoredKey {
  readonly version: 1
  readonly kdf: { readonly name: 'scrypt'; readonly salt: string } & ScryptCost
  readonly cipher: { readonly name: 'aes-256-gcm'; readonly iv: string; readonly tag: string; readonly text: string }
}

const version = 1
const defaultCost: ScryptCost = { n: 131_072, r: 8, p: 1 }
/** A file that asks for more would only exhaust the memory. */
const mostMemory = 1024 * 1024 * 1024

/** A key store in a folder, which is made when the first key is. */
export function createKeyStore({ folder, cost = defaultCost }: KeyStoreOptions): KeyStore {
  const fileOf = (address: Address): string => join(folder, `${address.toLowerCase()}.json`)

  async function read(address: Address): Promise<KeyFile> {
    const file = fileOf(address)
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (isAbsent(error)) {
        throw new LedgerError('KeyStoreUnknownKey', `No key ${address} in the store`, { address })
      }
      throw error
    })
    const content = parse(file, text)
    if (content.address.toLowerCase() !== address.toLowerCase())
      throw damaged(file, 'it holds the key of another address')
    return content
  }

  async function write(address: Address, content: KeyFile, isNew: boolean): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const temporary = join(folder, `.${randomUUID()}`)
    try {
      const handle = await open(temporary, 'wx', 0o600)
      try {
        await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      if (isNew && (await isThere(fileOf(address))))
        throw new LedgerError('KeyStoreKeyExists', `${address} is in the store`, { address })
      await rename(temporary, fileOf(address))
      await syncFolder(folder)
    } finally {
      await rm(temporary, { force: true })
    }
  }

  async function add(privateKey: Hex, passphrase: string, label: string): Promise<StoredKey> {
    const address = addressOfKey(privateKey)
    await write(address, await encrypt(privateKey, { address, label }, passphrase, cost), true)
    return { address, label }
  }

  async function decrypted(address: Address, passphrase: string): Promise<{ file: KeyFile; privateKey: Hex }> {
    const file = await read(address)
    return { file, privateKey: await decrypt(fileOf(address), file, passphrase) }
  }

  return {
    create: (passphrase, label = '') => add(generatePrivateKey(), passphrase, label),
    import: (privateKey, passphrase, label = '') => add(privateKey, passphrase, label),
    async list() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isAbsent(error)) return []
        throw error
      })
      const addresses = names
        .map((name) => name.replace(/\.json$/, ''))
        .filter((name): name is Address => isAddress(name))
      const files = await Promise.all(addresses.sort().map(read))
      return files.map(({ address, label }) => ({ address, label }))
    },
    open: async (address, passphrase) => (await decrypted(address, passphrase)).privateKey,
    async changePassphrase(address, old, passphrase) {
      const { file, privateKey } = await decrypted(address, old)
      await write(address, await encrypt(privateKey, file, passphrase, cost), false)
    },
    async delete(address, passphrase) {
      await decrypted(address, passphrase)
      await rm(fileOf(address))
    },
  }
}

async function encrypt(
  privateKey: Hex,
  { address, label }: StoredKey,
  passphrase: string,
  cost: ScryptCost,
): Promise<KeyFile> {
  const salt = randomBytes(32)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, cost), iv)
  cipher.setAAD(publicPart(address, label))
  const text = Buffer.concat([cipher.update(Buffer.from(privateKey.slice(2), 'hex')), cipher.final()])
  return {
    version,
    address,
    label,
    kdf: { name: 'scrypt', salt: salt.toString('hex'), ...cost },
    cipher: {
      name: 'aes-256-gcm',
      iv: iv.toString('hex'),
      tag: cipher.getAuthTag().toString('hex'),
      text: text.toString('hex'),
    },
  }
}

async function decrypt(path: string, { address, label, kdf, cipher }: KeyFile, passphrase: string): Promise<Hex> {
  const key = await derive(passphrase, Buffer.from(kdf.salt, 'hex'), kdf)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(cipher.iv, 'hex'), { authTagLength: 16 })
  decipher.setAAD(publicPart(address, label))
  decipher.setAuthTag(Buffer.from(cipher.tag, 'hex'))
  let privateKey: Hex
  try {
    const text = Buffer.concat([decipher.update(Buffer.from(cipher.text, 'hex')), decipher.final()])
    privateKey = `0x${text.toString('hex')}`
  } catch {
    throw new LedgerError('KeyStoreWrongPassphrase', `Not the passphrase of ${address}, or its file was changed`, {
      address,
    })
  }
  if (addressOfKey(privateKey) !== address) throw damaged(path, 'the key is of another address')
  return privateKey
}

function derive(passphrase: string, salt: Buffer, { n, r, p }: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One passphrase typed on two keyboards may come in two encodings.
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: mostMemory }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function publicPart(address: Address, label: string): Buffer {
  return Buffer.from(JSON.stringify([version, address, label]))
}

function parse(path: string, text: string): KeyFile {
  let content: Partial<KeyFile> | null
  try {
    content = JSON.parse(text) as Partial<KeyFile> | null
  } catch (cause) {
    throw damaged(path, 'it is not JSON', cause)
  }
  if (content === null || typeof content !== 'object') throw damaged(path, 'it is not an object')
  if (content.version !== version) {
    const told = String(content.version)
    throw new LedgerError('KeyStoreUnknownVersion', `${path} is of version ${told}`, { file: path, version: told })
  }
  const { address, label, kdf, cipher } = content
  const isSound =
    typeof address === 'string' &&
    isAddress(address) &&
    typeof label === 'string' &&
    kdf?.name === 'scrypt' &&
    isHex(kdf.salt, 32) &&
    isCost(kdf) &&
    cipher?.name === 'aes-256-gcm' &&
    isHex(cipher.iv, 12) &&
    isHex(cipher.tag, 16) &&
    isHex(cipher.text, 32)
  if (!isSound) throw damaged(path, 'a field is missing or malformed')
  return { version, address: getAddress(address), label, kdf, cipher }
}

function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === bytes * 2 && /^[0-9a-f]*$/.test(value)
}

function isCost({ n, r, p }: ScryptCost): boolean {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0
  return (
    isCount(n) &&
    isCount(r) &&
    isCount(p) &&
    n > 1 &&
    Number.isInteger(Math.log2(n)) &&
    p <= 16 &&
    128 * n * r < mostMemory
  )
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function isThere(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  )
}

function damaged(file: string, problem: string, cause?: unknown): LedgerError<'KeyStoreDamaged'> {
  return new LedgerError('KeyStoreDamaged', `${file} is damaged: ${problem}`, { file, problem }, cause)
}
