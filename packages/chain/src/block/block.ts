import { addressOf, curve, keccak256 } from '../codec/crypto.ts'
import { bigIntToBytes, bytesToBigInt } from '../codec/hex.ts'
import { decodeRlp, encodeRlp, type RlpItem } from '../codec/rlp.ts'
import { EMPTY_TRIE_ROOT } from '../codec/trie-root.ts'

/**
 * The fields of a header that differ from block to block. The constant ones (ommers hash, difficulty, nonce, base fee,
 * withdrawals root, blob gas, beacon root) are those of an empty Cancun block.
 */
export interface BlockHeader {
  readonly parentHash: Uint8Array
  /** The sealer's address; also the COINBASE that contracts see. */
  readonly coinbase: Uint8Array
  /** Running commitment to the state: see `StateStore.commitment`. */
  readonly stateRoot: Uint8Array
  readonly transactionsRoot: Uint8Array
  readonly receiptsRoot: Uint8Array
  readonly logsBloom: Uint8Array
  readonly number: number
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  /** Seconds since 1970, never behind the parent's. */
  readonly timestamp: number
  /** 32 bytes of vanity (the genesis block's names the chain), then the sealer's 65-byte signature, as Clique (EIP-225) has it. */
  readonly extraData: Uint8Array
}

/** keccak256(rlp([])): no ommers. */
export const OMMERS_HASH = keccak256(encodeRlp([]))
const ZERO_WORD = new Uint8Array(32)
const ZERO_NONCE = new Uint8Array(8)
const NOTHING = new Uint8Array(0)

/** Bytes of vanity before the signature in extraData (EIP-225). */
export const VANITY_BYTES = 32
/** r ‖ s ‖ recovery id. */
const SIGNATURE_BYTES = 65

function headerItems(header: BlockHeader, extraData: Uint8Array): RlpItem[] {
  return [
    header.parentHash,
    OMMERS_HASH,
    header.coinbase,
    header.stateRoot,
    header.transactionsRoot,
    header.receiptsRoot,
    header.logsBloom,
    NOTHING,
    bigIntToBytes(BigInt(header.number)),
    bigIntToBytes(header.gasLimit),
    bigIntToBytes(header.gasUsed),
    bigIntToBytes(BigInt(header.timestamp)),
    extraData,
    ZERO_WORD,
    ZERO_NONCE,
    NOTHING,
    EMPTY_TRIE_ROOT,
    NOTHING,
    NOTHING,
    ZERO_WORD,
  ]
}

/** RLP of the header as a Cancun chain encodes it: 20 fields (EIP-1559, 4895, 4844, 4788). */
export function encodeHeader(header: BlockHeader): Uint8Array {
  return encodeRlp(headerItems(header, header.extraData))
}

/** keccak256 of the header's RLP, signature included. */
export function blockHash(header: BlockHeader): Uint8Array {
  return keccak256(encodeHeader(header))
}

/** What the sealer signs: the hash of the header whose extraData lacks the signature (EIP-225, "sealHash"). */
export function sealHash(header: BlockHeader): Uint8Array {
  return keccak256(encodeRlp(headerItems(header, header.extraData.subarray(0, VANITY_BYTES))))
}

/** Signs a header: the same header with the signature at the end of its extraData. */
export function sealHeader(header: BlockHeader, key: Uint8Array): BlockHeader {
  const extraData = new Uint8Array(VANITY_BYTES + SIGNATURE_BYTES)
  extraData.set(header.extraData.subarray(0, VANITY_BYTES), 0)
  extraData.set(curve.sign(sealHash(header), key), VANITY_BYTES)
  return { ...header, extraData }
}

/**
 * The address that signed a header, or undefined when it carries no valid signature. A caller compares it with the
 * sealer it has pinned: a header that names its own signer proves nothing.
 */
export function verifySealer(header: BlockHeader): Uint8Array | undefined {
  if (header.extraData.length !== VANITY_BYTES + SIGNATURE_BYTES) return undefined
  const signature = header.extraData.subarray(VANITY_BYTES)
  const recovery = signature[64] ?? 4
  if (recovery > 1) return undefined
  try {
    return addressOf(curve.recover(sealHash(header), signature.subarray(0, 64), recovery))
  } catch {
    return undefined
  }
}

/** The header as it lies on disk: without the constant fields and without the bloom, which the receipts give. */
export function packHeader(header: BlockHeader, hash: Uint8Array): Uint8Array {
  return encodeRlp([
    hash,
    header.parentHash,
    header.coinbase,
    header.stateRoot,
    header.transactionsRoot,
    header.receiptsRoot,
    bigIntToBytes(BigInt(header.number)),
    bigIntToBytes(header.gasLimit),
    bigIntToBytes(header.gasUsed),
    bigIntToBytes(BigInt(header.timestamp)),
    header.extraData,
  ])
}

/** Reads what {@link packHeader} wrote, or answers undefined for bytes that are none of it. */
export function unpackHeader(
  packed: Uint8Array,
): { hash: Uint8Array; header: Omit<BlockHeader, 'logsBloom'> } | undefined {
  const items = decodeRlp(packed)
  if (items === undefined || items instanceof Uint8Array || items.length !== 11) return undefined
  const [hash, parentHash, coinbase, stateRoot, transactionsRoot, receiptsRoot, ...rest] = items.map((item) =>
    item instanceof Uint8Array ? item : NOTHING,
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, ...Uint8Array[]]
  const [number, gasLimit, gasUsed, timestamp, extraData] = rest as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  return {
    hash,
    header: {
      parentHash,
      coinbase,
      stateRoot,
      transactionsRoot,
      receiptsRoot,
      number: Number(bytesToBigInt(number)),
      gasLimit: bytesToBigInt(gasLimit),
      gasUsed: bytesToBigInt(gasUsed),
      timestamp: Number(bytesToBigInt(timestamp)),
      extraData,
    },
  }
}
