import { type Hash, hexToBigInt, numberToHex } from 'viem'
import type { Web3Request } from '../web3.ts'
import { targetOf } from './http.ts'
import { createRequest } from './request.ts'
import { hash, type Shape, ShapeFault, text } from './shape.ts'

/** The Ethereum JSON-RPC of one node, asked by itself. */
export interface Web3Rpc {
  /** Any method; the answer is as it came. */
  readonly request: Web3Request
  /** Such as `FISCO-BCOS-Web3RPC/3.16.4…`. */
  clientVersion(): Promise<string>
  chainId(): Promise<number>
  /** A block's hash and time, as this RPC tells them. Throws AnswerInvalid where there is none. */
  block(number: bigint): Promise<{ readonly hash: Hash; readonly timestamp: bigint }>
}

/** What it takes to ask one node. */
export interface Web3RpcOptions {
  /** Over HTTP; user and password in it are sent as basic authorization. */
  readonly url: string
  readonly timeoutMs: number
  readonly fetch?: typeof globalThis.fetch
}

/** Answers are read by whoever asked. */
const anything: Shape<unknown> = (value) => value

const name: Shape<string> = (value, path) => {
  if (text(value, path) === '') throw new ShapeFault(path, 'a name')
  return text(value, path)
}

const quantity: Shape<bigint> = (value, path) => {
  if (typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value)) return hexToBigInt(value as `0x${string}`)
  throw new ShapeFault(path, 'a number in hexadecimal')
}

const id: Shape<number> = (value, path) => {
  const number = Number(quantity(value, path))
  // A chain that has no id yet is no chain that anything can be signed for.
  if (number === 0 || !Number.isSafeInteger(number)) throw new ShapeFault(path, 'the id of a chain')
  return number
}

const block: Shape<{ hash: Hash; timestamp: bigint }> = (value, path) => {
  if (typeof value !== 'object' || value === null) throw new ShapeFault(path, 'a block')
  const { hash: own, timestamp } = value as Readonly<Record<string, unknown>>
  return { hash: hash(own, `${path}.hash`), timestamp: quantity(timestamp, `${path}.timestamp`) }
}

/**
 * Asks one node by itself, where it is to be known how that one does: what is wrong with it, or with the way to it, is thrown as the
 * same `FiscoError` as of the native RPC. Business goes over several nodes, through `@theriac/ledger`.
 *
 * @throws FiscoError UrlInvalid
 */
export function createWeb3Rpc({ url, timeoutMs, fetch = globalThis.fetch }: Web3RpcOptions): Web3Rpc {
  const request = createRequest({ targets: [targetOf(url)], timeoutMs, fetch, dialect: 'web3' })
  return {
    request: (method, params) => request({ method, params, shape: anything }),
    clientVersion: () => request({ method: 'web3_clientVersion', params: [], shape: name }),
    chainId: () => request({ method: 'eth_chainId', params: [], shape: id }),
    block: (number) => request({ method: 'eth_getBlockByNumber', params: [numberToHex(number), false], shape: block }),
  }
}
