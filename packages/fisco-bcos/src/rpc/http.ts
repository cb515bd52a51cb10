import { FiscoError } from '../errors.ts'
import { parseJson } from './shape.ts'

/** What one node needs to be asked. */
export interface PostOptions {
  readonly target: Target
  readonly timeoutMs: number
  readonly fetch: typeof globalThis.fetch
}

/** A node's URL, taken apart. */
export interface Target {
  /** Where to send, without user and password. */
  readonly href: string
  /** For errors: without query, which may hold a secret. */
  readonly name: string
  readonly authorization?: string
}

/** Takes a URL apart. Throws `UrlInvalid`. */
export function targetOf(url: string): Target {
  if (!URL.canParse(url)) throw new FiscoError('UrlInvalid', { url })
  const parsed = new URL(url)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') throw new FiscoError('UrlInvalid', { url })
  const name = `${parsed.origin}${parsed.pathname}`
  const secret = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`
  const authorization = parsed.username === '' ? {} : { authorization: `Basic ${btoa(secret)}` }
  parsed.username = ''
  parsed.password = ''
  return { href: parsed.href, name, ...authorization }
}

/** Sends one JSON-RPC request and gives the JSON that came back; throws a `FiscoError` that says what was wrong. */
export async function post({ target, timeoutMs, fetch }: PostOptions, body: string): Promise<unknown> {
  const url = target.name
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (target.authorization !== undefined) headers.authorization = target.authorization
  try {
    // No node sends elsewhere: who does is not one, and gets nothing to send on.
    const redirect = 'manual'
    const response = await fetch(target.href, { method: 'POST', headers, body, redirect, signal: controller.signal })
    const answer = await wholeText(response, url, controller.signal)
    return readJson(answer, response, url)
  } catch (cause) {
    if (cause instanceof FiscoError) throw cause
    if (controller.signal.aborted) throw new FiscoError('NodeTimeout', { url, timeoutMs }, cause)
    throw await networkFault({ target, timeoutMs, fetch }, cause)
  } finally {
    clearTimeout(timer)
  }
}

async function wholeText(response: Response, url: string, signal: AbortSignal): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    // The head came and the rest did not: the connection broke in the middle.
    if (signal.aborted) throw cause
    throw new FiscoError('AnswerCutShort', { url, length: Number(response.headers.get('content-length') ?? 0) }, cause)
  }
}

function readJson(answer: string, response: Response, url: string): unknown {
  const beginning = answer.trimStart()
  const looksJson = beginning.startsWith('{') || beginning.startsWith('[')
  if (!looksJson) {
    if (!response.ok) throw new FiscoError('HttpStatus', { url, status: response.status })
    if (beginning === '') throw new FiscoError('AnswerCutShort', { url, length: answer.length })
    const form = beginning.startsWith('<') ? 'html' : 'text'
    throw new FiscoError('AnswerNotJson', { url, form, beginning: beginning.slice(0, 80) })
  }
  try {
    return parseJson(answer)
  } catch (cause) {
    // It starts as JSON: what is wrong is nearly always that it stops.
    throw new FiscoError('AnswerCutShort', { url, length: answer.length }, cause)
  }
}

/** Node's fetch puts the system's own error into the cause, sometimes several deep, or one for each address that was tried. */
function systemCode(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof AggregateError && current.errors.length > 0) return systemCode(current.errors[0])
    if ('code' in current && typeof current.code === 'string') return current.code
  }
  return undefined
}

// What TLS makes of an answer that is not TLS.
const notTls =
  /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_UNKNOWN_PROTOCOL|ERR_SSL_HTTP_REQUEST)$/
// What TLS calls a certificate or a handshake that one side did not accept.
const tlsAtWork = /^(?:ERR_SSL_|ERR_TLS_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH)/
// How plain HTTP ends that a TLS server hangs up on: no answer, or bytes that are not HTTP.
const hungUp = /^(?:UND_ERR_SOCKET|ECONNRESET|HPE_)/

async function networkFault(options: PostOptions, cause: unknown): Promise<FiscoError> {
  const url = options.target.name
  const reason = systemCode(cause) ?? (cause instanceof Error ? cause.message : 'network failure')
  if (options.target.href.startsWith('https:')) {
    if (notTls.test(reason)) return new FiscoError('TlsNotSpoken', { url }, cause)
    if (tlsAtWork.test(reason)) return new FiscoError('TlsRefused', { url, reason }, cause)
  } else if (hungUp.test(reason) && (await speaksTls(options))) {
    return new FiscoError('TlsRequired', { url }, cause)
  }
  return new FiscoError('NodeUnreachable', { url, reason }, cause)
}

/** Whether what hung up on plain HTTP takes part in a TLS handshake. Nothing of the request is sent. */
async function speaksTls({ target, timeoutMs, fetch }: PostOptions): Promise<boolean> {
  try {
    await fetch(target.href.replace(/^http:/, 'https:'), { method: 'HEAD', signal: AbortSignal.timeout(timeoutMs) })
    return true
  } catch (cause) {
    const reason = systemCode(cause) ?? ''
    return tlsAtWork.test(reason) && !notTls.test(reason)
  }
}
