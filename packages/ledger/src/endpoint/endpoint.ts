import { createClient, custom, numberToHex } from 'viem'
import { LedgerError } from '../errors.ts'
import { untilAborted } from '../waits.ts'
import { compareHeights } from './heights.ts'
import { httpNode } from './http-node.ts'
import { type Answer, NodeFault, type RpcNode } from './node.ts'
import { profileOf } from './profile.ts'
import { faultInWords } from './rpc-error.ts'
import { functionNode, socketNode } from './socket-node.ts'
import type { Endpoint, NodeStatus, Profile, RequestFunction, RpcRequest } from './types.ts'

/** How to reach a chain. */
export interface EndpointOptions {
  /** `http:`, `https:`, `ws:` or `wss:` URLs of nodes of one's own, best first. */
  readonly urls?: readonly string[]
  /** A way inside this process instead of URLs. */
  readonly request?: RequestFunction
  /** With `request`: calls the listener on each new block; gives what stops it. */
  readonly heads?: (listener: () => void) => () => void
  /** A node of another chain is refused. Without it the first node that answers decides. */
  readonly chainId?: number
  /** Hash of block 0, as the nodes tell it. */
  readonly genesisHash?: string
  /** For one answer; 10 s by default. */
  readonly timeoutMs?: number
  /** How long a node that failed is asked last; 5 s by default. */
  readonly restMs?: number
  readonly profile?: Profile
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: () => number
}

interface NodeState {
  readonly node: RpcNode
  state: Exclude<NodeStatus['state'], 'behind'>
  fault?: string
  wrong?: LedgerError<'EndpointWrongChain'>
  isBehind: boolean
  restsUntil: number
  /** The check of its chain, once per time that it came back. */
  checked?: Promise<void>
}

interface Waiting {
  readonly request: RpcRequest
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

/** How often several nodes are compared with each other while they are asked. */
const compareMs = 5_000

/** Longer parameters travel alone: a batch of raw transactions would meet a node's limit on bodies. */
const aloneFrom = 8_192

/**
 * One chain over several nodes: stays with a node that answers, goes on to the next when it cannot be reached, does not
 * answer in time, answers with HTTP 5xx or has fallen behind; an error that a node itself answers (a revert) is the answer. Calls of one
 * turn of the event loop go out as one batch.
 */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { timeoutMs = 10_000, restMs = 5_000, clock = Date.now, genesisHash } = options
  const nodes = nodesOf(options, timeoutMs).map(
    (node): NodeState => ({ node, state: 'unknown', isBehind: false, restsUntil: 0 }),
  )
  let current = nodes[0]
  let expectedChainId = options.chainId
  let batchSize = options.profile?.batchSize ?? 8
  let profile: Promise<Profile> | undefined
  let waiting: Waiting[] = []
  let closed = false
  let comparedAt = Number.NEGATIVE_INFINITY
  let highestBefore = 0

  async function check(entry: NodeState): Promise<void> {
    const [chain, genesis] = await entry.node.send([
      { method: 'eth_chainId' },
      ...(genesisHash ? [{ method: 'eth_getBlockByNumber', params: [numberToHex(0), false] }] : []),
    ])
    const actual = Number(resultOf(chain))
    // Null counts as 0: what answers so is no node, or has no chain yet.
    if (!Number.isSafeInteger(actual) || actual < 1) throw new NodeFault('it tells no chain id')
    expectedChainId ??= actual
    if (actual !== expectedChainId) throw wrongChain(entry, 'chainId', String(expectedChainId), String(actual))
    if (!genesisHash) return
    const hash = (resultOf(genesis) as { readonly hash?: unknown } | null)?.hash
    if (typeof hash !== 'string') throw new NodeFault('it tells no first block')
    if (hash.toLowerCase() !== genesisHash.toLowerCase()) throw wrongChain(entry, 'genesis', genesisHash, hash)
  }

  /** Answers of the first node, in the order of preference, that gives any. */
  async function send(requests: readonly RpcRequest[]): Promise<readonly Answer[]> {
    const attempts: { node: string; fault: string }[] = []
    let wrong: LedgerError<'EndpointWrongChain'> | undefined
    let cause: unknown
    for (const entry of order()) {
      if (closed) break
      try {
        entry.checked ??= check(entry)
        await entry.checked
        const answers = await entry.node.send(requests)
        entry.state = 'healthy'
        delete entry.fault
        current = entry
        void compare()
        return answers
      } catch (error) {
        delete entry.checked
        entry.restsUntil = clock() + restMs
        entry.state = error instanceof LedgerError ? 'wrong chain' : 'down'
        entry.fault = faultInWords(error)
        attempts.push({ node: entry.node.name, fault: entry.fault })
        cause = error
        if (error instanceof LedgerError && error.code === 'EndpointWrongChain') wrong = error
      }
    }
    if (closed) throw new LedgerError('EndpointClosed', 'The endpoint is closed', {})
    if (wrong && attempts.length === nodes.filter(({ state }) => state === 'wrong chain').length) throw wrong
    const method = requests[0]?.method ?? ''
    throw new LedgerError('EndpointUnavailable', `No node answered ${method}`, { method, attempts }, cause)
  }

