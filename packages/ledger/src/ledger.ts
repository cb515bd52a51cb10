import type { Client } from 'viem'
import type { Addresses } from './addresses.ts'
import { type Call, propose } from './calls/index.ts'
import { type Carrier, createNonces, type Outcome, readActsDomain, type SignedAct, signAct } from './carry/index.ts'
import type { Endpoint } from './endpoint/index.ts'
import { LedgerError } from './errors.ts'
import type { Signer } from './keys/index.ts'
import { createReads, type Reads } from './read/index.ts'

/** What a ledger is made of; each part is opened and closed by who made it. */
export interface LedgerParts {
  readonly endpoint: Endpoint
  readonly addresses: Addresses
  readonly carrier: Carrier
  /** Now, Unix seconds. */
  readonly clock?: () => number
}

/** How one act is made. */
export interface ActOptions {
  /** How long the chain may take the act, in whole seconds; 600 by default. */
  readonly validSeconds?: number
  /** Ends the waiting, not the act: what was handed over is carried. */
  readonly signal?: AbortSignal
}

/** How an act is made that must come out the same, digest for digest, whenever it is made again. */
export interface RepeatableAct {
  /** Last second (Unix time of the block) at which the chain may take it. */
  readonly deadline: number
  /** A number that the operator uses for this act alone: below 2^256. */
  readonly nonce: bigint
}

/** Acts and reads on the contracts of one group. */
export interface Ledger {
  readonly chainId: number
  readonly addresses: Addresses
  /** For reads of one's own. */
  readonly client: Client
  readonly reads: Reads
  /**
   * Has an operator sign a call: a new act each time, unless its deadline and nonce are given.
   *
   * @throws LedgerError FieldInvalid for `validSeconds`, `deadline` or `nonce`; of the signer
   */
  sign(signer: Signer, call: Call, options?: ActOptions | RepeatableAct): Promise<SignedAct>
  /**
   * Has an operator sign a call, carries it, and tells what became of it. Every call of it makes a new act: whoever must
   * be able to try again after an error (a closed carrier, the end of waiting) signs with `sign`, keeps the act and gives
   * the same one to the carrier again.
   *
   * @throws LedgerError FieldInvalid for `validSeconds`, of signer and carrier; the signal's reason
   */
  perform(signer: Signer, call: Call, options?: ActOptions): Promise<Outcome>
  /**
   * Proposes a strong act of the regulator. With k = 1 the proposal carries it out.
   *
   * @param reason - told in public
   */
  govern(signer: Signer, act: Call, reason: string, options?: ActOptions): Promise<Outcome>
}

/** Proposals stay open for a week. */
const proposalSeconds = 7 * 86_400

/**
 * Opens the contracts at the addresses.
 *
 * @throws LedgerError EndpointWrongChain when the contracts are of another chain; ContractMissing; EndpointUnavailable
 */
export async function createLedger(parts: LedgerParts): Promise<Ledger> {
  const { endpoint, addresses, carrier, clock = () => Math.floor(Date.now() / 1000) } = parts
  const domain = await readActsDomain(endpoint.client, addresses.acts)
  const nonces = createNonces()

  const sign: Ledger['sign'] = async (signer, call, options = {}) => {
    const fault = (field: string, value: unknown, words: string) =>
      new LedgerError('FieldInvalid', words, { call: call.name, field, value })
    const isRepeatable = 'nonce' in options
    const { validSeconds = 600 } = isRepeatable ? {} : options
    const { deadline, nonce } = isRepeatable ? options : { deadline: clock() + validSeconds, nonce: nonces() }
    if (!Number.isInteger(deadline) || validSeconds <= 0 || deadline < 0 || deadline >= 2 ** 48) {
      if (isRepeatable) throw fault('deadline', deadline, 'A deadline is a Unix second below 2^48')
      throw fault('validSeconds', validSeconds, 'An act is valid for a whole number of seconds')
    }
    if (nonce < 0n || nonce >= 1n << 256n) throw fault('nonce', nonce, 'A nonce has 256 bits')
    return signAct(signer, domain, { target: addresses[call.contract], deadline, nonce, data: call.data })
  }
  const perform: Ledger['perform'] = async (signer, call, options = {}) => {
    options.signal?.throwIfAborted()
    return carrier.carry(await sign(signer, call, options), options.signal ? { signal: options.signal } : {})
  }

  return {
    chainId: domain.chainId,
    addresses,
    client: endpoint.client,
    reads: createReads(endpoint.client, addresses),
    sign,
    perform,
    govern: async (signer, act, reason, options) =>
      perform(signer, propose(addresses[act.contract], act, clock() + proposalSeconds, reason), options),
  }
}
