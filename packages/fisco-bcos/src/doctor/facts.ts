import { type Address, type Hash, type Hex, hexToBigInt, hexToString, isHex } from 'viem'
import { FiscoError, isFiscoError } from '../errors.ts'
import type { NativeRpc } from '../rpc/index.ts'
import { type Committee, readCommittee } from '../system/index.ts'
import { type Web3Request, web3Reader } from '../web3.ts'
import { measureLogSpan } from './log-span.ts'

/** What is asked of. */
export interface Patient {
  readonly native: NativeRpc
  readonly web3: Web3Request
  /** Accounts that are to send, such as lanes. */
  readonly senders: readonly Address[]
  /** Id that the chain should have, where that is known. */
  readonly chainId?: number
}

/** Something that was asked for; `fault` is the code of what went wrong with the asking. */
export type Asked<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string }

/** Configuration that the platform depends on. */
const configKeys = [
  'compatibility_version',
  'web3_chain_id',
  'feature_balance',
  'feature_balance_precompiled',
  'feature_evm_timestamp',
  'feature_raw_address',
  'auth_check_status',
  'executor_version',
  'tx_gas_price',
  'tx_gas_limit',
] as const
type ConfigKey = (typeof configKeys)[number]

/** What could be found out about a chain, piece by piece: one that fails leaves the others as they are. */
export interface ChainFacts {
  readonly clientVersion: Asked<string>
  readonly web3ChainId: Asked<number>
  readonly expectedChainId: number | undefined
  readonly genesis: Asked<{ readonly web3: Hash; readonly native: Hash; readonly text: string }>
  readonly group: Asked<Awaited<ReturnType<NativeRpc['getGroupInfo']>>>
  /** By key; undefined for one that was never set. */
  readonly config: Asked<Readonly<Record<ConfigKey, string | undefined>>>
  readonly consensus: Asked<Awaited<ReturnType<NativeRpc['getConsensusStatus']>>>
  readonly sync: Asked<Awaited<ReturnType<NativeRpc['getSyncStatus']>>>
  readonly head: Asked<{ readonly number: bigint; readonly timestampMs: bigint; readonly web3Timestamp: bigint }>
  /** Undefined where authority is not checked. */
  readonly committee: Asked<Committee | undefined>
  /** Blocks that one question for logs looks at; undefined where the chain has too little to measure it by. */
  readonly logBlocks: Asked<number | undefined>
  readonly senders: Asked<readonly { readonly account: Address; readonly balance: bigint }[]>
}

/** Asks a chain everything that the examination looks at. Changes nothing. */
export async function gatherFacts({ native, web3, senders, chainId }: Patient): Promise<ChainFacts> {
  return {
    clientVersion: await asked(async () => String(await web3('web3_clientVersion', []))),
    web3ChainId: await asked(async () => Number(await web3('eth_chainId', []))),
    expectedChainId: chainId,
    genesis: await asked(async () => {
      const [own, theirs] = [await native.getHeader(0n), await blockAt(web3, 0n)]
      return { native: own.hash, web3: theirs.hash, text: hexToString(own.extraData) }
    }),
    group: await asked(() => native.getGroupInfo()),
    config: await asked(async () => {
      const found: [ConfigKey, string | undefined][] = []
      for (const key of configKeys) found.push([key, await configOf(native, key)])
      return Object.fromEntries(found) as Record<ConfigKey, string | undefined>
    }),
    consensus: await asked(() => native.getConsensusStatus()),
    sync: await asked(() => native.getSyncStatus()),
    head: await asked(async () => {
      const number = await native.getBlockNumber()
      const [header, block] = [await native.getHeader(number), await blockAt(web3, number)]
      return { number, timestampMs: header.timestamp, web3Timestamp: hexToBigInt(block.timestamp) }
    }),
    committee: await asked(() => readCommittee(web3Reader(web3))),
    logBlocks: await asked(() => measureLogSpan(web3)),
    senders: await asked(async () => {
      const found: { account: Address; balance: bigint }[] = []
      for (const account of senders) {
        const balance = await web3('eth_getBalance', [account, 'latest'])
        found.push({ account, balance: hexToBigInt(balance as Hex) })
      }
      return found
    }),
  }
}

async function asked<Value>(ask: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { ok: true, value: await ask() }
  } catch (error) {
    const isCoded = error instanceof Error && 'code' in error
    return { ok: false, fault: isCoded ? String(error.code) : 'Unknown' }
  }
}

async function configOf(native: NativeRpc, key: string): Promise<string | undefined> {
  try {
    return (await native.getSystemConfigByKey(key)).value
  } catch (error) {
    if (isFiscoError(error, 'NotFound')) return undefined
    throw error
  }
}

async function blockAt(web3: Web3Request, number: bigint): Promise<{ readonly hash: Hash; readonly timestamp: Hex }> {
  const block = await web3('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])
  const { hash, timestamp } = (block ?? {}) as Record<string, unknown>
  if (isHex(hash) && isHex(timestamp)) return { hash, timestamp }
  throw new FiscoError('AnswerInvalid', {
    url: 'web3',
    method: 'eth_getBlockByNumber',
    path: 'result',
    expected: 'a block',
  })
}
