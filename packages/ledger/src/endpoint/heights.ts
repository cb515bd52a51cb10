import type { Answer, RpcNode } from './node.ts'

/** More blocks than a node lags behind while it is merely a moment late. */
const mostBehind = 5

/**
 * Which of several nodes have fallen behind: a node that hangs on to an old state answers, and wrongly. A height counts with the
 * block that stands there; a node that tells none is no measure.
 */
export async function findBehind(nodes: readonly RpcNode[]): Promise<ReadonlySet<RpcNode>> {
  const heights = new Map<RpcNode, number>()
  await Promise.all(
    nodes.map(async (node) => {
      const [answer] = await node
        .send([{ method: 'eth_getBlockByNumber', params: ['latest', false] }])
        .catch((): readonly Answer[] => [])
      const height = heightIn(answer)
      if (height !== undefined) heights.set(node, height)
    }),
  )
  const highest = Math.max(...heights.values())
  return new Set([...heights].filter(([, height]) => highest - height > mostBehind).map(([node]) => node))
}

function heightIn(answer: Answer | undefined): number | undefined {
  const block = answer?.ok
    ? (answer.result as { readonly number?: unknown; readonly hash?: unknown } | null)
    : undefined
  const height = Number(block?.number)
  return typeof block?.hash === 'string' && Number.isSafeInteger(height) ? height : undefined
}
