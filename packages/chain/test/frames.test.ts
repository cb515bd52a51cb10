import type { Address } from '@ethereumjs/util'
import { expect, test } from 'vitest'
import { execute } from '../src/evm/execute.ts'
import { createMachine, createRules } from '../src/evm/machine.ts'
import { WorldState } from '../src/evm/world-state.ts'
import { ADDRESSES, CALLER, NOTHING_SEALED, runOnBoth, seeded } from './evm-differential.ts'

type Random = (limit: number) => number

const [SLOAD, SSTORE, MLOAD, MSTORE, MSIZE, GAS] = [0x54, 0x55, 0x51, 0x52, 0x59, 0x5a]
const CALLS = [0xf1, 0xf4, 0xfa]

/** Writes code byte by byte; a number below 2^16 is pushed in as few bytes as it needs. */
function writer(quiet = false) {
  const code: number[] = []
  const push = (value: number) => {
    if (value > 255) code.push(0x61, value >> 8, value & 255)
    else code.push(0x60, value)
  }
  return { code, quiet, push, op: (...ops: number[]) => code.push(...ops) }
}

type Writer = ReturnType<typeof writer>

/** A place in memory: mostly near, sometimes far, so that frames of one depth differ in how much they use. */
const place = (random: Random) => [random(64), random(400), random(4_000), random(60_000)][random(4)] as number

/**
 * Keeps what is on top of the stack where the comparison looks: in one of forty slots, or for a quiet contract, which may
 * run where nothing can be stored, in memory, from where it gets into call data, logs and output.
 */
const note = ({ quiet, push, op }: Writer, random: Random) => {
  push(quiet ? random(200) : random(40))
  op(quiet ? MSTORE : SSTORE)
}

/** A call whose arguments, output and gas come from anywhere, with what it left behind noted. */
function call(w: Writer, random: Random, self: number): void {
  const kind = CALLS[random(3)] as number
  const value = kind === 0xf1 && random(12) === 0 ? 1 : 0
  w.push(random(3) === 0 ? 0 : random(120))
  w.push(place(random))
  w.push(random(3) === 0 ? 0 : random(120))
  w.push(place(random))
  if (kind === 0xf1) w.push(value)
  // Mostly one of those behind, as calls in circles use up all gas and keep nothing.
  const callee = random(15) === 0 ? random(ADDRESSES.length) : self + 1 + random(ADDRESSES.length - 1)
  const address = ADDRESSES[callee]
  if (address === undefined) w.push(1 + random(9))
  else w.op(0x73, ...address.bytes)
  if (random(4) === 0) w.push(random(9_000))
  else w.op(GAS)
  w.op(kind)
  if (random(2) === 0) note(w, random)
  if (random(2) === 0) {
    w.op(0x3d)
    w.push(0)
    w.push(place(random))
    w.op(0x3e)
  }
  if (random(2) === 0) {
    w.op(0x3d)
    note(w, random)
  }
}

