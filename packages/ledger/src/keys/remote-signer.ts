import {
  type Address,
  type Hex,
  hashTypedData,
  isAddressEqual,
  isHex,
  recoverAddress,
  type TypedDataDefinition,
} from 'viem'
import { LedgerError } from '../errors.ts'
import type { Signer } from './signer.ts'

/** Where an institution's signing service is. */
export interface RemoteSignerOptions {
  readonly url: string
  /** Sent as `Authorization: Bearer …`. */
  readonly token: string
  /** The operator whose key the service is to use. */
  readonly address: Address
  /** 10 s by default; a service may have a person confirm. */
  readonly timeoutMs?: number
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Signer of a signing service, which keeps the key and may look at what it signs. The protocol is one call:
 *
 * - `POST <url>`, `Authorization: Bearer <token>`, `Content-Type: application/json`,
 *   `{ "address": "0x…", "typedData": { "domain", "types", "primaryType", "message" } }`; integers beyond 2^53 as decimal
 *   strings, as `eth_signTypedData_v4` has them
 * - 200 `{ "signature": "0x…" }`, r ‖ s ‖ v, 65 bytes; 4xx: it will not sign; 5xx: not now
 *
 * What comes back is checked against the address. The token goes over TLS, or stays on this machine.
 *
 * @throws LedgerError FieldInvalid for a URL that is neither `https:` nor on a loopback address; (from signing) LedgerError SignerUnavailable, SignerRefused, SignatureMismatch
 */
export function remoteSigner(options: RemoteSignerOptions): Signer {
  const { url, token, address, timeoutMs = 10_000, fetch = globalThis.fetch } = options
  requirePrivate(url)

  async function post(typedData: TypedDataDefinition): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ address, typedData }, (_, value: unknown) =>
          typeof value === 'bigint' ? value.toString() : value,
        ),
        signal: AbortSignal.timeout(timeoutMs),
        // Followed, it would lead from the service that was named to any other that this machine reaches.
        redirect: 'manual',
      })
      return { status: response.status, text: await startOf(response) }
    } catch (cause) {
      throw unavailable(cause)
    }
  }

  function unavailable(cause?: unknown): LedgerError<'SignerUnavailable'> {
    return new LedgerError('SignerUnavailable', 'The signing service does not answer', { url }, cause)
  }

  return {
    address,
    async signTypedData(typedData) {
      const { status, text } = await post(typedData)
      if (status >= 500) throw unavailable()
      const signature = status === 200 ? signatureOf(text) : undefined
      if (!signature) {
        const data = { url, status, answer: text.slice(0, 200) }
        throw new LedgerError('SignerRefused', `The signing service answered ${status} without a signature`, data)
      }
      const actual = await recoverAddress({ hash: hashTypedData(typedData), signature }).catch(() => 'nobody' as const)
      if (actual === 'nobody' || !isAddressEqual(actual, address)) {
        throw new LedgerError('SignatureMismatch', 'The signature is of another account', { expected: address, actual })
      }
      return signature
    },
  }
}

/** A signature is short: what goes on and on is not read to its end. */
const mostAnswerBytes = 16_384

async function startOf({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; reader && bytes <= mostAnswerBytes; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.length
    text += decoder.decode(value, { stream: true })
  }
  await reader?.cancel()
  return text
}

/** A bearer token in clear text on a network is anyone's who listens. */
function requirePrivate(url: string): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' }
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return
  const data = { call: 'remoteSigner', field: 'url', value: url }
  throw new LedgerError('FieldInvalid', 'A signing service is reached over https, or on this machine', data)
}

function signatureOf(text: string): Hex | undefined {
  try {
    const { signature } = JSON.parse(text) as { signature?: unknown }
    return isHex(signature) && signature.length === 132 ? signature : undefined
  } catch {
    return undefined
  }
}
