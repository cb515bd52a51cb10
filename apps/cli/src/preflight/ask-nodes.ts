import {
  createNativeRpc,
  createWeb3Rpc,
  type NativeIdentity,
  readNativeIdentity,
  readWeb3Identity,
  type Web3Identity,
} from '@theriac/fisco-bcos'
import { createEndpoint } from '@theriac/ledger'
import { genesisHashOf } from '../genesis.ts'
import { type Nodes, shownUrl } from '../nodes.ts'

/** What one URL answered, or what was wrong with asking it. */
type Asked<Value> = { readonly url: string } & (
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: unknown }
)

/** What all URLs answered, in their order. */
export interface NodesTold {
  readonly web3: readonly Asked<Web3Identity>[]
  readonly rpc: readonly Asked<NativeIdentity>[]
}

const timeoutMs = 10_000

/** Asks every URL by itself what it is. Changes nothing. */
export async function askNodes({ web3, rpc, group }: Nodes): Promise<NodesTold> {
  const [ofWeb3, ofNative] = await Promise.all([
    Promise.all(web3.map((url) => asked(url, /^wss?:/.test(url) ? askSocket : askWeb3))),
    Promise.all(rpc.map((url) => asked(url, () => askNative(url, group)))),
  ])
  return { web3: ofWeb3, rpc: ofNative }
}

async function asked<Value>(url: string, ask: (url: string) => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { url: shownUrl(url), ok: true, value: await ask(url) }
  } catch (fault) {
    return { url: shownUrl(url), ok: false, fault }
  }
}

const askWeb3 = (url: string): Promise<Web3Identity> => readWeb3Identity(createWeb3Rpc({ url, timeoutMs }))
const askNative = (url: string, group: string): Promise<NativeIdentity> =>
  readNativeIdentity(createNativeRpc({ urls: [url], group, timeoutMs }))

async function askSocket(url: string): Promise<Web3Identity> {
  const endpoint = createEndpoint({ urls: [url], timeoutMs })
  try {
    const chainId = await endpoint.chainId()
    const clientVersion = String(await endpoint.request({ method: 'web3_clientVersion' }))
    return { chainId, clientVersion, genesisHash: await genesisHashOf(endpoint) }
  } finally {
    endpoint.close()
  }
}
