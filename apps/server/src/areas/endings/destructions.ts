import { randomUUID } from 'node:crypto'
import type { Destruction, endingRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { destroyGoods, type Holder, type Ledger, type Signer, signDestruction } from '@theriac/ledger'
import { type Db, type EndingQueries, type LeafIndex, type Paging, pageQuery } from '@theriac/read-model'
import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import { accounts, destructions as table, type WitnessedAct } from '../../db/schema/index.ts'
import { requireOneAct, splitGoods } from '../../goods/act-size.ts'
import { requirePermitted } from '../../goods/guards.ts'
import { resolveGoods } from '../../goods/resolve.ts'
import { type Demand, requirePlaces } from '../../goods/where/require-places.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { notify } from '../../notify/notify.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { instantOf } from '../../times.ts'

/** What destructions work with. */
export interface DestructionDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly ledger: Pick<Ledger, 'chainId' | 'addresses'>
  /** Who signs for an account with its key on the ledger. */
  readonly signerOf: (accountId: string, operator: string) => Promise<Signer>
  /** Now, Unix ms. */
  readonly clock: () => number
}

type Row = typeof table.$inferSelect
type DestructionHandlers = Pick<
  Handlers<typeof endingRoutes>,
  'destructions' | 'findDestruction' | 'proposeDestruction' | 'confirmDestruction' | 'cancelDestruction'
>

const paging: Paging<Row, 'proposedAt'> = {
  sorts: { proposedAt: { by: table.proposedAt, type: 'number', value: ({ proposedAt }) => proposedAt } },
  order: '-proposedAt',
  id: { by: table.id, type: 'text', value: ({ id }) => id },
}

/**
 * Destruction by two operators. The one who proposes signs as witness, in the session that it proposes in; the other
 * confirms in a session of its own, and its act on the ledger carries the witness's signature over exactly these goods.
 */
export function createDestructionHandlers(deps: DestructionDeps, endings: EndingQueries): DestructionHandlers {
  const { db, clock, ledger } = deps

  /** One of the caller's institution; of any for the regulator. */
  async function find(from: Db, caller: Caller, id: string): Promise<Row> {
    const own = caller.kind === 'regulator' ? undefined : eq(table.gln, caller.gln)
    const [row] = await from
      .select()
      .from(table)
      .where(and(eq(table.id, id), own))
    if (!row) throw notFound('destruction')
    return row
  }

  /** Moves an open one on; whoever comes second is told what it is. */
  async function change(tx: Db, row: Row, next: Partial<Row>): Promise<Row> {
    const [changed] = await tx
      .update(table)
      .set(next)
      .where(and(eq(table.id, row.id), eq(table.state, 'open')))
      .returning()
    if (changed) return changed
    const [now] = await tx.select().from(table).where(eq(table.id, row.id))
    throw notOpen(now?.state ?? row.state)
  }

  return {
    async destructions({ caller, query }) {
      const { gln, state, ...request } = query
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const owner = caller.kind === 'regulator' ? gln : caller.gln
      const where = and(
        owner === undefined ? undefined : eq(table.gln, owner),
        state === undefined ? undefined : eq(table.state, state),
        after,
      )
      const rows = await db
        .select()
        .from(table)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit)
      const { items, next } = page(rows)
      return { items: items.map(wireOf), ...(next === undefined ? {} : { next }) }
    },

    findDestruction: async ({ caller, params }) => wireOf(await find(db, caller, params.id)),

    async proposeDestruction({ caller, body }) {
      const { goods: input, reason } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'destroy')
      const resolved = await resolveGoods(deps, input)
      const named = { resolved, units: input.units }
      const places = await requirePlaces({ ...deps, endings }, caller, named, ownGoods(caller.gln))
      const witness = await deps.signerOf(caller.accountId, caller.operator)
      const chain = { chainId: ledger.chainId, inventory: ledger.addresses.inventory }
      const acts: WitnessedAct[] = []
      for (const { holder, goods } of places) {
        if (!holder) continue
        for (const part of splitGoods(goods)) {
          const signature = await signDestruction(witness, chain, {
            gln: caller.gln,
            from: holder,
            goods: part,
            reason,
          })
          const { name, data } = requireOneAct(destroyGoods(holder, part, reason, signature))
          acts.push({ name, data })
        }
      }
      const row = {
        id: randomUUID(),
        gln: caller.gln,
        state: 'open',
        reason,
        goods: input,
        units: resolved.units,
        acts,
        proposedBy: caller.accountId,
        witness: witness.address.toLowerCase(),
        proposedAt: clock(),
      }
      return async (tx) => {
        const [stored] = await tx.insert(table).values(row).returning()
        if (!stored) throw new TypeError('An insert with an answer answered nothing')
        await tellOthers(tx, stored)
        return wireOf(stored)
      }
    },

    async confirmDestruction({ caller, params }) {
      const row = await find(db, caller, params.id)
      if (row.state !== 'open') throw notOpen(row.state)
      if (row.proposedBy === caller.accountId || row.witness === caller.operator) {
        const detail = 'Another operator has to confirm it: two take part in a destruction'
        throw new ProblemError('WrongState', detail, { reason: { name: 'InventoryBadWitness', args: {} } })
      }
      await requirePermitted(deps, 'Your institution', caller.gln, 'destroy')
      return {
        stages: [row.acts.map(({ name, data }) => ({ contract: 'inventory', name, data }))],
        result: { id: row.id, units: row.units },
        alongside: async (tx, jobId) => {
          await change(tx, row, { state: 'confirmed', confirmedBy: caller.accountId, confirmedAt: clock(), jobId })
        },
      }
    },

    async cancelDestruction({ caller, params }) {
      return async (tx) => {
        const row = await find(tx, caller, params.id)
        return wireOf(await change(tx, row, { state: 'cancelled', cancelledBy: caller.accountId }))
      }
    },
  }
}