/** Code that uses memory, call data and return data, calls the others and itself, and ends in every way. */
function caller(random: Random, self: number): Uint8Array {
  const w = writer(random(3) === 0)
  const { push, op } = w
  if (random(3) === 0) {
    // Return data before any call; there is none.
    op(0x3d)
    note(w, random)
  }
  if (random(4) === 0) {
    // Ends at once when its call data says so, so that recursion takes different ways down.
    push(0)
    op(0x35, 0x15)
    push(w.code.length + 5)
    op(0x57, random(2) === 0 ? 0x00 : 0xfe, 0x5b)
  }
  for (let steps = 4 + random(14); steps > 0; steps--) {
    switch (random(12)) {
      case 0:
      case 1:
      case 2:
        call(w, random, self)
        break
      case 3:
        push(random(65_000))
        push(place(random))
        op(MSTORE)
        break
      case 4:
        push(place(random))
        op(MLOAD)
        note(w, random)
        break
      case 5:
        op([MSIZE, GAS, 0x36, 0x33, 0x30, 0x34, 0x47][random(7)] as number)
        note(w, random)
        break
      case 6:
        push(random(40))
        op(SLOAD)
        note(w, random)
        break
      case 7:
        push(random(90))
        push(random(90))
        push(place(random))
        op([0x37, 0x39, 0x5e, 0x3e][random(4)] as number)
        break
      case 8:
        push(random(100))
        push(place(random))
        op(0xa0)
        break
      case 9:
        // Masks as compilers write them, a jump over one byte, and an opcode that is left to EthereumJS.
        push(random(3))
        push(random(3))
        push(random(200))
        op(0x1b, 0x03, 0x19)
        push(w.code.length + 5)
        op(random(2) === 0 ? 0x15 : 0x5b, 0x5b)
        op(0x50)
        push(random(3))
        push(random(5))
        op(0x0a)
        note(w, random)
        break
      case 10:
        // Transient storage, by the contract that runs.
        push(random(3))
        op(0x5c)
        note(w, random)
        if (w.quiet) break
        push(random(9))
        push(random(3))
        op(0x5d)
        break
      default:
        push(random(20))
        push(place(random))
        push(0)
        op(0xf0)
        note(w, random)
        break
    }
  }
  push(random(150))
  push(place(random))
  // The last is a push that the code ends within.
  op([0xf3, 0xf3, 0xf3, 0xfd, 0xfd, 0x00, 0xfe, 0x50, 0x7f][random(9)] as number)
  return new Uint8Array(w.code)
}

test('frames used again and again show nothing of the calls before', async () => {
  const rules = await createRules(1n)
  const world = new WorldState(NOTHING_SEALED)
  // One machine for all: each program finds the frames as the ones before left them.
  const ours = createMachine(rules, world, () => undefined)
  const seen = new Set<string>()
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed * 104_729)
    const codes = ADDRESSES.map((_, self) => caller(random, self))
    const data = new Uint8Array(random(100)).map(() => random(256))
    const gasLimit = BigInt([30_000, 300_000, 2_000_000, 5_000_000][random(4)] as number)
    seen.add((await runOnBoth({ seed, codes, data, gasLimit }, ours, world)) ?? 'succeeded')
  }
  expect([...seen].sort()).toEqual(expect.arrayContaining(['invalid opcode', 'out of gas', 'revert', 'succeeded']))
}, 120_000)

/** Calls another with all gas, and returns whether that succeeded. */
function passOn(kind: number, to: Address): Uint8Array {
  const w = writer()
  for (let i = kind === 0xf1 ? 5 : 4; i > 0; i--) w.push(0)
  w.op(0x73, ...to.bytes, GAS, kind)
  w.push(0)
  w.op(MSTORE)
  w.push(32)
  w.push(0)
  w.op(0xf3)
  return new Uint8Array(w.code)
}

test('what a callee below may not do, and what it made and destroyed, reaches through the frames between', async () => {
  const rules = await createRules(1n)
  const world = new WorldState(NOTHING_SEALED)
  const ours = createMachine(rules, world, () => undefined)
  const [, second, third] = ADDRESSES as [Address, Address, Address]
  const stores = writer()
  stores.push(1)
  stores.push(2)
  stores.op(SSTORE)
  // Creates a contract whose creation code is CALLER SELFDESTRUCT.
  const creates = writer()
  creates.push(0x33ff)
  creates.push(0)
  creates.op(MSTORE)
  for (const value of [2, 30, 0]) creates.push(value)
  creates.op(0xf0)
  for (const last of [stores, creates]) {
    for (const kind of CALLS) {
      const codes = [passOn(kind, second), passOn(0xf1, third), new Uint8Array(last.code)]
      const program = { seed: kind, codes, data: new Uint8Array(0), gasLimit: 1_000_000n }
      expect(await runOnBoth(program, ours, world)).toBeUndefined()
    }
  }
})

