import fc from 'fast-check'
import { concat, type Hash, type Hex, keccak256, numberToHex, stringToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  decodeNativeTransaction,
  encodeNativeTransaction,
  isFiscoError,
  type NativeTransaction,
  nativeSender,
  nativeTransactionHash,
  randomNonce,
  signNativeTransaction,
} from '../../src/index.ts'
import { someAddress } from '../support/chain.ts'

const signature: Hex = `0x${'11'.repeat(64)}01`
const sample: NativeTransaction = {
  chainId: 'chain0',
  groupId: 'group0',
  blockLimit: 503n,
  nonce: '7',
  to: '0x0000000000000000000000000000000000001003',
  input: '0xdeadbeef',
  abi: '',
}

test('the bytes of a transaction, field by field', () => {
  const hash = nativeTransactionHash(sample)
  expect(encodeNativeTransaction({ transaction: sample, hash, signature })).toBe(
    concat([
      '0x1a', // structure 1
      '0x1c', // 1: version, zero
      concat(['0x2606', stringToHex('chain0')]),
      concat(['0x3606', stringToHex('group0')]),
      '0x4101f7', // 4: block limit in two bytes
      concat(['0x5601', stringToHex('7')]),
      concat(['0x6628', stringToHex('0000000000000000000000000000000000001003')]),
      concat(['0x7d000004', '0xdeadbeef']),
      '0x8600', // 8: empty text
      '0x0b',
      concat(['0x2d000020', hash]),
      concat(['0x3d000041', signature]),
    ]),
  )
})

test('the hash is that of the fields one after the other', () => {
  const preimage = concat([
    '0x00000000',
    stringToHex('chain0group0'),
    numberToHex(503, { size: 8 }),
    stringToHex('70000000000000000000000000000000000001003'),
    '0xdeadbeef',
  ])
  expect(nativeTransactionHash(sample)).toBe(keccak256(preimage))
})

const transactions: fc.Arbitrary<NativeTransaction> = fc
  .record({
    chainId: fc.string({ unit: 'binary', maxLength: 20 }),
    groupId: fc.string({ maxLength: 20 }),
    blockLimit: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    nonce: fc.bigInt({ min: 0n, max: 2n ** 128n }).map(String),
    to: fc.option(fc.nat().map(someAddress), { nil: undefined }),
    input: fc
      .oneof(fc.constantFrom(0, 1, 127, 128, 255, 256, 32_767, 32_768, 40_000), fc.nat(300))
      .map((length): Hex => `0x${'a5'.repeat(length)}`),
    abi: fc.oneof(fc.constantFrom('', 'x'.repeat(255), 'x'.repeat(256)), fc.string()),
  })
  .map(({ to, ...others }) => (to === undefined ? others : { ...others, to }))

test('what is written is read again, whatever its sizes', () => {
  fc.assert(
    fc.property(transactions, (transaction) => {
      const signed = { transaction, hash: nativeTransactionHash(transaction), signature }
      expect(decodeNativeTransaction(encodeNativeTransaction(signed))).toEqual({ ok: true, value: signed })
    }),
  )
})

const encoded = encodeNativeTransaction({ transaction: sample, hash: nativeTransactionHash(sample), signature })

test('bytes that end early or go on are malformed, wherever', () => {
  for (let length = 2; length < encoded.length; length += 2)
    expect(decodeNativeTransaction(encoded.slice(0, length) as Hex)).toMatchObject({ reason: { code: 'Malformed' } })
  expect(decodeNativeTransaction(`${encoded}00`)).toMatchObject({ reason: { code: 'Malformed' } })
  expect(decodeNativeTransaction('0xzz')).toMatchObject({ reason: { code: 'Malformed', offset: 0 } })
})

test('no change of a byte before the signature goes unseen', () => {
  // Its type and length stand before the 65 bytes of the signature, which no hash covers.
  const covered = (encoded.length - 2) / 2 - 65
  fc.assert(
    fc.property(fc.nat(covered - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const [start, end] = [2 + at * 2, 4 + at * 2]
      const byte = Number.parseInt(encoded.slice(start, end), 16) ^ change
      const spoilt = `${encoded.slice(0, start)}${byte.toString(16).padStart(2, '0')}${encoded.slice(end)}` as Hex
      expect(decodeNativeTransaction(spoilt).ok).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('another version of the format is said to be one', () => {
  const versioned = encoded.replace('0x1a1c', '0x1a1001') as Hex
  expect(decodeNativeTransaction(versioned)).toMatchObject({ reason: { code: 'VersionUnknown' } })
})

test('a signed transaction tells who signed it', async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  const prepared = await signNativeTransaction(sample, account)
  expect(prepared).toMatchObject({ from: account.address, hash: nativeTransactionHash(sample) })
  expect(prepared.signature).toMatch(/0[01]$/)
  const decoded = decodeNativeTransaction(prepared.raw)
  expect(decoded.ok && (await nativeSender(decoded.value))).toBe(account.address)
})

test('a signer that signs with another key is found out', async () => {
  const [one, other] = [privateKeyToAccount(generatePrivateKey()), privateKeyToAccount(generatePrivateKey())]
  const sign = (parameters: { hash: Hash }) => other.sign(parameters)
  const failure = await signNativeTransaction(sample, { address: one.address, sign }).catch((error: unknown) => error)
  expect(isFiscoError(failure, 'ValueInvalid') && failure.data.field).toBe('signer')
})

test('random nonces are decimal and differ', () => {
  const nonces = Array.from({ length: 100 }, randomNonce)
  expect(new Set(nonces).size).toBe(100)
  expect(nonces.filter((nonce) => !/^\d+$/.test(nonce))).toEqual([])
})
