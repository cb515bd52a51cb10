import { createHmac } from 'node:crypto'
import { pinnedRequest } from '../../outgoing/pinned-request.ts'
import { resolveTarget, type TargetRules } from '../../outgoing/target.ts'

/** One attempt at a delivery. */
export interface Attempt {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly rules: TargetRules
  readonly signal: AbortSignal
}

/** What came of it; `status` is absent where nobody answered. */
export interface AttemptOutcome {
  readonly ok: boolean
  readonly status?: number
  readonly error?: string
}

/** As much of an answer as is waited for; nothing in it is of interest. */
const mostAnswerBytes = 16_384

/** Sends a body and waits for the status. A redirect is not followed: it would lead past the check of the address. */
export async function post({ url, body, headers, timeoutMs, rules, signal }: Attempt): Promise<AttemptOutcome> {
  const target = new URL(url)
  const at = await resolveTarget(target, rules)
  if ('rule' in at) return { ok: false, error: at.detail }
  return new Promise((resolve) => {
    const end = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const request = pinnedRequest(
      target,
      at,
      { method: 'POST', signal: end, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        const status = response.statusCode ?? 0
        const ok = status >= 200 && status < 300
        const outcome = ok ? { ok, status } : { ok, status, error: `answered ${status}` }
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > mostAnswerBytes) response.destroy()
        })
        response.on('close', () => resolve(outcome))
        response.on('error', () => resolve(outcome))
      },
    )
    request.on('error', (error) => {
      resolve({ ok: false, error: end.aborted ? `no answer within ${timeoutMs / 1000} s` : error.message })
    })
    request.end(body)
  })
}

/**
 * What a receiver checks: `t=<Unix seconds>,v1=<HMAC-SHA256 by the secret over "<t>.<body>", in hex>`. It should refuse a `t`
 * that is more than a few minutes old.
 */
export function signatureOf(secret: string, body: string, seconds: number): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
