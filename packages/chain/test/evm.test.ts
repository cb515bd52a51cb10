import type { Address } from '@ethereumjs/util'
import { expect, test } from 'vitest'
import { createMachine, createRules } from '../src/evm/machine.ts'
import { WorldState } from '../src/evm/world-state.ts'
import { ADDRESSES, NOTHING_SEALED, runOnBoth, seeded } from './evm-differential.ts'

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

test('random programs end exactly as on the unchanged EthereumJS EVM', async () => {
  const rules = await createRules(1n)
  const seen = new Set<string>()
  for (let seed = 1; seed <= 600; seed++) {
    const random = seeded(seed * 7919)
    const codes = ADDRESSES.map(() => program(random))
    const world = new WorldState(NOTHING_SEALED)
    const ours = createMachine(rules, world, () => undefined)
    const data = new Uint8Array(random(70)).map(() => random(256))
    const gasLimit = BigInt(random(5) === 0 ? random(60_000) : 3_000_000)
    seen.add((await runOnBoth({ seed, codes, data, gasLimit }, ours, world)) ?? 'succeeded')
  }
  // The programs must have met the ways in which code can end, or the comparison would say little.
  expect([...seen].sort()).toEqual(
    expect.arrayContaining(['succeeded', 'out of gas', 'revert', 'stack underflow', 'invalid JUMP']),
  )
}, 120_000)
