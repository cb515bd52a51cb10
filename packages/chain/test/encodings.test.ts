import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createMPT } from '@ethereumjs/mpt'
import {
  encodeFunctionData,
  type Hex,
  hexToBytes,
  keccak256,
  parseTransaction as parseWithViem,
  recoverTransactionAddress,
  toRlp,
} from 'viem'
import { expect, test } from 'vitest'
import { packReceipts, unpackReceipts } from '../src/block/receipt.ts'
import { curve, javascriptCurve } from '../src/codec/crypto.ts'
import { toHex } from '../src/codec/hex.ts'
import { decodeRlp, encodeRlp } from '../src/codec/rlp.ts'
import { encodeHeader, encodeReceipt, orderedTrieRoot, parseTransaction, verifySealer } from '../src/index.ts'
import { CHAIN_ID, openTestChain, post, serveTestChain, signer } from './harness.ts'
import { sample } from './sample.ts'

const minimal = (value: bigint | number): Hex => {
  const digits = value.toString(16)
  return BigInt(value) === 0n ? '0x' : `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
}

/** The root as @ethereumjs/mpt makes it, one insertion after another. */
async function referenceRoot(items: readonly Uint8Array[]): Promise<Hex> {
  const trie = await createMPT()
  for (const [index, item] of items.entries()) await trie.put(hexToBytes(toRlp(minimal(index))), item)
  return toHex(trie.root())
}

/** Bloom bits of an item, from the Yellow Paper's words. */
function setBloom(bloom: Uint8Array, item: Hex): void {
  const hash = hexToBytes(keccak256(item))
  for (const i of [0, 2, 4]) {
    const bit = (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) % 2048
    const at = 255 - Math.floor(bit / 8)
    bloom[at] = (bloom[at] ?? 0) | (1 << (bit % 8))
  }
}

interface RpcLog {
  address: Hex
  topics: Hex[]
  data: Hex
}
interface RpcReceipt {
  type: Hex
  status: Hex
  cumulativeGasUsed: Hex
  gasUsed: Hex
  logsBloom: Hex
  logs: (RpcLog & { logIndex: Hex })[]
}

/** A block with several transactions of all three types, some failing, with logs. */
async function busyBlock() {
  const { chain, server, publicClient, walletClient } = await serveTestChain()
  const hash = await walletClient.deployContract({ abi: sample.abi, bytecode: sample.bytecode })
  const { contractAddress } = await publicClient.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error('not deployed')
  const raws: Hex[] = []
  for (let i = 0; i < 20; i++) {
    const { account } = signer()
    const data = encodeFunctionData({
      abi: sample.abi,
      functionName: 'count',
      args: [BigInt(i % 5 === 0 ? 200 : i), '0x1234'],
    })
    const common = { chainId: CHAIN_ID, nonce: 0, gas: 300_000n, to: contractAddress, data }
    if (i % 3 === 0) raws.push(await account.signTransaction({ ...common, type: 'legacy', gasPrice: 0n }))
    else if (i % 3 === 1) {
      const accessList = [{ address: contractAddress, storageKeys: [`0x${'0'.repeat(63)}1` as const] }]
      raws.push(await account.signTransaction({ ...common, type: 'eip2930', gasPrice: 0n, accessList }))
    } else {
      raws.push(
        await account.signTransaction({ ...common, type: 'eip1559', maxFeePerGas: 5n, maxPriorityFeePerGas: 0n }),
      )
    }
  }
  const sent = await Promise.all(raws.map((raw) => chain.sendRawTransaction(raw)))
  const last = sent.at(-1)
  if (!last?.ok) throw new Error('refused')
  const located = await chain.waitFor(last.hash)
  return { chain, server, publicClient, raws, block: located.block }
}

test('roots, bloom and hash of a block are those of Ethereum', async () => {
  const { server, block, raws } = await busyBlock()
  const number = `0x${block.header.number.toString(16)}`
  const { json } = await post(server.url(), [
    { jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params: [number, true] },
    { jsonrpc: '2.0', id: 2, method: 'eth_getBlockReceipts', params: [number] },
  ])
  const [first, second] = json as [
    { result: Record<string, Hex> & { transactions: Record<string, Hex>[] } },
    { result: RpcReceipt[] },
  ]
  const header = first.result
  const included = first.result.transactions.map((transaction) =>
    raws.find((raw) => keccak256(raw) === transaction.hash),
  )
  expect(included.length).toBeGreaterThan(1)
  expect(header.transactionsRoot).toBe(await referenceRoot(included.map((raw) => hexToBytes(raw ?? '0x'))))

  const blockBloom = new Uint8Array(256)
  let logIndex = 0n
  const encoded = second.result.map((receipt) => {
    const bloom = new Uint8Array(256)
    for (const log of receipt.logs) {
      expect(BigInt(log.logIndex)).toBe(logIndex++)
      for (const item of [log.address, ...log.topics]) {
        setBloom(bloom, item)
        setBloom(blockBloom, item)
      }
    }
    expect(receipt.logsBloom).toBe(toHex(bloom))
    const body = toRlp([
      receipt.status === '0x1' ? '0x01' : '0x',
      minimal(BigInt(receipt.cumulativeGasUsed)),
      toHex(bloom),
      receipt.logs.map((log) => [log.address, log.topics, log.data]),
    ])
    return hexToBytes(receipt.type === '0x0' ? body : `0x0${receipt.type.slice(2)}${body.slice(2)}`)
  })
  expect(second.result.some((receipt) => receipt.status === '0x0')).toBe(true)
  expect(header.receiptsRoot).toBe(await referenceRoot(encoded))
  expect(header.logsBloom).toBe(toHex(blockBloom))

  const quantityOf = (name: string) => minimal(BigInt(header[name] ?? 0))
  const raw = (name: string) => header[name] ?? '0x'
  const rlp = toRlp([
    ...['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom'].map(raw),
    ...['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp'].map(quantityOf),
    ...['extraData', 'mixHash', 'nonce'].map(raw),
    quantityOf('baseFeePerGas'),
    raw('withdrawalsRoot'),
    ...['blobGasUsed', 'excessBlobGas'].map(quantityOf),
    raw('parentBeaconBlockRoot'),
  ])
  expect(keccak256(rlp)).toBe(header.hash)
  expect(toHex(encodeHeader(block.header))).toBe(rlp)
})

test('every block is signed by the sealer, whose key lies in the folder for its owner alone', async () => {
  const { chain, block } = await busyBlock()
  expect(toHex(verifySealer(block.header) ?? new Uint8Array())).toBe(chain.sealer)
  expect(toHex(verifySealer({ ...block.header, gasUsed: 1n }) ?? new Uint8Array())).not.toBe(chain.sealer)
  expect(verifySealer({ ...block.header, extraData: new Uint8Array(97) })).toBeUndefined()
  expect(statSync(join(chain.dataDir, 'sealer.key')).mode & 0o777).toBe(0o600)
  for (let number = 1; number <= block.header.number; number++) {
    expect(toHex(chain.block(number)?.header.parentHash ?? new Uint8Array())).toBe(chain.block(number - 1)?.hash)
  }
})

test('transactions decode as viem decodes them', async () => {
  const { raws } = await busyBlock()
  for (const raw of raws) {
    const parsed = parseTransaction(hexToBytes(raw), { chainId: BigInt(CHAIN_ID), maxBytes: 1e6 })
    if (!parsed.ok) throw new Error(parsed.message)
    const { transaction } = parsed
    const expected = parseWithViem(raw)
    expect(transaction.hash).toBe(keccak256(raw))
    expect(transaction.nonce).toBe(BigInt(expected.nonce ?? 0))
    expect(toHex(transaction.data)).toBe(expected.data)
    expect(transaction.accessList.length).toBe(expected.accessList?.length ?? 0)
    const sender = await recoverTransactionAddress({ serializedTransaction: raw as never })
    expect(toHex(transaction.sender)).toBe(sender.toLowerCase())
  }
})

test('the trie root agrees with @ethereumjs/mpt for every length up to 300 and for odd items', async () => {
  const trie = await createMPT()
  const items: Uint8Array[] = []
  for (let index = 0; index < 300; index++) {
    const item = new Uint8Array(1 + ((index * 37) % 70)).fill((index % 255) + 1)
    items.push(item)
    await trie.put(hexToBytes(toRlp(minimal(index))), item)
    expect(toHex(orderedTrieRoot(items))).toBe(toHex(trie.root()))
  }
})

test('the pure-JavaScript curve gives what the native one gives', () => {
  for (let i = 1; i <= 20; i++) {
    const key = new Uint8Array(32).fill(i)
    const message = new Uint8Array(32).fill(255 - i)
    const signature = curve.sign(message, key)
    expect(javascriptCurve.sign(message, key)).toEqual(signature)
    const recovered = javascriptCurve.recover(message, signature.subarray(0, 64), signature[64] ?? 0)
    expect(toHex(recovered)).toBe(toHex(curve.recover(message, signature.subarray(0, 64), signature[64] ?? 0)))
    expect(toHex(recovered)).toBe(toHex(javascriptCurve.publicKey(key)))
  }
  expect(javascriptCurve.isKey(new Uint8Array(32))).toBe(curve.isKey(new Uint8Array(32)))
})

test('RLP that is not canonical is no RLP', () => {
  const item = [new Uint8Array([1]), [new Uint8Array(60).fill(7), new Uint8Array()], new Uint8Array(300)]
  expect(decodeRlp(encodeRlp(item))).toEqual(item)
  for (const bad of ['0x', '0x8101', '0xb801ff', '0xb90000', '0xc101ff', '0xc2', '0xf800', '0x83aabb', '0xc180c0']) {
    expect(decodeRlp(hexToBytes(bad as Hex))).toBeUndefined()
  }
})

test('receipts come back from their compact form as they went in', async () => {
  const { block } = await busyBlock()
  const packed = packReceipts(block.receipts)
  const encoded = (receipts: typeof block.receipts) =>
    receipts.map((receipt) => toHex(encodeReceipt(receipt, new Map())))
  expect(encoded(unpackReceipts(packed))).toEqual(encoded(block.receipts))
  expect(packed.length).toBeLessThan(block.receipts.length * 100)
})

test('time never runs back, whatever the clock says', async () => {
  let now = 1_000
  const chain = await openTestChain({ clock: () => now })
  const sender = signer()
  const stamps: number[] = []
  for (const next of [1_000, 1_000, 5_000, 10]) {
    now = next
    const sent = await chain.sendRawTransaction(await sender.sign({ to: sender.address, gas: 21_000n }))
    if (!sent.ok) throw new Error(sent.message)
    stamps.push((await chain.waitFor(sent.hash)).block.header.timestamp)
  }
  expect(stamps).toEqual([1_000, 1_000, 5_000, 5_000])
})
