import { type ClientRequest, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TargetAddress } from './target.ts'

/** Starts a request to an address that was checked, whatever the name resolves to a moment later. Follows no redirect. */
export function pinnedRequest(
  target: URL,
  at: TargetAddress,
  options: RequestOptions,
  answered: (response: IncomingMessage) => void,
): ClientRequest {
  const send = target.protocol === 'http:' ? requestHttp : requestHttps
  return send(
    target,
    {
      ...options,
      agent: false,
      lookup: (_host, { all }, done) =>
        all ? done(null, [at]) : (done as (e: null, a: string, f: number) => void)(null, at.address, at.family),
    },
    answered,
  )
}
