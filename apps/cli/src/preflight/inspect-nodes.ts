import { CliError } from '../cli-error.ts'
import { explain } from '../explain.ts'
import type { Nodes } from '../nodes.ts'
import { askNodes } from './ask-nodes.ts'
import { type ChainIdentity, judgeNodes } from './judge.ts'

/**
 * Looks at every node that was named, before anything is written. One that does not answer is refused too, further ones
 * included: it is gone over to when the first one fails, at a moment when nobody looks whether it is the right one.
 *
 * @param expected - what is known of the chain: another one is refused
 * @throws the fault, where there is one; CliError NodesUnfit where there are several
 */
export async function inspectNodes(nodes: Nodes, expected: Partial<ChainIdentity> = {}): Promise<ChainIdentity> {
  const judged = judgeNodes(nodes, await askNodes(nodes), expected)
  if (judged.ok) return judged.chain
  const { faults } = judged
  if (faults.length === 1) throw faults[0]
  const told = faults.map((fault) => {
    const known = explain(fault)
    // What nobody expected is thrown as it is, so that it is seen.
    if (!known) throw fault
    return known
  })
  throw new CliError(
    'NodesUnfit',
    told.map(({ message }) => message).join('; '),
    [...new Set(told.map(({ advice }) => advice))].join(' '),
  )
}
