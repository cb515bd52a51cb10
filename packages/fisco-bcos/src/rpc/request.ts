import { FiscoError } from '../errors.ts'
import { statusName } from '../system/status.ts'
import { post, type Target } from './http.ts'
import { integer, record, type Shape, ShapeFault, text } from './shape.ts'

/** One call of the native RPC and how to read its answer. */
export interface NativeRequest<Value> {
  readonly method: string
  readonly params: readonly unknown[]
  readonly shape: Shape<Value>
}

export interface RequestOptions {
  readonly targets: readonly Target[]
  readonly timeoutMs: number
  readonly fetch: typeof globalThis.fetch
  /** Whose numbers errors have: the engine's own stand for something else over the Ethereum JSON-RPC. */
  readonly dialect: 'native' | 'web3'
}

const errorShape = record({ code: integer, message: text })

/** JSON-RPC 2.0: a method that is not there. */
const methodNotFound = -32_601
/** The engine's own: no such group or node, or not started. */
const noSuchNode: ReadonlySet<number> = new Set([-32_000, -32_005])
/** The engine's own: the ledger has no such entry. */
const notInLedger = 3_008

/**
 * Asks the nodes one after the other until one answers. A node that answers with a refusal has answered: the next one
 * would refuse as well, or hide that this one is set up wrongly.
 */
export function createRequest(options: RequestOptions): <Value>(request: NativeRequest<Value>) => Promise<Value> {
  let lastId = 0
  /** Where to begin: what answered last. */
  let current = 0

  async function ask<Value>(target: Target, { method, params, shape }: NativeRequest<Value>): Promise<Value> {
    const { timeoutMs, fetch, dialect } = options
    const id = ++lastId
    const answer = await post({ target, timeoutMs, fetch }, JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    try {
      return readAnswer(answer, id, { method, params, shape, dialect }, target.name)
    } catch (cause) {
      if (!(cause instanceof ShapeFault)) throw cause
      const { path, expected } = cause
      throw new FiscoError('AnswerInvalid', { url: target.name, method, path, expected }, cause)
    }
  }

  return async (request) => {
    const faults: FiscoError[] = []
    const start = current
    for (let tried = 0; tried < options.targets.length; tried++) {
      const index = (start + tried) % options.targets.length
      const target = options.targets[index]
      if (target === undefined) break
      try {
        const value = await ask(target, request)
        current = index
        return value
      } catch (error) {
        if (!(error instanceof FiscoError) || isRefusal(error)) throw error
        faults.push(error)
      }
    }
    const [only] = faults
    if (only !== undefined && faults.length === 1) throw only
    const attempts = faults.map(({ code, data }) => ({ url: 'url' in data ? data.url : '', code }))
    throw new FiscoError('NodesFailed', { method: request.method, attempts }, new AggregateError(faults))
  }
}

const refusals: ReadonlySet<string> = new Set([
  'MethodUnknown',
  'GroupUnknown',
  'NotFound',
  'TransactionRefused',
  'RpcRefused',
])
const isRefusal = (error: FiscoError): boolean => refusals.has(error.code)

type Asked<Value> = NativeRequest<Value> & Pick<RequestOptions, 'dialect'>

function readAnswer<Value>(answer: unknown, id: number, request: Asked<Value>, url: string): Value {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw new ShapeFault('', 'an object')
  const { error, result, id: answered } = answer as Readonly<Record<string, unknown>>
  if (error !== undefined) throw refusal(errorShape(error, 'error'), request, url)
  if (answered !== id) throw new ShapeFault('id', `${id}`)
  if (!('result' in answer)) throw new ShapeFault('result', 'a result or an error')
  return request.shape(result, 'result')
}

function refusal(
  { code, message }: { readonly code: number; readonly message: string },
  { method, params, dialect }: Omit<Asked<unknown>, 'shape'>,
  url: string,
): FiscoError {
  if (code === methodNotFound) return new FiscoError('MethodUnknown', { url, method })
  if (dialect === 'web3') return new FiscoError('RpcRefused', { url, method, rpcCode: code, message })
  if (noSuchNode.has(code)) return new FiscoError('GroupUnknown', { url, method, group: String(params[0] ?? '') })
  if (code === notInLedger) return new FiscoError('NotFound', { url, method, params })
  if (method === 'sendTransaction' && code >= 10_000)
    return new FiscoError('TransactionRefused', { url, status: code, name: statusName(code) })
  return new FiscoError('RpcRefused', { url, method, rpcCode: code, message })
}
