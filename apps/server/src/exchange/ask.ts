import type { IncomingMessage } from 'node:http'
import { pinnedRequest } from '../outgoing/pinned-request.ts'
import { resolveTarget, type TargetRules } from '../outgoing/target.ts'

/** What a partner's server is asked. */
export interface Asking {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Until its answer begins, and between two pieces of it. */
  readonly timeoutMs: number
  /** Until its answer has ended: one that comes in drops would hold what waits for it for ever. */
  readonly mostMs: number
  readonly rules: TargetRules
  readonly signal: AbortSignal
}

/** Why there is no answer to use. */
export class PartnerFault extends Error {
  override readonly name = 'PartnerFault'
  readonly code = 'PartnerFault'
  /** HTTP status, where it answered at all. */
  readonly status: number | undefined

  constructor(message: string, status?: number, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.status = status
  }
}

/** Asks a partner's server, and gives the body as it comes. @throws PartnerFault */
export async function ask(asking: Asking): Promise<AsyncIterable<Uint8Array>> {
  const { url, headers, timeoutMs, mostMs, rules } = asking
  const target = new URL(url)
  const at = await resolveTarget(target, rules)
  if ('rule' in at) throw new PartnerFault(at.detail)
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(mostMs)])
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = pinnedRequest(target, at, { method: 'GET', headers, signal, timeout: timeoutMs }, resolve)
    request.on('timeout', () => request.destroy(new PartnerFault(`no answer within ${timeoutMs / 1000} s`)))
    request.on('error', (error) =>
      reject(error instanceof PartnerFault ? error : new PartnerFault(error.message, undefined, error)),
    )
    request.end()
  })
  const status = response.statusCode ?? 0
  if (status === 200) return response
  response.destroy()
  throw new PartnerFault(`answered ${status}`, status)
}
