import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM, type EVM } from '@ethereumjs/evm'
import { SimpleStateManager } from '@ethereumjs/statemanager'
import { Account, Address, hexToBytes } from '@ethereumjs/util'
import { expect, test } from 'vitest'
import { keccak256 } from '../src/codec/crypto.ts'
import { bytesToBigInt, toHex, toKey } from '../src/codec/hex.ts'
import { createMachine, createRules } from '../src/evm/machine.ts'
import { WorldState } from '../src/evm/world-state.ts'

/** A small seeded generator (xorshift32), so that a failing program can be run again. */
function seeded(seed: number) {
  let x = seed | 1
  return (limit: number) => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) % limit
  }
}

const ADDRESSES = [0xaa01, 0xaa02, 0xaa03].map((n) => {
  const bytes = new Uint8Array(20)
  bytes[0] = 0xcc
  bytes[18] = n >> 8
  bytes[19] = n & 0xff
  return new Address(bytes)
})
const CALLER = new Address(hexToBytes('0x00000000000000000000000000000000000000ee'))

const SIMPLE = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17,
  0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x20, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b,
  0x3c, 0x3d, 0x3e, 0x3f, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x58,
  0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xf1, 0xf2, 0xf4, 0xfa, 0xf0, 0xf5,
]

/** Random code: mostly sensible pushes and opcodes, calls among the contracts, some jumps, sometimes nonsense. */
function program(random: (limit: number) => number): Uint8Array {
  const code: number[] = []
  const push = (bytes: readonly number[]) => code.push(0x5f + bytes.length, ...bytes)
  const small = () => push([random(3) === 0 ? random(256) : random(40)])
  const wide = () => push(Array.from({ length: 1 + random(32) }, () => (random(4) === 0 ? 0xff : random(256))))
  const address = () => push([...(ADDRESSES[random(ADDRESSES.length)] as Address).bytes])
  const length = 10 + random(60)
  for (let i = 0; i < length; i++) {
    const choice = random(24)
    if (choice < 7) small()
    else if (choice < 9) wide()
    else if (choice < 11) code.push((random(2) === 0 ? 0x80 : 0x90) + random(6))
    else if (choice === 11) {
      // A call with plausible arguments: CALL and CALLCODE take a value, the others don't.
      const op = [0xf1, 0xf4, 0xfa, 0xf1, 0xf2][random(5)] as number
      for (let n = 0; n < 4; n++) small()
      if (op === 0xf1 || op === 0xf2) push([random(6) === 0 ? 1 : 0])
      if (random(8) === 0) push([1 + random(9)])
      else address()
      if (random(3) === 0) small()
      else push([0xff, 0xff, random(256)])
      code.push(op)
    } else if (choice === 12) {
      // A jump over one byte, taken or not.
      small()
      push([(code.length + 5) & 0xff])
      code.push(0x57, 0x00, 0x5b)
    } else if (choice === 13 && random(4) === 0) {
      small()
      small()
      code.push([0xf3, 0xfd, 0xfe, 0x56, 0xff][random(5)] as number)
    } else if (choice < 20) {
      small()
      small()
      if (random(2) === 0) small()
      code.push(SIMPLE[random(SIMPLE.length)] as number)
    } else code.push(SIMPLE[random(SIMPLE.length)] as number)
  }
  return new Uint8Array(code)
}

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

const NOTHING_SEALED = {
  account: () => undefined,
  storage: () => 0n,
  code: () => new Uint8Array(0),
}

test('random programs end exactly as on the unchanged EthereumJS EVM', async () => {
  const rules = await createRules(1n)
  const seen = new Set<string>()
  for (let seed = 1; seed <= 600; seed++) {
    const random = seeded(seed * 7919)
    const codes = ADDRESSES.map(() => program(random))
    const reference = new SimpleStateManager()
    const common = new Common({ chain: Mainnet, hardfork: Hardfork.Cancun, customCrypto: { keccak256 } })
    const theirs = await createEVM({
      common,
      stateManager: reference,
      customPrecompiles: [{ address: new Address(hexToBytes(`0x${'0'.repeat(38)}0a`)) }],
    })
    const world = new WorldState(NOTHING_SEALED)
    const ours = createMachine(rules, world, () => undefined)
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
    const data = new Uint8Array(random(70)).map(() => random(256))
    const gasLimit = BigInt(random(5) === 0 ? random(60_000) : 3_000_000)
    const expected = await outcome(theirs, data, gasLimit)
    const actual = await outcome(ours, data, gasLimit)
    // Where one opcode has two reasons to halt, which of them is named has no consequence: both take all gas.
    expect({ seed, ...actual, problem: kind(actual.problem) }).toEqual({
      seed,
      ...expected,
      problem: kind(expected.problem),
    })
    seen.add(expected.problem ?? 'succeeded')
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
  }
  // The programs must have met the ways in which code can end, or the comparison would say little.
  expect([...seen].sort()).toEqual(
    expect.arrayContaining(['succeeded', 'out of gas', 'revert', 'stack underflow', 'invalid JUMP']),
  )
}, 120_000)
