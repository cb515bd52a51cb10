import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Address, getContractAddress, type Hex, keccak256 } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { isSystem, refusedStatus, runSystem } from '../system/index.ts'
import { chainId, type EngineState, lower } from '../system/state.ts'
import { createFollower } from './follower.ts'
import { createNonces, type Nonces } from './nonces.ts'
import { gasOfAll, openReplica, type Replica } from './replica.ts'
import type { InnerReceipt, MinedTransaction, SentTransaction } from './transaction.ts'

/** The chain that the nodes are of. */
export interface Consensus {
  readonly first: Replica
  /** A block behind, until the next one or some tenths of a second have come. */
  readonly second: Replica
  state(): EngineState
  readonly nonces: Nonces
  isKnown(hash: Hex): 'waiting' | 'mined' | undefined
  /** Takes a transaction into the pool; how many it has taken by now. */
  submit(sent: SentTransaction): number
  mined(hash: Hex): MinedTransaction | undefined
  /** Transactions to which the engine itself answered with logs. */
  withLogs(): readonly MinedTransaction[]
  /** What stands behind a hash of the embedded chain. */
  sentAs(inner: Hex): Hex
  innerReceipt(replica: Replica, hash: Hex): Promise<InnerReceipt>
  waitFor(hash: Hex): Promise<MinedTransaction>
  pending(): number
  /** Makes blocks of nothing, as others' transactions would. */
  advance(blocks: number): Promise<void>
  /** Too few sealers: transactions are taken, and none is mined until there are enough again. */
  setHalted(halted: boolean): void
  /** The second node gets no block any more. */
  setStuck(stuck: boolean): void
  close(): Promise<void>
}

/** How long transactions gather before a block is made of them. */
const blockMs = 12
const mostInBlock = 8

/** Opens a chain in a folder, which holds one copy for each of two nodes. */
export async function openConsensus(folder: string, genesis: EngineState): Promise<Consensus> {
  const sealerKey = randomBytes(32)
  const first = await openReplica(join(folder, 'first'), sealerKey)
  const second = await openReplica(join(folder, 'second'), sealerKey)
  // Signs in everybody's place: the embedded chain wants nonces without a gap, which the engine does not.
  const clerk = privateKeyToAccount(generatePrivateKey())
  let clerkNonce = 0
  let submitted = 0
  let state = genesis
  let [halted, closed] = [false, false]
  const pool: SentTransaction[] = []
  const waiting = new Set<Hex>()
  const mined = new Map<Hex, MinedTransaction>()
  const sentAs = new Map<Hex, Hex>()
  const nonces = createNonces()
  const follower = createFollower(second)
  const inFlight = new Set<Address>()
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let work: Promise<void> = Promise.resolve()

  const isIdle = (): boolean => halted || closed || pool.length === 0
  function schedule(): void {
    if (isIdle() || timer) return
    timer = setTimeout(() => {
      timer = undefined
      // Within a block one cannot tell who comes first.
      work = work.then(() => (isIdle() ? undefined : seal(pool.splice(0, mostInBlock).toReversed()))).then(schedule)
    }, blockMs)
  }

  async function seal(list: readonly SentTransaction[]): Promise<void> {
    const height = first.height() + 1
    const outcomes = list.map((sent) => answerOf(sent, height))
    const transactions: Hex[] = []
    for (const [at, sent] of list.entries()) {
      const isRun = outcomes[at] === undefined
      const to = isRun ? sent.to : clerk.address
      const call = { type: 'legacy', chainId, nonce: clerkNonce++, gas: gasOfAll, gasPrice: 0n } as const
      transactions.push(
        await clerk.signTransaction({ ...call, ...(to ? { to } : {}), data: isRun ? sent.input : sent.hash }),
      )
    }
    const isSeconds = state.config.get('feature_evm_timestamp') === '1' || outcomes.every((one) => one !== undefined)
    const block = { transactions, time: isSeconds ? Math.floor(Date.now() / 1000) : Date.now() }
    // Before the block is there: whoever sees it knows what is in it.
    for (const [index, sent] of list.entries()) {
      const inner = keccak256(transactions[index] ?? '0x')
      const outcome = outcomes[index]
      sentAs.set(inner, sent.hash)
      mined.set(sent.hash, { sent, block: height, index, inner, ...(outcome ? { outcome } : {}) })
    }
    await first.run(block)
    follower.give(block)
    for (const [index, sent] of list.entries()) {
      waiting.delete(sent.hash)
      if (sent.kind === 'web3') {
        inFlight.delete(sent.from)
        nonces.count(sent.from, Number(sent.nonce), height)
      }
      if (sent.to === undefined && !outcomes[index]) await noteAdmin(sent)
    }
    for (const listener of [...listeners]) listener()
  }

  /** What the engine itself says to a transaction; undefined where a contract is to be run. */
  function answerOf({ from, to, input }: SentTransaction, height: number): MinedTransaction['outcome'] {
    const status = refusedStatus(state, from, to, input)
    if (status !== 0) return { status, output: '0x', logs: [] }
    if (!isSystem(to) || !to) return undefined
    const done = runSystem(state, { from, to, data: input, height: BigInt(height) })
    state = done.state
    return done.outcome
  }

  /** Who makes a contract is its administrator, and that of what it makes in its turn. */
  async function noteAdmin({ hash, from }: SentTransaction): Promise<void> {
    const { contractAddress, status } = await innerReceipt(first, hash)
    if (!contractAddress || Number(status) === 0) return
    const made = [1n, 2n, 3n, 4n].map((nonce) => getContractAddress({ from: contractAddress, nonce }))
    for (const address of [contractAddress, ...made]) state.admins.set(lower(address), from)
  }

  const innerReceipt = async (replica: Replica, hash: Hex): Promise<InnerReceipt> =>
    (await replica.ask('eth_getTransactionReceipt', mined.get(hash)?.inner)) as InnerReceipt

  return {
    first,
    second,
    state: () => state,
    nonces,
    isKnown: (hash) => (waiting.has(hash) ? 'waiting' : mined.has(hash) ? 'mined' : undefined),
    submit(sent) {
      waiting.add(sent.hash)
      // A second one of the same account is taken, and never mined.
      submitted += 1
      if (sent.kind === 'web3' && inFlight.has(sent.from)) return submitted
      if (sent.kind === 'web3') inFlight.add(sent.from)
      pool.push(sent)
      schedule()
      return submitted
    },
    mined: (hash) => mined.get(hash),
    withLogs: () => [...mined.values()].filter(({ outcome }) => outcome !== undefined && outcome.logs.length > 0),
    sentAs: (inner) => sentAs.get(inner) ?? inner,
    innerReceipt,
    waitFor(hash) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = mined.get(hash)
          if (!found || found.block > first.height()) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
      })
    },
    pending: () => pool.length,
    async advance(blocks) {
      for (let made = 0; made < blocks; made++) {
        const nobody: SentTransaction = {
          ...{ kind: 'native', from: clerk.address, to: lower(clerk.address), input: '0x', nonce: '0', told: {} },
          hash: `0x${randomBytes(32).toString('hex')}`,
        }
        work = work.then(() => seal([nobody]))
        await work
      }
    },
    setHalted(now) {
      halted = now
      schedule()
    },
    setStuck: follower.setStuck,
    async close() {
      closed = true
      clearTimeout(timer)
      await work
      await follower.close()
      await first.chain.close()
      await second.chain.close()
    },
  }
}
