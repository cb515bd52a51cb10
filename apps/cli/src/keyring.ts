import { type Gln, parseGln } from '@theriac/gs1'
import { type HashSigner, type LaneAccount, laneAccount, localSigner, type Signer } from '@theriac/ledger'
import { createKeyStore, nativeHashSigner, type StoredKey } from '@theriac/ledger/node'
import { type Address, type Hex, hexToBytes } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { CliError } from './cli-error.ts'
import type { DataFolder } from './data-folder.ts'

/** How keys are labelled: by what they are for. */
export const adminLabel = (gln: Gln): string => `admin-${gln}`
export const laneLabel = (number: number): string => `lane-${number}`
const secretLabel = 'server-secret'
const governorLabel = 'governor'
export const isLaneLabel = (label: string): boolean => /^lane-\d+$/.test(label)

const byLabel = (a: StoredKey, b: StoredKey): number => a.label.localeCompare(b.label, 'en', { numeric: true })

/** The keys of a data folder, opened when they are needed: each costs some tenths of a second. */
export interface Keyring {
  /** All keys, by label. */
  list(): Promise<readonly StoredKey[]>
  /** Institutions whose admin's key is in this store. */
  admins(): Promise<readonly Gln[]>
  /** Address of an institution's admin key, if it is in this store. */
  adminAddress(gln: Gln): Promise<Address | undefined>
  /** An institution's admin key, if it is in this store. */
  admin(gln: Gln): Promise<Signer | undefined>
  /** The same, made if it is not there. */
  newAdmin(gln: Gln): Promise<Signer>
  /** Lanes, all unless told how many. Throws CliError KeyMissing if there are none. */
  lanes(most?: number): Promise<readonly LaneAccount[]>
  /** The first lane as a viem account, for plain transactions. Throws CliError KeyMissing. */
  firstLane(): Promise<PrivateKeyAccount>
  /** The key that governs the chain, where the store has one; for the engine's own transactions. */
  governor(): Promise<PrivateKeyAccount | undefined>
  add(label: string): Promise<StoredKey>
  /** Takes over a key that was made elsewhere. Throws LedgerError KeyStoreKeyExists, KeyInvalid. */
  import(privateKey: Hex, label: string): Promise<StoredKey>
  /** The server's secret, 32 random bytes, made if it is not there. It is kept as the keys are, and signs nothing. */
  secret(): Promise<Uint8Array>
  /** Opens one key, to see that the passphrase is that of the store. Throws LedgerError KeyStoreWrongPassphrase. */
  check(): Promise<void>
}

/** The key store of a data folder. `passphrase` is asked for once, when the first key is opened. */
export function openKeyring({ keys }: Pick<DataFolder, 'keys'>, passphrase: () => Promise<string>): Keyring {
  const store = createKeyStore({ folder: keys })
  const signHash: HashSigner | undefined = nativeHashSigner()
  let asked: Promise<string> | undefined
  const secret = (): Promise<string> => (asked ??= passphrase())
  const list = async (): Promise<readonly StoredKey[]> => [...(await store.list())].sort(byLabel)
  const withLabel = async (label: string): Promise<StoredKey | undefined> =>
    (await list()).find((key) => key.label === label)
  const opened = new Map<Address, Promise<Hex>>()
  function open({ address }: StoredKey): Promise<Hex> {
    const key = opened.get(address) ?? secret().then((passphrase) => store.open(address, passphrase))
    opened.set(address, key)
    return key
  }
  const laneKeys = async (): Promise<readonly StoredKey[]> => {
    const found = (await list()).filter(({ label }) => isLaneLabel(label))
    if (found.length > 0) return found
    throw new CliError(
      'KeyMissing',
      'The key store has no lane: no account that could carry acts to the chain',
      'Add one with `theriac key add lane-1`, or run `theriac init` again.',
    )
  }

  const admin: Keyring['admin'] = async (gln) => {
    const key = await withLabel(adminLabel(gln))
    return key && localSigner(await open(key), signHash)
  }
  return {
    list,
    async admins() {
      const glns = (await list()).map(({ label }) => parseGln(/^admin-(\d{13})$/.exec(label)?.[1] ?? ''))
      return glns.flatMap((gln) => (gln.ok ? [gln.value] : []))
    },
    adminAddress: async (gln) => (await withLabel(adminLabel(gln)))?.address,
    admin,
    async newAdmin(gln) {
      const there = await admin(gln)
      if (there) return there
      return localSigner(await open(await store.create(await secret(), adminLabel(gln))), signHash)
    },
    async lanes(most) {
      const found = (await laneKeys()).slice(0, most)
      return Promise.all(found.map(async (key) => laneAccount(await open(key), signHash)))
    },
    async firstLane() {
      const [first] = await laneKeys()
      if (!first) throw new TypeError('laneKeys gave none')
      return privateKeyToAccount(await open(first))
    },
    async secret() {
      const there = (await withLabel(secretLabel)) ?? (await store.create(await secret(), secretLabel))
      return hexToBytes(await open(there))
    },
    async governor() {
      const key = await withLabel(governorLabel)
      return key && privateKeyToAccount(await open(key))
    },
    add: async (label) => store.create(await secret(), label),
    import: async (privateKey, label) => store.import(privateKey, await secret(), label),
    async check() {
      const [first] = await list()
      if (first) await open(first)
    },
  }
}

/** Accounts that carry acts, which is told without a passphrase. */
export async function laneAddresses({ keys }: Pick<DataFolder, 'keys'>): Promise<readonly Address[]> {
  const found = (await createKeyStore({ folder: keys }).list()).filter(({ label }) => isLaneLabel(label))
  return found.sort(byLabel).map(({ address }) => address)
}

/** Address of an institution's admin key, if it is in the folder's store, which is told without a passphrase. */
export async function adminAddress({ keys }: Pick<DataFolder, 'keys'>, gln: Gln): Promise<Address | undefined> {
  return (await createKeyStore({ folder: keys }).list()).find(({ label }) => label === adminLabel(gln))?.address
}
