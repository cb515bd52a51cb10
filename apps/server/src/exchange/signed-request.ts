import { type Gln, parseGln } from '@theriac/gs1'
import type { Signer } from '@theriac/ledger'
import { type Address, type Hex, isAddressEqual, isHex, recoverTypedDataAddress } from 'viem'

/** Header that a signed request carries. */
export const exchangeHeader = 'x-theriac-exchange'

/** What the signature is bound to, so that it counts nowhere else. */
export interface ExchangeDomain {
  readonly chainId: number
  /** The contract that knows the servers' accounts. */
  readonly nodes: Address
}

/** What is asked, by whom, of whom and when. */
export interface ExchangeRequest {
  readonly from: Gln
  readonly to: Gln
  /** Path of the route, from `/api/v1`. */
  readonly path: string
  /** Unix seconds. */
  readonly at: number
}

/** Clocks of servers may differ by this, and an overheard request is of no use after it. */
export const mostSkewSeconds = 300

const types = {
  Request: [
    { name: 'from', type: 'string' },
    { name: 'to', type: 'string' },
    { name: 'path', type: 'string' },
    { name: 'at', type: 'uint64' },
  ],
} as const

const typedData = ({ chainId, nodes }: ExchangeDomain, { at, ...request }: ExchangeRequest) => ({
  domain: { name: 'Theriac exchange', version: '1', chainId, verifyingContract: nodes },
  types,
  primaryType: 'Request' as const,
  message: { ...request, at: BigInt(at) },
})

/** The value of the header. */
export async function signRequest(domain: ExchangeDomain, signer: Signer, request: ExchangeRequest): Promise<string> {
  const signature = await signer.signTypedData(typedData(domain, request))
  return `${request.from};${request.at};${signature}`
}

/** Who a header says that it is from, as yet unproven; undefined for what is no such header. */
export function readHeader(
  header: unknown,
): { readonly from: Gln; readonly at: number; readonly signature: Hex } | undefined {
  if (typeof header !== 'string') return undefined
  const [from = '', at = '', signature = '', ...rest] = header.split(';')
  const gln = parseGln(from)
  if (!gln.ok || !/^\d{1,12}$/.test(at) || !isHex(signature) || signature.length !== 132 || rest.length > 0)
    return undefined
  return { from: gln.value, at: Number(at), signature }
}

/** Whether an account has signed a request. */
export async function isSignedBy(
  account: Address,
  domain: ExchangeDomain,
  request: ExchangeRequest,
  signature: Hex,
): Promise<boolean> {
  const signer = await recoverTypedDataAddress({ ...typedData(domain, request), signature }).catch(() => undefined)
  return signer !== undefined && isAddressEqual(signer, account)
}
