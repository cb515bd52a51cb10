import type { Answer, RpcNode } from './node.ts'

/** More blocks than a node lags behind while it is merely a moment late. */
const mostBehind = 5

/** What came of comparing nodes with each other. */
export interface Heights {
  readonly behind: ReadonlySet<RpcNode>
  /** Of all of them. */
  readonly highest: number
}

/**
 * Which of several nodes have fallen behind: a node that hangs on to an old state answers, and wrongly. A height counts with the
 * block that stands there; a node that tells none is no measure.
 *
 * @param before - the highest block at the comparison before, which every node should have by now
 */
export async function compareHeights(nodes: readonly RpcNode[], before: number): Promise<Heights> {
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
  const highest = Math.max(0, ...heights.values())
  const isBehind = (height: number): boolean => highest - height > mostBehind || height < Math.min(before, highest)
  return { behind: new Set([...heights].filter(([, height]) => isBehind(height)).map(([node]) => node)), highest }
}

function heightIn(answer: Answer | undefined): number | undefined {
  const block = answer?.ok
    ? (answer.result as { readonly number?: unknown; readonly hash?: unknown } | null)
    : undefined
  const height = Number(block?.number)
  return typeof block?.hash === 'string' && Number.isSafeInteger(height) ? height : undefined
}
