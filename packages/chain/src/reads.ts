import { execute, intrinsicGas, type Message, type Outcome } from './evm/execute.ts'
import { type BlockEnvironment, type BlockHashOf, createMachine, type Rules } from './evm/machine.ts'
import { WorldState } from './evm/world-state.ts'
import type { SealedBlock } from './storage/ledger-store.ts'
import type { StateStore } from './storage/state-store.ts'

/** A call to simulate. */
export interface CallRequest {
  readonly from?: Uint8Array
  /** Undefined runs the data as creation code. */
  readonly to?: Uint8Array
  readonly data?: Uint8Array
  readonly value?: bigint
  /** By default, and at most, the block's gas limit. */
  readonly gasLimit?: bigint
  readonly accessList?: Message['accessList']
}

/** Answer to {@link Reads.estimateGas}. */
export type Estimate = { readonly ok: true; readonly gas: bigint } | { readonly ok: false; readonly outcome: Outcome }

/** Simulations on the state of the last sealed block. */
export interface Reads {
  call(request: CallRequest): Promise<Outcome>
  /** The lowest gas limit (within 1.5 %) with which the call succeeds. */
  estimateGas(request: CallRequest): Promise<Estimate>
  /** Resolves when no simulation is running. */
  idle(): Promise<void>
}

interface ReadsDeps {
  readonly store: StateStore
  readonly rules: Rules
  readonly head: () => SealedBlock
  readonly blockHash: BlockHashOf
  readonly blockGasLimit: bigint
}

const NOBODY = new Uint8Array(20)
const NOTHING = new Uint8Array(0)

export function createReads({ store, rules, head, blockHash, blockGasLimit }: ReadsDeps): Reads {
  const state = new WorldState(store)
  const machine = createMachine(rules, state, blockHash)
  // A simulation never leaves the microtask queue, so it sees one sealed state; several only have to follow each other.
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function simulate(request: CallRequest, gasLimit: bigint): Promise<Outcome> {
    const { header } = head()
    const environment: BlockEnvironment = {
      number: header.number,
      timestamp: header.timestamp,
      coinbase: header.coinbase,
      gasLimit: header.gasLimit,
    }
    try {
      return await execute(machine, state, environment, {
        from: request.from ?? NOBODY,
        to: request.to,
        data: request.data ?? NOTHING,
        value: request.value ?? 0n,
        accessList: request.accessList ?? [],
        gasLimit,
      })
    } finally {
      state.discard()
    }
  }

  const limitOf = (request: CallRequest): bigint => {
    const asked = request.gasLimit ?? blockGasLimit
    return asked > blockGasLimit ? blockGasLimit : asked
  }

  return {
    call: (request) => inTurn(() => simulate(request, limitOf(request))),
    estimateGas: (request) =>
      inTurn(async () => {
        const most = await simulate(request, limitOf(request))
        if (most.status !== 'succeeded') return { ok: false, outcome: most }
        let low = most.gasUsed - 1n
        const least = intrinsicGas({
          to: request.to,
          data: request.data ?? NOTHING,
          accessList: request.accessList ?? [],
        })
        if (low < least) low = least - 1n
        // Calls keep back 1/64 of the gas and refunds come at the end, so what was used is often not quite enough.
        let high = most.gasUsed
        while (high < limitOf(request) && (await simulate(request, high)).status !== 'succeeded') {
          low = high
          high += high / 32n + 2_300n
        }
        if (high > limitOf(request)) high = limitOf(request)
        while (high - low > high / 64n + 1n && low + 1n < high) {
          const middle = (low + high) / 2n
          if ((await simulate(request, middle)).status === 'succeeded') high = middle
          else low = middle
        }
        return { ok: true, gas: high }
      }),
    async idle() {
      await last
    },
  }
}
