import { writeGenesis } from './block/genesis.ts'
import { parseTransaction, type Transaction } from './block/transaction.ts'
import { addressOf, curve, keccak256 } from './codec/crypto.ts'
import { type Hex, parseHex, toHex, toKey } from './codec/hex.ts'
import { ChainError, type Refusal, refuse } from './errors.ts'
import { intrinsicGas, MAX_INIT_CODE_BYTES } from './evm/execute.ts'
import { createRules } from './evm/machine.ts'
import { Pool } from './pool.ts'
import { createReads, type Reads } from './reads.ts'
import { createSealer, type Sealer } from './sealer.ts'
import { compactFolder } from './storage/compact.ts'
import { LedgerStore, type SealedBlock } from './storage/ledger-store.ts'
import { createLogQuery, type LogQuery } from './storage/log-query.ts'
import { type AccountRecord, StateStore } from './storage/state-store.ts'
import { openFolder } from './storage/store.ts'
import { openWal, realDisk, type WalDisk } from './storage/wal.ts'
import { createWaits, type Located, type Sealed } from './waits.ts'

/** How a chain is opened. Only the first two are needed. */
export interface ChainOptions {
  /** Folder of this one chain; made when it is absent. */
  readonly dataDir: string
  /** EIP-155 chain id: a folder keeps the one it was made with. */
  readonly chainId: number | bigint
  /** Private key of the sealer, 32 bytes; by default one is made on first opening and kept in the folder (mode 0600). */
  readonly sealerKey?: Uint8Array
  /** Now, in seconds since 1970; blocks never go behind their parent whatever it answers. */
  readonly clock?: () => number
  /** Balances of the genesis block by address; used only when the folder is new. */
  readonly alloc?: Readonly<Record<Hex, bigint>>
  /** Gas limit of a block, and of one transaction; 1 000 000 000 by default. */
  readonly blockGasLimit?: bigint
  /** Longest raw transaction in bytes; 131 072 by default. */
  readonly maxTransactionBytes?: number
  /** Transactions that may wait; 50 000 by default. */
  readonly maxPoolTransactions?: number
  /** Bytes of transactions that may wait; 256 MiB by default. */
  readonly maxPoolBytes?: number
  /** How far a nonce may be ahead; 64 by default. */
  readonly maxNonceGap?: number
  /** Longest time in ms that a block gathers transactions under load; 150 by default. */
  readonly maxBlockMs?: number
  /** Blocks that one log query may span; 100 000 by default. */
  readonly maxLogBlocks?: number
  /** Logs that one query may answer; 20 000 by default. */
  readonly maxLogResults?: number
  /** The disk under the write-ahead log; tests put a failing one here. */
  readonly walDisk?: WalDisk
}

/** Answer to a submitted transaction: once `ok`, it is on the disk and will be in a block. */
export type SendResult = { readonly ok: true; readonly hash: Hex } | Refusal

/** Something a subscriber is told. A block is told after it is on the disk. */
export type ChainEvent =
  | { readonly kind: 'block'; readonly block: SealedBlock }
  | { readonly kind: 'pending'; readonly transaction: Transaction }

/** One embedded chain. Reads answer from the last sealed block and never wait for sealing. */
export interface Chain extends Reads, LogQuery {
  readonly chainId: bigint
  readonly dataDir: string
  /** Address of the key that signs every block. */
  readonly sealer: Hex
  /** Its public key, 64 bytes: what the node is known by. */
  readonly sealerId: Hex
  readonly blockGasLimit: bigint
  /** The last sealed block. */
  head(): SealedBlock
  /** Resolves once the transaction is in the write-ahead log, or with the reason why it is refused. */
  sendRawTransaction(raw: Hex | Uint8Array): Promise<SendResult>
  account(address: Uint8Array): AccountRecord | undefined
  storageAt(address: Uint8Array, slot: bigint): bigint
  codeAt(address: Uint8Array): Uint8Array
  /** The account's nonce: sealed, or after everything of it that is pending. */
  nonce(address: Uint8Array, includePending: boolean): bigint
  block(number: number): SealedBlock | undefined
  blockByHash(hash: Uint8Array): Promise<SealedBlock | undefined>
  transaction(hash: Uint8Array): Promise<Located | undefined>
  /** Resolves with the sealed transaction, at once or when its block is sealed. Rejects when the chain closes first. */
  waitFor(hash: Hex): Promise<Sealed>
  pending(): Transaction[]
  /** Tells a listener of every event until the function that it answers is called, or the chain is closed. */
  subscribe(listener: (event: ChainEvent) => void): () => void
  /** The error that stopped writing, if any: reads go on, nothing more is accepted. */
  readonly failure: ChainError | undefined
  /** Seals what is executable, then closes the folder. */
  close(): Promise<void>
}

