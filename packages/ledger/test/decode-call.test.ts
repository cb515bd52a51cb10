import { actsAbi, catalogueAbi, governanceAbi, institutionsAbi, inventoryAbi, recordsAbi } from '@theriac/contracts'
import { parseGtin } from '@theriac/gs1'
import { type Abi, encodeFunctionData, type Hex, keccak256, stringToHex, toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { commission, decodeCall, type LotId, retireProduct, setThreshold } from '../src/index.ts'

const lot: LotId = `0x${'5a'.repeat(28)}00000000`

test('what was encoded is decoded, through the acts of a carrying transaction', () => {
  const leaves = ['a', 'b', 'c'].map((text) => keccak256(stringToHex(text)))
  const { data } = commission(lot, 4, leaves)
  const act = { target: `0x${'11'.repeat(20)}`, deadline: 7, nonce: 8n, data, signature: '0x12' } as const
  const carried = decodeCall(encodeFunctionData({ abi: actsAbi, functionName: 'carry', args: [[act]] }))
  expect(carried).toEqual({ contract: 'acts', name: 'carry', args: { acts: [act] } })
  expect(decodeCall(data)).toEqual({ contract: 'catalogue', name: 'commission', args: { lot, run: 4, leaves } })
  expect(decodeCall(setThreshold(3).data)).toMatchObject({ contract: 'governance', args: { threshold: 3 } })
  const gtin = parseGtin('3400935955838')
  if (!gtin.ok) throw new TypeError('not a GTIN')
  expect(decodeCall(retireProduct(gtin.value, 'end').data)?.args).toEqual({ gtin: 3400935955838n, reason: 'end' })
})

test('a selector alone is named; malformed and foreign data are no fault', () => {
  const { data } = commission(lot, 4, [keccak256('0x')])
  expect(decodeCall(data.slice(0, 10) as Hex)).toEqual({ contract: 'catalogue', name: 'commission', args: undefined })
  expect(decodeCall(data.slice(0, -64) as Hex)?.args).toBeUndefined()
  for (const foreign of ['0x', '0x12', '0xdeadbeef00'] as const) expect(decodeCall(foreign)).toBeUndefined()
})

test('no two functions of the contracts share a selector, so that each is named rightly', () => {
  const abis: readonly Abi[] = [actsAbi, catalogueAbi, governanceAbi, institutionsAbi, inventoryAbi, recordsAbi]
  const functions = abis.flatMap((abi) =>
    abi.flatMap((item) => (item.type === 'function' && item.stateMutability === 'nonpayable' ? [item] : [])),
  )
  expect(functions.map((item) => decodeCall(toFunctionSelector(item))?.name)).toEqual(functions.map(({ name }) => name))
})
