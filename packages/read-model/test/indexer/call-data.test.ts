import { commission, decodeCall, dispense, type LotId, leafOf, unitsPerRun } from '@theriac/ledger'
import fc from 'fast-check'
import { encodeFunctionData, type Hex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { actDataAt, isCarry, readCommissioning } from '../../src/indexer/chain/call-data.ts'
import { gtinA, serialsOf } from '../stage.ts'

const abi = parseAbi([
  'struct Act { address target; uint48 deadline; uint256 nonce; bytes data; bytes signature; }',
  'function carry(Act[] acts)',
])
const lot: LotId = `0x${'5a'.repeat(28)}00000000`
const act = (data: Hex) =>
  ({ target: `0x${'11'.repeat(20)}`, deadline: 7, nonce: 8n, data, signature: '0x12' }) as const
const carry = (...data: Hex[]): Hex => encodeFunctionData({ abi, functionName: 'carry', args: [data.map(act)] })

test('the data of each act is read as a general decoder reads it', () => {
  const data = fc.uint8Array({ maxLength: 100 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)
  fc.assert(
    fc.property(fc.array(data, { maxLength: 5 }), (list) => {
      const input = carry(...list)
      expect(isCarry(input)).toBe(true)
      expect(list.map((_, place) => actDataAt(input, place))).toEqual(list)
      expect(actDataAt(input, list.length)).toBeUndefined()
      expect(decodeCall(input)?.args?.acts).toEqual(list.map(act))
    }),
  )
})

test('an act that a carrier has put before its own head is found where the contract finds it', () => {
  const word = (value: bigint) => (value & ((1n << 256n) - 1n)).toString(16).padStart(64, '0')
  // The data stand at 32, before the list at 96; what leads to them turns around at 2^256.
  const words = [96n, 3n, BigInt(`0xabcdef${'00'.repeat(29)}`), 1n, 32n, 0n, 0n, 0n, 32n - 160n, 0n]
  const input: Hex = `${carry().slice(0, 10) as Hex}${words.map(word).join('')}`
  expect(actDataAt(input, 0)).toBe('0xabcdef')
})

test('a commissioning is read, and nothing else passes for one', () => {
  const leaves = serialsOf(unitsPerRun).map((serial) => leafOf(gtinA, serial))
  const { data } = commission(lot, 3, leaves)
  const read = readCommissioning(data)
  expect([read?.lot, read?.run]).toEqual([lot, 3])
  expect(Buffer.from(read?.leaves ?? []).toString('hex')).toBe(leaves.map((leaf) => leaf.slice(2)).join(''))
  expect(readCommissioning(data.slice(0, -2) as Hex)).toBeUndefined()
  expect(readCommissioning(dispense([{ lot, units: [1] }]).data)).toBeUndefined()
  expect(readCommissioning('0x')).toBeUndefined()
})
