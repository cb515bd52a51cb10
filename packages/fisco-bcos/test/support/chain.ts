import type { Hash, Hex } from 'viem'
import { keccak256, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type BlockHeader, merkleProof, merkleRoot, nodeId, type PinnedSealer, type Receipt } from '../../src/index.ts'

// Preimages are put together here on their own, from the format and not from the code under test.
const int = (bytes: 4 | 8, value: bigint | number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  if (bytes === 4) buffer.writeInt32BE(Number(value))
  else buffer.writeBigInt64BE(BigInt(value))
  return buffer
}
const raw = (hex: string): Buffer => Buffer.from(hex.replace(/^0x/, ''), 'hex')
const keccak = (...parts: (Buffer | string)[]): Hash =>
  keccak256(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))))

function preimageHash(header: Omit<BlockHeader, 'hash' | 'signatureList'>): Hash {
  const genesis = header.number === 0n
  return keccak(
    int(4, header.version),
    ...header.parentInfo.flatMap((parent) => [int(8, parent.blockNumber), raw(parent.blockHash)]),
    ...(genesis ? [] : [raw(header.txsRoot), raw(header.receiptsRoot), raw(header.stateRoot)]),
    int(8, header.number),
    genesis ? '' : `${header.gasUsed}`,
    int(8, header.timestamp),
    int(8, header.sealer),
    ...header.sealerList.map(raw),
    raw(header.extraData),
    ...header.consensusWeights.map((weight) => int(8, weight)),
  )
}

function receiptPreimageHash(receipt: Omit<Receipt, 'hash'>): Hash {
  return keccak(
    int(4, receipt.version),
    `${receipt.gasUsed}`,
    receipt.contractAddress?.slice(2) ?? '',
    int(4, receipt.status),
    raw(receipt.output),
    receipt.version >= 1 ? (receipt.effectiveGasPrice ?? '') : '',
    ...receipt.logEntries.flatMap(({ address, topics, data }) => [address.slice(2), ...topics.map(raw), raw(data)]),
    int(8, receipt.blockNumber),
  )
}

export const someHash = (seed: number | string): Hash => keccak256(toHex(`seed ${seed}`))
export const someAddress = (seed: number): Hex => `0x${someHash(seed).slice(-40)}`

/** A sealer with a real key. */
export interface TestSealer extends PinnedSealer {
  sign(hash: Hash): Promise<Hex>
}

export function makeSealers(weights: readonly bigint[]): TestSealer[] {
  return weights.map((weight) => {
    const account = privateKeyToAccount(generatePrivateKey())
    return {
      nodeId: nodeId(account.publicKey.slice(4)),
      weight,
      async sign(hash) {
        const signature = await account.sign({ hash })
        return `0x${signature.slice(2, -2)}${signature.endsWith('1b') ? '00' : '01'}`
      },
    }
  })
}

/** A receipt of the given place in its block, with its hash. */
export function makeReceipt(index: number, changes: Partial<Receipt> = {}): Receipt {
  const receipt = {
    blockNumber: 7n,
    transactionHash: someHash(`transaction ${index}`),
    version: 0,
    status: 0,
    gasUsed: 21_000n + BigInt(index),
    from: someAddress(1),
    to: someAddress(2),
    input: '0x01020304',
    output: '0x',
    message: '',
    logEntries: [{ address: someAddress(2), topics: [someHash('topic')], data: someHash(`data ${index}`) }],
    ...changes,
  } satisfies Omit<Receipt, 'hash'>
  return { ...receipt, hash: receiptPreimageHash(receipt) }
}

export interface TestBlock {
  readonly header: BlockHeader
  readonly transactionHashes: readonly Hash[]
  readonly txProofs: readonly Hash[][]
  /** With their proofs. */
  readonly receipts: readonly Receipt[]
}

/** A block of receipts, signed by the sealers of the given positions, or by all. */
export async function makeBlock(
  sealers: readonly TestSealer[],
  receipts: readonly Receipt[],
  {
    signers = sealers.map((_, index) => index),
    ...changes
  }: Partial<BlockHeader> & { signers?: readonly number[] } = {},
): Promise<TestBlock> {
  const transactionHashes = receipts.map(({ transactionHash }) => transactionHash)
  const leaves = receipts.map(({ hash }) => hash)
  const fields = {
    number: 7n,
    version: 51_381_248,
    parentInfo: [{ blockNumber: 6n, blockHash: someHash('parent') }],
    txsRoot: merkleRoot(transactionHashes),
    receiptsRoot: merkleRoot(leaves),
    stateRoot: someHash('state'),
    gasUsed: receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
    timestamp: 1_795_378_792_033n,
    sealer: 1n,
    sealerList: sealers.map((sealer) => sealer.nodeId),
    extraData: '0x' as Hex,
    consensusWeights: sealers.map(({ weight }) => weight),
    ...changes,
  }
  const hash = changes.hash ?? preimageHash(fields)
  const signatureList = await Promise.all(
    signers.map(async (sealerIndex) => ({
      sealerIndex,
      signature: (await sealers[sealerIndex]?.sign(hash)) ?? ('0x' as Hex),
    })),
  )
  const proofOf = (hashes: readonly Hash[], index: number): Hash[] => merkleProof(hashes, index) ?? []
  return {
    header: {
      ...fields,
      hash,
      signatureList,
      ...(changes.signatureList ? { signatureList: changes.signatureList } : {}),
    },
    transactionHashes,
    txProofs: transactionHashes.map((_, index) => proofOf(transactionHashes, index)),
    receipts: receipts.map((receipt, index) => ({ ...receipt, txReceiptProof: proofOf(leaves, index) })),
  }
}