  /** Looks now and then whether a node that answers has fallen behind the others. */
  async function compare(): Promise<void> {
    if (nodes.length < 2 || clock() - comparedAt < compareMs) return
    comparedAt = clock()
    const reachable = nodes.filter(({ state, restsUntil }) => state !== 'wrong chain' && restsUntil <= clock())
    const { behind, highest } = await compareHeights(
      reachable.map(({ node }) => node),
      highestBefore,
    )
    highestBefore = highest
    for (const entry of nodes) entry.isBehind = behind.has(entry.node)
  }

  /** The current node first, those that are behind or rest last. */
  function order(): readonly NodeState[] {
    const now = clock()
    const rank = (entry: NodeState): number => {
      if (entry.restsUntil > now) return 3
      if (entry.isBehind) return 2
      return entry === current ? 0 : 1
    }
    return nodes.length === 1 ? nodes : [...nodes].sort((a, b) => rank(a) - rank(b))
  }

  function flush(): void {
    const all = waiting
    waiting = []
    let chunk: Waiting[] = []
    for (const one of all) {
      if (isLong(one.request)) void deliver([one])
      else if (chunk.push(one) === batchSize) {
        void deliver(chunk)
        chunk = []
      }
    }
    if (chunk.length > 0) void deliver(chunk)
  }

  async function deliver(chunk: readonly Waiting[]): Promise<void> {
    try {
      const answers = await send(chunk.map(({ request }) => request))
      chunk.forEach((one, index) => {
        const answer = answers[index]
        if (answer?.ok) one.resolve(answer.result)
        else one.reject(answer?.error ?? new NodeFault('no answer'))
      })
    } catch (error) {
      for (const one of chunk) one.reject(error)
    }
  }

  function request(one: RpcRequest, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    const answer = new Promise<unknown>((resolve, reject) => {
      if (waiting.push({ request: one, resolve, reject }) === 1) queueMicrotask(flush)
    })
    return signal ? untilAborted(answer, signal) : answer
  }

  const transport = custom(
    { request: (one: RpcRequest) => request(one) },
    { key: 'theriac', name: 'Theriac endpoint', retryCount: 0 },
  )

  return {
    request,
    async batch(requests, { signal } = {}) {
      signal?.throwIfAborted()
      const answers = send(requests)
      return (await (signal ? untilAborted(answers, signal) : answers)).map(resultOf)
    },
    async chainId() {
      if (expectedChainId === undefined) await request({ method: 'eth_chainId' })
      return expectedChainId ?? 0
    },
    profile() {
      if (options.profile) return Promise.resolve(options.profile)
      profile ??= request({ method: 'web3_clientVersion' }).then((version) => {
        const known = profileOf(version)
        batchSize = known.batchSize
        return known
      })
      const asked = profile
      asked.catch(() => {
        if (profile === asked) profile = undefined
      })
      return asked
    },
    transport,
    client: createClient({ transport, pollingInterval: 100 }),
    onHead: (listener) => nodes.find(({ node }) => node.onHead)?.node.onHead?.(listener),
    status: () =>
      nodes.map((entry) => ({
        node: entry.node.name,
        state: entry.state === 'healthy' && entry.isBehind ? 'behind' : entry.state,
        current: entry === current,
        ...(entry.fault === undefined ? {} : { fault: entry.fault }),
      })),
    close() {
      closed = true
      for (const { node } of nodes) node.close()
    },
  }
}

function nodesOf(options: EndpointOptions, timeoutMs: number): readonly RpcNode[] {
  if (options.request) return [functionNode(options.request, options.heads)]
  const fetch = options.fetch ?? globalThis.fetch
  return (options.urls ?? []).map((url) =>
    /^wss?:/.test(url) ? socketNode({ url, timeoutMs }) : httpNode({ url, timeoutMs, fetch }),
  )
}

function isLong({ params }: RpcRequest): boolean {
  return Array.isArray(params) && typeof params[0] === 'string' && params[0].length >= aloneFrom
}

function resultOf(answer: Answer | undefined): unknown {
  if (answer?.ok) return answer.result
  throw answer?.error ?? new NodeFault('no answer')
}

function wrongChain(
  entry: NodeState,
  what: 'chainId' | 'genesis',
  expected: string,
  actual: string,
): LedgerError<'EndpointWrongChain'> {
  const node = entry.node.name
  return new LedgerError('EndpointWrongChain', `${node} is of another chain`, { node, what, expected, actual })
}
