import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM, type EVM } from '@ethereumjs/evm'
import { SimpleStateManager } from '@ethereumjs/statemanager'
import { Account, Address, hexToBytes } from '@ethereumjs/util'
import { expect } from 'vitest'
import { keccak256 } from '../src/codec/crypto.ts'
import { bytesToBigInt, toHex, toKey } from '../src/codec/hex.ts'
import type { WorldState } from '../src/evm/world-state.ts'

/** A small seeded generator (xorshift32), so that a failing program can be run again. */
export function seeded(seed: number) {
  let x = seed | 1
  return (limit: number) => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) % limit
  }
}

export const ADDRESSES = [0xaa01, 0xaa02, 0xaa03].map((n) => {
  const bytes = new Uint8Array(20)
  bytes[0] = 0xcc
  bytes[18] = n >> 8
  bytes[19] = n & 0xff
  return new Address(bytes)
})
export const CALLER = new Address(hexToBytes('0x00000000000000000000000000000000000000ee'))

const BLOCK = {
  header: {
    number: 5n,
    coinbase: CALLER,
    timestamp: 1_700_000_000n,
    difficulty: 0n,
    prevRandao: new Uint8Array(32),
    gasLimit: 30_000_000n,
    baseFeePerGas: 0n,
    getBlobGasPrice: () => 1n,
  },
}

async function outcome(evm: EVM, data: Uint8Array, gasLimit: bigint) {
  // As in every transaction: the account that is called is warm from the start.
  evm.journal.addWarmedAddress((ADDRESSES[0] as Address).bytes)
  const { execResult } = await evm.runCall({
    block: BLOCK,
    caller: CALLER,
    to: ADDRESSES[0] as Address,
    data,
    gasLimit,
    value: 0n,
  })
  return {
    gas: execResult.executionGasUsed,
    refund: execResult.gasRefund ?? 0n,
    problem: execResult.exceptionError?.error.split(' at ')[0],
    output: toHex(execResult.returnValue),
    logs: (execResult.logs ?? []).map(([address, topics, bytes]) => [toHex(address), topics.map(toHex), toHex(bytes)]),
    destroyed: [...(execResult.selfdestruct ?? [])],
  }
}

const kind = (problem: string | undefined) => (problem === undefined || problem === 'revert' ? problem : 'halted')

export const NOTHING_SEALED = {
  account: () => undefined,
  storage: () => 0n,
  code: () => new Uint8Array(0),
}

/** A program to run: the code of each of the three contracts, and the call of the first. */
export interface Program {
  readonly seed: number
  readonly codes: readonly Uint8Array[]
  readonly data: Uint8Array
  readonly gasLimit: bigint
}

/**
 * Runs a program on our machine and on the unchanged EthereumJS EVM, and expects the same outcome and the same state.
 *
 * @returns why it ended, if not well
 */
export async function runOnBoth(
  { seed, codes, data, gasLimit }: Program,
  ours: EVM,
  world: WorldState,
): Promise<string | undefined> {
  const reference = new SimpleStateManager()
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Cancun, customCrypto: { keccak256 } })
  const theirs = await createEVM({
    common,
    stateManager: reference,
    customPrecompiles: [{ address: new Address(hexToBytes(`0x${'0'.repeat(38)}0a`)) }],
  })
  world.discard()
  for (const [i, address] of ADDRESSES.entries()) {
    const code = codes[i] as Uint8Array
    for (const state of [reference, world]) {
      await state.putAccount(address, new Account(1n, 100n))
      await state.putCode(address, code)
      await state.putStorage(address, hexToBytes(`0x${'0'.repeat(62)}07`), hexToBytes('0x2a'))
    }
  }
  world.endTransaction()
  reference.originalStorageCache.clear()
  const expected = await outcome(theirs, data, gasLimit)
  const actual = await outcome(ours, data, gasLimit)
  // Where one opcode has two reasons to halt, which of them is named has no consequence: both take all gas.
  expect({ seed, ...actual, problem: kind(actual.problem) }).toEqual({
    seed,
    ...expected,
    problem: kind(expected.problem),
  })
  for (const address of ADDRESSES) {
    for (let slot = 0n; slot < 40n; slot += 1n) {
      const key = hexToBytes(`0x${slot.toString(16).padStart(64, '0')}`)
      const value = bytesToBigInt(await reference.getStorage(address, key))
      expect({ seed, slot, value: world.load(toKey(address.bytes), slot) }).toEqual({ seed, slot, value })
    }
    const account = await reference.getAccount(address)
    const record = world.record(toKey(address.bytes))
    expect({ seed, nonce: record?.nonce, balance: record?.balance }).toEqual({
      seed,
      nonce: account?.nonce,
      balance: account?.balance,
    })
  }
  return expected.problem
}
