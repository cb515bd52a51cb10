import {
  type Address,
  decodeFunctionData,
  encodeFunctionResult,
  getAddress,
  isAddressEqual,
  toFunctionSelector,
} from 'viem'
import { expect, test } from 'vitest'
import { type Reader, readContractAuth, readMethodAuth, systemContracts } from '../../src/index.ts'
import { someAddress } from '../support/chain.ts'

const [contract, ann, bob] = [someAddress(20), someAddress(1), someAddress(2)]
const method = toFunctionSelector('carry()')
const { address, abi } = systemContracts.contractAuth

/** A chain that answers what the table says, and fails where it says nothing. */
const readerOf =
  (table: Readonly<Record<string, unknown>>): Reader =>
  async (to, data) => {
    const { functionName, args } = decodeFunctionData({ abi, data })
    if (to !== address || !args || !isAddressEqual(args[0] as Address, contract))
      throw new TypeError('asked of another contract')
    if (!(functionName in table)) throw new TypeError(`${functionName} fails`)
    return encodeFunctionResult({ abi, functionName, result: table[functionName] } as never)
  }
const methodOf = (result: readonly [number, readonly string[], readonly string[]]) =>
  readMethodAuth(readerOf({ getMethodAuth: result }), contract, method)

test('a contract has an administrator and a state', async () => {
  const told = (contractAvailable: boolean) =>
    readContractAuth(readerOf({ getAdmin: ann, contractAvailable }), contract)
  expect(await told(true)).toEqual({ admin: getAddress(ann), isAvailable: true })
  expect(await told(false)).toEqual({ admin: getAddress(ann), isAvailable: false })
})

test('one from before authority was checked has neither, and its state is not asked for', async () => {
  const nobody = readerOf({ getAdmin: `0x${'00'.repeat(20)}` })
  expect(await readContractAuth(nobody, contract)).toEqual({ isAvailable: true })
})

test('a method is open to everybody, to who is listed, or to who is not', async () => {
  expect(await methodOf([0, [], []])).toEqual({ kind: 'unset', open: [], shut: [] })
  expect(await methodOf([1, [ann.slice(2)], [bob.slice(2)]])).toEqual({ kind: 'listed', open: [ann], shut: [bob] })
  expect(await methodOf([2, [], [bob.slice(2).toUpperCase()]])).toEqual({ kind: 'not_listed', open: [], shut: [bob] })
})

test.each([
  ['a kind that there is not', [3, [], []]],
  ['an account that is none', [1, ['abc'], []]],
] as const)('%s is no answer', async (_, result) => {
  await expect(methodOf(result)).rejects.toMatchObject({ code: 'OutputInvalid' })
})