/** Calls itself with all its gas until the depth is used up or the gas is; counts in memory and notes what came back. */
function recursion(kind: number): Uint8Array {
  const w = writer()
  for (const value of [32, 0, 4, 0]) w.push(value)
  if (kind === 0xf1) w.push(0)
  w.op(0x30, GAS, kind)
  // memory[0] of the callee, plus whether it could be called, plus one
  w.push(0)
  w.op(MLOAD, 0x01)
  w.push(1)
  w.op(0x01)
  w.push(0)
  w.op(MSTORE)
  w.push(32)
  w.push(0)
  w.op(0xf3)
  return new Uint8Array(w.code)
}

test.each(CALLS)(
  'calls as deep as there may be end as on the unchanged EVM (opcode %i)',
  async (kind) => {
    const rules = await createRules(1n)
    const world = new WorldState(NOTHING_SEALED)
    const ours = createMachine(rules, world, () => undefined)
    const codes = ADDRESSES.map(() => recursion(kind))
    for (const gasLimit of [100_000n, 10_000_000n, 30_000_000_000_000n]) {
      expect(await runOnBoth({ seed: kind, codes, data: new Uint8Array(0), gasLimit }, ours, world)).toBeUndefined()
    }
  },
  60_000,
)

test('after a read that failed three calls deep, the next transaction finds everything clean', async () => {
  const rules = await createRules(1n)
  const broken = { is: true }
  const sealed = {
    ...NOTHING_SEALED,
    storage: (_: string, slot: bigint) => {
      if (slot === 0x99n && broken.is)
        throw Object.assign(new Error('the disk cannot be read'), { code: 'LEVEL_IO_ERROR' })
      return 0n
    },
  }
  const inner = writer()
  // Dirties memory, warms slots and sets transient storage before it fails.
  for (const [value, at, op] of [
    [7, 64, MSTORE],
    [8, 3, SSTORE],
    [9, 4, 0x5d],
  ] as const) {
    inner.push(value)
    inner.push(at)
    inner.op(op)
  }
  inner.push(0x99)
  inner.op(SLOAD, 0x50)
  const outer = (next: Address) => {
    const w = writer()
    // What an earlier transaction would have left: memory, transient storage.
    w.push(64)
    w.op(MLOAD)
    note(w, () => 10)
    w.push(4)
    w.op(0x5c)
    note(w, () => 11)
    for (let i = 0; i < 5; i++) w.push(0)
    w.op(0x73, ...next.bytes, GAS, 0xf1, 0x50)
    return new Uint8Array(w.code)
  }
  const [first, second, third] = ADDRESSES as [Address, Address, Address]
  const codes = [outer(second), outer(third), new Uint8Array(inner.code)]
  const environment = { number: 1, timestamp: 1, coinbase: CALLER.bytes, gasLimit: 30_000_000n }
  const message = {
    from: CALLER.bytes,
    to: first.bytes,
    gasLimit: 5_000_000n,
    value: 0n,
    data: new Uint8Array(0),
    accessList: [],
  }
  const run = async (world: WorldState, machine: ReturnType<typeof createMachine>) => {
    for (const [i, address] of ADDRESSES.entries()) await world.putCode(address, codes[i] as Uint8Array)
    world.endTransaction()
    try {
      return { outcome: await execute(machine, world, environment, message), changes: world.takeChanges() }
    } finally {
      world.discard()
    }
  }
  const used = new WorldState(sealed)
  const machine = createMachine(rules, used, () => undefined)
  await expect(run(used, machine)).rejects.toMatchObject({ code: 'LEVEL_IO_ERROR' })
  broken.is = false
  const fresh = new WorldState(sealed)
  const expected = await run(
    fresh,
    createMachine(rules, fresh, () => undefined),
  )
  expect(expected.outcome.status).toBe('succeeded')
  expect(await run(used, machine)).toEqual(expected)
})
