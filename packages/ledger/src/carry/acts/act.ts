import { actsAbi } from '@theriac/contracts'
import {
  type Address,
  type Client,
  concatHex,
  type Hex,
  hashDomain,
  isAddressEqual,
  keccak256,
  numberToHex,
  pad,
  parseSignature,
  recoverAddress,
  serializeSignature,
  stringToHex,
} from 'viem'
import { getChainId } from 'viem/actions'
import { ledgerErrorIn, readContract } from '../../endpoint/read-contract.ts'
import { LedgerError } from '../../errors.ts'
import type { Signer } from '../../keys/signer.ts'

/** What an operator signs; see `IActs.sol`. */
export interface Act {
  readonly target: Address
  /** Last second (Unix time of the block) at which it may be taken. */
  readonly deadline: number
  /** Any number the operator has not used; see {@link createNonces}. */
  readonly nonce: bigint
  /** The call. */
  readonly data: Hex
}

/** An act with its operator's signature; anyone may carry it. */
export interface SignedAct extends Act {
  /** r ‖ s ‖ v, 65 bytes. */
  readonly signature: Hex
  /** EIP-712 digest: the act's identity. */
  readonly digest: Hex
  readonly operator: Address
}

/** EIP-712 domain of an Acts contract. */
export interface ActsDomain {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
  /** Hash of the domain, kept because every digest needs it. */
  readonly separator: Hex
}

const actTypes = {
  Act: [
    { name: 'target', type: 'address' },
    { name: 'deadline', type: 'uint48' },
    { name: 'nonce', type: 'uint256' },
    { name: 'data', type: 'bytes' },
  ],
} as const

const actTypeHash = keccak256(stringToHex('Act(address target,uint48 deadline,uint256 nonce,bytes data)'))

const domainTypes = {
  EIP712Domain: [
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
  ],
} as const

/** The domain of an Acts contract at a known place. */
export function actsDomain(chainId: number, verifyingContract: Address, name = 'Theriac', version = '1'): ActsDomain {
  const domain = { name, version, chainId, verifyingContract }
  return { ...domain, separator: hashDomain({ domain: { ...domain, chainId: BigInt(chainId) }, types: domainTypes }) }
}

/**
 * Reads the domain from the contract (EIP-5267) and checks it against the chain's id.
 *
 * @throws LedgerError EndpointWrongChain, ContractMissing, ReadFailed, of the endpoint
 */
export async function readActsDomain(client: Client, acts: Address): Promise<ActsDomain> {
  const [chainId, [, name, version, told]] = await Promise.all([
    getChainId(client).catch((error: unknown) => {
      throw ledgerErrorIn(error) ?? error
    }),
    readContract(client, { address: acts, abi: actsAbi, functionName: 'eip712Domain' }),
  ])
  if (BigInt(chainId) !== told) {
    const data = { node: 'contract', what: 'chainId', expected: String(told), actual: String(chainId) } as const
    throw new LedgerError('EndpointWrongChain', 'The contract is of another chain than the node', data)
  }
  return actsDomain(chainId, acts, name, version)
}

/** EIP-712 digest of an act (what `Acts.digestOf` gives). */
export function actDigest(domain: ActsDomain, { target, deadline, nonce, data }: Act): Hex {
  const struct = keccak256(
    concatHex([
      actTypeHash,
      pad(target, { size: 32 }),
      numberToHex(deadline, { size: 32 }),
      numberToHex(nonce, { size: 32 }),
      keccak256(data),
    ]),
  )
  return keccak256(concatHex(['0x1901', domain.separator, struct]))
}

/** Has an act signed. Throws what the signer throws. */
export async function signAct(signer: Signer, domain: ActsDomain, act: Act): Promise<SignedAct> {
  const digest = actDigest(domain, act)
  const { target, deadline, nonce, data } = act
  const { separator: _, ...named } = domain
  const signature = signer.signDigest
    ? await signer.signDigest(digest)
    : // Some wallets give a recovery id of 0 or 1, which the contract does not take.
      serializeSignature(
        parseSignature(
          await signer.signTypedData({
            domain: named,
            types: actTypes,
            primaryType: 'Act',
            message: { target, deadline, nonce, data },
          }),
        ),
      )
  return { target, deadline, nonce, data, signature, digest, operator: signer.address }
}

/**
 * Checks an act that comes from outside before it is carried: that the digest is that of its fields, and the signature
 * its operator's.
 */
export async function checkSignedAct(
  domain: ActsDomain,
  act: SignedAct,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'wrong digest' | 'wrong signature' }> {
  if (actDigest(domain, act) !== act.digest) return { ok: false, reason: 'wrong digest' }
  try {
    const signer = await recoverAddress({ hash: act.digest, signature: act.signature })
    if (isAddressEqual(signer, act.operator)) return { ok: true }
  } catch {
    // Not a point of the curve, or not 65 bytes: no signature at all.
  }
  return { ok: false, reason: 'wrong signature' }
}
