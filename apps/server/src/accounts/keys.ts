import { type HashSigner, localSigner, remoteSigner, type Signer } from '@theriac/ledger'
import { createKeyStore } from '@theriac/ledger/node'
import type { Db } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Address } from 'viem'
import { accountKeys } from '../db/schema/accounts.ts'
import { deriveKey, type Vault } from './vault.ts'

/** A key of an account as the database has it: no secret in clear. */
export type AccountKey = Pick<typeof accountKeys.$inferSelect, 'operator' | 'signer' | 'url' | 'token'>

/** The ledger keys of a server's accounts. None is ever given out: only signers are. */
export interface AccountKeys {
  /** Makes a key in the store. Gives its account on the ledger, in lower case. */
  create(label: string): Promise<Address>
  /** Who signs for a key. @throws LedgerError KeyStoreUnknownKey, KeyStoreWrongPassphrase, KeyStoreDamaged; VaultError */
  signerOf(key: AccountKey): Promise<Signer>
  /** Accounts on the ledger whose keys are in the store, in lower case. */
  list(): Promise<readonly Address[]>
  /** Keeps a signing service's token as it goes into the database. */
  sealToken(operator: Address, token: string): Uint8Array
}

/** What the keys are made of. */
export interface AccountKeysOptions {
  /** Folder of the key store; nothing else is in it. */
  readonly folder: string
  /** The server's secret, 32 random bytes. */
  readonly secret: Uint8Array
  readonly vault: Vault
  /** `nativeHashSigner()` where there is one: about twenty times as fast. */
  readonly signHash?: HashSigner | undefined
}

// scrypt makes a guessable passphrase dear to guess. Here the passphrase has 256 random bits, which nobody guesses at any
// price, and the price would be paid for every account: a third of a second and 128 MiB each.
const cost = { n: 2, r: 1, p: 1 }
const mostOpen = 10_000
const tokenPurpose = 'signer-token'

/** Opens the keys of a server's accounts. */
export function createAccountKeys({ folder, secret, vault, signHash }: AccountKeysOptions): AccountKeys {
  const store = createKeyStore({ folder, cost })
  const passphrase = Buffer.from(deriveKey(secret, 'account keys')).toString('hex')
  // Promises, so that many who ask at once open a key once.
  const open = new LRUCache<string, Promise<Signer>>({ max: mostOpen })

  async function openSigner({ operator, signer, url, token }: AccountKey): Promise<Signer> {
    const address = operator as Address
    if (signer === 'store') return localSigner(await store.open(address, passphrase), signHash)
    if (url === null || token === null) throw new TypeError(`no signing service is known for ${operator}`)
    return remoteSigner({ url, address, token: Buffer.from(vault.open(tokenPurpose, token, operator)).toString() })
  }

  return {
    create: async (label) => lowerCase((await store.create(passphrase, label)).address),
    signerOf(key) {
      const known = open.get(key.operator)
      if (known) return known
      const opening = openSigner(key)
      open.set(key.operator, opening)
      // A fault is told to those who wait, and tried again by the next.
      opening.catch(() => open.delete(key.operator))
      return opening
    },
    list: async () => (await store.list()).map(({ address }) => lowerCase(address)),
    sealToken: (operator, token) => vault.seal(tokenPurpose, Buffer.from(token), operator),
  }
}

/**
 * Finds the signer of an account's key, also of one that has been replaced since: what was asked for with a key is signed
 * with it. Not inside a transaction: it reads the database beside it.
 */
export function createSignerFinder(db: Db, keys: AccountKeys) {
  const found = new LRUCache<string, AccountKey>({ max: mostOpen })
  return async (accountId: string, operator: string): Promise<Signer> => {
    const id = `${accountId} ${operator}`
    const known = found.get(id)
    if (known) return keys.signerOf(known)
    const isIt = and(eq(accountKeys.operator, operator), eq(accountKeys.accountId, accountId))
    const [key] = await db.select().from(accountKeys).where(isIt)
    if (!key) throw new TypeError(`${operator} is no key of account ${accountId}`)
    found.set(id, key)
    return keys.signerOf(key)
  }
}

/** Accounts on the ledger are compared as text. */
export const lowerCase = (address: Address): Address => address.toLowerCase() as Address
