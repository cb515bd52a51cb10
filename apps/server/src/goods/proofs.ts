import { setImmediate } from 'node:timers/promises'
import { decodeCall, type Ledger, type LotId, runProof, runRoot, type UnitProof, unitsPerRun } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { type Hex, toHex } from 'viem'
import { getTransaction } from 'viem/actions'
import { ProblemError } from '../problem-error.ts'

/** What proofs are made from. */
export interface ProofDeps {
  readonly db: Db
  readonly ledger: Pick<Ledger, 'client'>
}

/** Shows the ledger that packs were commissioned under their numbers. */
export interface Proofs {
  /**
   * Proofs of units of a lot, in their order.
   *
   * @throws ProblemError ChainAway where the chain does not give the transaction that commissioned them
   */
  of(lot: { readonly ref: number; readonly lot: string }, indexes: readonly number[]): Promise<UnitProof[]>
}

/** Runs whose leaves are kept: about 100 kB each. */
const mostRuns = 64

/** The leaves of a run are in the call data of the act that commissioned it, and nowhere else on the chain. */
export function createProofs({ db, ledger }: ProofDeps): Proofs {
  const known = new LRUCache<string, readonly Hex[]>({ max: mostRuns })

  async function leavesOfRun(
    lot: { readonly ref: number; readonly lot: string },
    run: number,
  ): Promise<readonly Hex[]> {
    const key = `${lot.lot}.${run}`
    const before = known.get(key)
    if (before) return before
    const { runs, events } = schema
    const [row] = await db
      .select({ root: runs.root, txHash: events.txHash })
      .from(runs)
      .innerJoin(events, eq(events.seq, runs.seq))
      .where(and(eq(runs.lotRef, lot.ref), eq(runs.run, run)))
    if (!row) throw new TypeError(`lot ${lot.lot} has no run ${run}`)
    const leaves = await readLeaves(toHex(row.txHash), lot.lot as LotId, run, toHex(row.root))
    known.set(key, leaves)
    return leaves
  }

  async function readLeaves(hash: Hex, lot: LotId, run: number, root: Hex): Promise<readonly Hex[]> {
    const away = (cause?: unknown) =>
      new ProblemError('ChainAway', 'The chain does not give what the packs were commissioned with; try again', {
        cause,
      })
    const { input } = await getTransaction(ledger.client, { hash }).catch((cause: unknown) => {
      throw away(cause)
    })
    const carried = decodeCall(input)
    const acts = (carried?.name === 'carry' ? (carried.args?.acts ?? []) : []) as readonly { readonly data: Hex }[]
    for (const data of [input, ...acts.map((act) => act.data)]) {
      const call = decodeCall(data)
      if (call?.contract !== 'catalogue' || call.name !== 'commission') continue
      if (String(call.args?.lot).toLowerCase() !== lot.toLowerCase() || Number(call.args?.run) !== run) continue
      const leaves = call.args?.leaves as readonly Hex[]
      // Another act of the same transaction may have tried the same run with other leaves, and was refused.
      if (runRoot(leaves).toLowerCase() === root.toLowerCase()) return leaves
    }
    throw away()
  }

  return {
    async of(lot, indexes) {
      const proofs: UnitProof[] = []
      for (const index of indexes) {
        const leaves = await leavesOfRun(lot, Math.floor(index / unitsPerRun))
        const position = index % unitsPerRun
        const leaf = leaves[position]
        if (leaf === undefined) throw new TypeError(`lot ${lot.lot} has no unit ${index}`)
        proofs.push({ index, leaf, proof: runProof(leaves, position) })
        // A proof hashes the whole run, which takes milliseconds: other requests go between.
        await setImmediate()
      }
      return proofs
    },
  }
}