/**
 * Opens a chain: checks the folder, replays the write-ahead log, and starts sealing.
 *
 * @throws ChainError FolderInUse, ForeignFolder, WrongChainId, DamagedFolder, StorageFailed
 */
export async function openChain(options: ChainOptions): Promise<Chain> {
  const chainId = BigInt(options.chainId)
  const { dataDir } = options
  const folder = await openFolder(dataDir, chainId, options.sealerKey)
  try {
    return await start(options, chainId, folder)
  } catch (error) {
    await folder.db.close()
    throw error
  }
}

async function start(
  options: ChainOptions,
  chainId: bigint,
  { db, walFolder, sealerKey }: Awaited<ReturnType<typeof openFolder>>,
): Promise<Chain> {
  const blockGasLimit = options.blockGasLimit ?? 1_000_000_000n
  const limits = { chainId, maxBytes: options.maxTransactionBytes ?? 128 * 1024 }
  const sealerId = curve.publicKey(sealerKey)
  const sealerAddress = addressOf(sealerId)
  const store = new StateStore(db)
  const ledger = new LedgerStore(db, chainId)
  if (ledger.headNumber() === undefined) {
    await writeGenesis(db, chainId, { address: sealerAddress, key: sealerKey }, blockGasLimit, options.alloc ?? {})
  }
  const headNumber = ledger.headNumber() ?? 0
  const lastBlock = ledger.block(headNumber)
  if (lastBlock === undefined) throw new ChainError('DamagedFolder', `block ${headNumber} is missing`, { headNumber })
  const opened: SealedBlock = lastBlock

  const { wal, replay } = openWal(walFolder, options.walDisk ?? realDisk)
  const pool = new Pool({
    maxTransactions: options.maxPoolTransactions ?? 50_000,
    maxBytes: options.maxPoolBytes ?? 256 * 1024 * 1024,
    maxNonceGap: options.maxNonceGap ?? 64,
  })
  const listeners = new Set<(event: ChainEvent) => void>()
  const tell = (event: ChainEvent) => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // A subscriber's fault is its own; the chain goes on, and the fault is not swallowed.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
  const rules = await createRules(chainId)
  const sealer: Sealer = createSealer({
    db,
    store,
    ledger,
    pool,
    rules,
    sealerKey,
    coinbase: sealerAddress,
    gasLimit: blockGasLimit,
    clock: options.clock ?? (() => Math.floor(Date.now() / 1000)),
    maxBlockMs: options.maxBlockMs ?? 150,
    head: opened,
    onBlock: (block) => tell({ kind: 'block', block }),
  })
  let closing: Promise<void> | undefined
  let walFailure: ChainError | undefined

  const sealedNonce = (key: string) => store.account(key)?.nonce ?? 0n

  // What was acknowledged and is not in a block yet; the log's order keeps each sender's.
  for (const { payload, release } of replay.records) {
    const parsed = parseTransaction(payload, { chainId, maxBytes: Number.MAX_SAFE_INTEGER })
    const admitted = parsed.ok ? pool.admit(parsed.transaction, sealedNonce(parsed.transaction.senderKey)) : parsed
    if (admitted.ok) pool.promote(admitted.entry, release)
    else release()
  }

  const check = (transaction: Transaction): Refusal | undefined => {
    const { gasLimit, to, data, value, senderKey } = transaction
    if (gasLimit > blockGasLimit) {
      return refuse('GasLimitTooHigh', `gas limit ${gasLimit} is above the block's ${blockGasLimit}`, {
        limit: blockGasLimit.toString(),
      })
    }
    const intrinsic = intrinsicGas(transaction)
    if (gasLimit < intrinsic) {
      return refuse('IntrinsicGasTooLow', `gas limit ${gasLimit} is below the intrinsic gas ${intrinsic}`, {
        intrinsic: intrinsic.toString(),
      })
    }
    if (to === undefined && data.length > MAX_INIT_CODE_BYTES) {
      return refuse('InitCodeTooLarge', `creation code of ${data.length} bytes is over ${MAX_INIT_CODE_BYTES}`, {
        limit: MAX_INIT_CODE_BYTES,
      })
    }
    if (value > 0n && value > (store.account(senderKey)?.balance ?? 0n)) {
      return refuse('InsufficientFunds', 'the value is more than the balance', { value: value.toString() })
    }
    return undefined
  }

  const failure = () => sealer.failure ?? walFailure

  async function sendRawTransaction(input: Hex | Uint8Array): Promise<SendResult> {
    if (closing !== undefined) return refuse('ChainClosed', 'the chain is closing')
    const stopped = failure()
    if (stopped !== undefined) return refuse('StorageFailed', stopped.message)
    const raw = typeof input === 'string' ? parseHex(input) : input
    if (raw === undefined) return refuse('MalformedTransaction', 'transaction is no hexadecimal string')
    const parsed = parseTransaction(raw, limits)
    if (!parsed.ok) return parsed
    const { transaction } = parsed
    const refused = check(transaction)
    if (refused !== undefined) return refused
    const admitted = pool.admit(transaction, sealedNonce(transaction.senderKey))
    if (!admitted.ok) {
      // The same transaction again after it was sealed is not a stale nonce: its sender wants to know that it is there.
      if (admitted.reason === 'NonceTooLow' && (await ledger.find(Buffer.from(transaction.hash.slice(2), 'hex')))) {
        return refuse('AlreadyKnown', 'transaction is already in a block', { hash: transaction.hash })
      }
      return admitted
    }
    try {
      pool.promote(admitted.entry, await wal.append(transaction.raw))
    } catch (cause) {
      pool.remove(admitted.entry)
      walFailure ??= new ChainError(
        'StorageFailed',
        'the write-ahead log cannot be written',
        { dataDir: options.dataDir },
        cause,
      )
      return refuse('StorageFailed', walFailure.message)
    }
    tell({ kind: 'pending', transaction })
    sealer.wake()
    return { ok: true, hash: transaction.hash }
  }

  async function transaction(hash: Uint8Array): Promise<Located | undefined> {
    const waiting = pool.get(toHex(hash))
    if (waiting !== undefined) return { state: 'pending', transaction: waiting }
    const found = await ledger.find(hash)
    const sealed = found?.block.transactions[found.index]
    if (found === undefined || sealed === undefined) return undefined
    return { state: 'sealed', transaction: sealed, ...found }
  }

  const waits = createWaits(transaction)
  listeners.add((event) => {
    if (event.kind === 'block') waits.sealed(event.block)
  })

  const head = () => sealer.head()
  const reads = createReads({ store, rules, head, blockHash: (number) => ledger.blockHash(number), blockGasLimit })
  const logs = createLogQuery({
    db,
    ledger,
    head,
    maxBlocks: options.maxLogBlocks ?? 100_000,
    maxResults: options.maxLogResults ?? 20_000,
  })

  const chain: Chain = {
    chainId,
    dataDir: options.dataDir,
    sealer: toHex(sealerAddress),
    // Without the byte that says that it is uncompressed.
    sealerId: toHex(sealerId.subarray(1)),
    blockGasLimit,
    ...reads,
    ...logs,
    head,
    sendRawTransaction,
    account: (address) => store.account(toKey(address)),
    storageAt: (address, slot) => store.storage(toKey(address), slot),
    codeAt: (address) => {
      const hash = store.account(toKey(address))?.codeHash
      return hash === undefined ? new Uint8Array(0) : store.code(hash)
    },
    nonce(address, includePending) {
      const key = toKey(address)
      return includePending ? pool.nextNonce(key, sealedNonce(key)) : sealedNonce(key)
    },
    block: (number) => (number > head().header.number ? undefined : ledger.block(number)),
    async blockByHash(hash) {
      const number = await ledger.numberOfHash(hash)
      return number === undefined || number > head().header.number ? undefined : ledger.block(number)
    },
    transaction,
    waitFor: waits.waitFor,
    pending: () => [...pool.pending()],
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get failure() {
      return failure()
    },
    close() {
      closing ??= (async () => {
        await sealer.stop()
        await wal.close()
        await reads.idle()
        waits.abandon(new ChainError('ChainClosed', 'the chain was closed'))
        // Nothing more will be told, so that those who never end their subscription keep nothing alive.
        listeners.clear()
        if (failure() === undefined) await compactFolder(db, opened.header.number, head().header.number)
        await db.close()
      })()
      return closing
    },
  }
  sealer.wake()
  return chain
}

/** Keccak-256 of a raw transaction: its hash. */
export function transactionHash(raw: Uint8Array): Hex {
  return toHex(keccak256(raw))
}