/** Tells everybody of the institution who may confirm it that a second person is needed. */
async function tellOthers(tx: Db, { id, gln, units, reason, proposedBy, proposedAt }: Row): Promise<void> {
  const others = await tx
    .select({ accountId: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.gln, gln),
        ne(accounts.id, proposedBy),
        inArray(accounts.role, ['operator', 'admin']),
        isNull(accounts.disabledAt),
        isNull(accounts.removedAt),
      ),
    )
  await notify(
    tx,
    others.map(({ accountId }) => ({
      kind: 'destruction_proposed' as const,
      gln,
      accountId,
      dedupe: `destruction:${id}:${accountId}`,
      args: { destruction: id, units, reason, proposedBy },
      now: proposedAt,
    })),
  )
}

/** What became of a destruction, once the ledger has said so. */
export const destructionsSettled: SettledHooks = {
  'endings.confirmDestruction': async (tx, { id, state }) => {
    await tx
      .update(table)
      .set({ state: state === 'sealed' ? 'done' : 'refused' })
      .where(eq(table.jobId, id))
  },
}

/** Goods at an institution, or set aside by it, and in no container that is not named itself. */
function ownGoods(gln: string): Demand {
  const isRight = (holder: Holder): boolean => {
    if (holder.kind === 'quarantine') return holder.gln === gln && holder.setter === gln
    const isHere = ['institution', 'opened', 'returned', 'rejected'].includes(holder.kind)
    return isHere && 'gln' in holder && holder.gln === gln
  }
  return {
    attempt: 'destroy',
    target: 'destroyed',
    isRight,
    // What is worth least first: who has goods to destroy has them set aside.
    quantities: { gln, kinds: ['rejected', 'quarantine', 'returned', 'opened', 'institution'] },
    place: 'at your institution, in no container and not set aside by another',
  }
}

function notOpen(state: string): ProblemError {
  return new ProblemError('WrongState', `The destruction is ${state}, no longer open`, {
    reason: { name: state, args: {} },
  })
}

function wireOf(row: Row): Destruction {
  return {
    id: row.id,
    gln: row.gln as Gln,
    state: row.state as Destruction['state'],
    reason: row.reason,
    goods: row.goods,
    units: row.units,
    proposedBy: row.proposedBy,
    proposedAt: instantOf(row.proposedAt),
    ...(row.confirmedBy === null ? {} : { confirmedBy: row.confirmedBy }),
    ...(row.confirmedAt === null ? {} : { confirmedAt: instantOf(row.confirmedAt) }),
    ...(row.cancelledBy === null ? {} : { cancelledBy: row.cancelledBy }),
    ...(row.jobId === null ? {} : { jobId: row.jobId }),
  }
}
