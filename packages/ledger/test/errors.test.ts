import { allErrorsAbi } from '@theriac/contracts'
import { encodeErrorResult, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { decodeRevert, isLedgerError, LedgerError } from '../src/errors.ts'

const institution = '0x00000000000000000000000000000000000000aa'

test('an error carries its code, data and cause, and says whether to try again', () => {
  const cause = new Error('full')
  const error = new LedgerError('QueueFull', 'Too many', { most: 3 }, cause)
  expect(error).toMatchObject({ code: 'QueueFull', data: { most: 3 }, retryable: true, cause })
  expect(isLedgerError(error, 'QueueFull')).toBe(true)
  expect(isLedgerError(error, 'JournalClosed')).toBe(false)
  expect(isLedgerError(cause)).toBe(false)
})

test('every error of the contracts is known by its name', () => {
  for (const item of allErrorsAbi) {
    const zero = item.inputs.map(({ type }) => (type === 'bytes' ? '0x' : type === 'string' ? '' : zeroOf(type)))
    const data = encodeErrorResult({ abi: [item], errorName: item.name, args: zero } as Parameters<
      typeof encodeErrorResult
    >[0])
    expect(decodeRevert(data).name).toBe(item.name)
  }
})

function zeroOf(type: string): unknown {
  if (type === 'address') return institution
  if (type.startsWith('bytes')) return `0x${'00'.repeat(Number(type.slice(5)))}`
  if (type === 'bool') return false
  return type.startsWith('tuple') ? {} : 0n
}

test('arguments go by their names', () => {
  const data = encodeErrorResult({ abi: allErrorsAbi, errorName: 'InstitutionsNotAdmin', args: [institution] })
  expect(decodeRevert(data)).toMatchObject({
    name: 'InstitutionsNotAdmin',
    args: { account: expect.stringMatching(/aa$/i) },
    data,
  })
})

test('a failed proposal tells why the call in it failed', () => {
  const inner = encodeErrorResult({ abi: allErrorsAbi, errorName: 'InstitutionsBadGln', args: [7n] })
  const data = encodeErrorResult({ abi: allErrorsAbi, errorName: 'GovernanceFailed', args: [1n, inner] })
  expect(decodeRevert(data)).toMatchObject({
    name: 'GovernanceFailed',
    inner: { name: 'InstitutionsBadGln', args: { gln: 7n } },
  })
})

test('the errors of Solidity itself, unknown and malformed ones', () => {
  const abi = parseAbi(['error Error(string)', 'error Panic(uint256)'])
  expect(decodeRevert(encodeErrorResult({ abi, errorName: 'Error', args: ['no'] }))).toMatchObject({
    name: 'Error',
    args: { message: 'no' },
  })
  expect(decodeRevert(encodeErrorResult({ abi, errorName: 'Panic', args: [17n] }))).toMatchObject({
    name: 'Panic',
    args: { code: 17n },
  })
  expect(decodeRevert('0x12345678ff')).toEqual({ name: 'Unknown', args: {}, data: '0x12345678ff' })
  expect(decodeRevert('0x08c379a0ff')).toMatchObject({ name: 'Unknown' })
  expect(decodeRevert('0x')).toEqual({ name: 'Empty', args: {}, data: '0x' })
  expect(decodeRevert(undefined)).toMatchObject({ name: 'Empty' })
})
