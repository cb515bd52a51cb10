import { type Chain, inProcessRequest } from '@theriac/chain'
import { createEndpoint, type Endpoint, type EndpointOptions } from '@theriac/ledger'

/** The way to a chain in this process. */
export function endpointInside(chain: Chain, expected: Pick<EndpointOptions, 'chainId' | 'genesisHash'>): Endpoint {
  return createEndpoint({
    request: inProcessRequest(chain),
    heads: (listener) =>
      chain.subscribe(({ kind }) => {
        if (kind === 'block') listener()
      }),
    ...expected,
  })
}
