import { type Hex, toHex } from '../codec/hex.ts'
import { EMPTY_TRIE_ROOT } from '../codec/trie-root.ts'
import { blockSize, LedgerStore, type SealedBlock } from '../storage/ledger-store.ts'
import { type AccountRecord, StateStore } from '../storage/state-store.ts'
import type { Database } from '../storage/store.ts'
import { type BlockHeader, blockHash, sealHeader, VANITY_BYTES } from './block.ts'

function genesisHeader(chainId: bigint, sealer: Uint8Array, gasLimit: bigint, stateRoot: Uint8Array): BlockHeader {
  const vanity = new Uint8Array(VANITY_BYTES)
  vanity.set(Buffer.from(`theriac ${chainId}`).subarray(0, VANITY_BYTES))
  return {
    parentHash: new Uint8Array(32),
    coinbase: sealer,
    stateRoot,
    transactionsRoot: EMPTY_TRIE_ROOT,
    receiptsRoot: EMPTY_TRIE_ROOT,
    logsBloom: new Uint8Array(256),
    number: 0,
    gasLimit,
    gasUsed: 0n,
    timestamp: 0,
    extraData: vanity,
  }
}

/** Writes block 0, which holds the first balances and is signed as every other, into a new folder. */
export async function writeGenesis(
  db: Database,
  chainId: bigint,
  sealer: { readonly address: Uint8Array; readonly key: Uint8Array },
  gasLimit: bigint,
  alloc: Readonly<Record<Hex, bigint>>,
): Promise<void> {
  const accounts = new Map<string, AccountRecord>()
  for (const [address, balance] of Object.entries(alloc)) {
    accounts.set(address.slice(2).toLowerCase(), { nonce: 0n, balance, codeHash: undefined })
  }
  const batch = StateStore.batchOf({ accounts, storage: new Map(), code: new Map() })
  const root = StateStore.commitment(new Uint8Array(32), batch)
  const header = sealHeader(genesisHeader(chainId, sealer.address, gasLimit, root), sealer.key)
  const hash = toHex(blockHash(header))
  const block: SealedBlock = { header, hash, transactions: [], receipts: [], size: blockSize([]) }
  await db.batch([...batch, ...LedgerStore.batchOf(block)], { sync: true })
}
