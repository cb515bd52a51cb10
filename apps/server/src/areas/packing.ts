import type { Container, packingRoutes } from '@theriac/api'
import { buildSscc, type Gln, type Gtin, type IsoDate, type LotNumber, type Sscc } from '@theriac/gs1'
import { denest, type Holder, type LotId, nest, type Packing, pack, unpack } from '@theriac/ledger'
import {
  type PlacedContainerRow as ContainerRow,
  containerQueries,
  type Db,
  isPartyOf,
  type LeafIndex,
  type LooseRow,
} from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { companyPrefixes } from '../db/schema/index.ts'
import { splitPackings } from '../goods/act-size.ts'
import { takeNumbers } from '../goods/counters.ts'
import { groupBy } from '../goods/group.ts'
import { requirePermitted } from '../goods/guards.ts'
import { requireHeld } from '../goods/held.ts'
import { createFaults } from '../goods/locate.ts'
import { looseOfAll, packingsOf, resolvePackings } from '../goods/packings.ts'
import { type ContainerRow as BareContainer, findContainers } from '../goods/resolve.ts'
import { ownHolderOf, wirePlaceOf } from '../goods/wire-place.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../problem-error.ts'
import { instantOfSeconds } from '../times.ts'
import type { SerialStore } from './commissioning/index.ts'
import { scopeOf } from './scope-of.ts'

/** What the handlers of containers need. */
export interface PackingHandlersDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly store: Pick<SerialStore, 'ofUnits'>
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Digits of a GLN that are the company prefix where the institution has not said which are. */
const usualPrefixDigits = 7
/** Digits of an SSCC without its extension digit and its check digit. */
const ssccBodyDigits = 16
/** Serials that are told with a container. */
const mostSerials = 10_000

const home = (gln: Gln): Holder => ({ kind: 'institution', gln })

/** Containers: what is in them, and where they are. */
export function createPackingHandlers(deps: PackingHandlersDeps): Handlers<typeof packingRoutes> {
  const { db, store } = deps
  const containers = containerQueries(db)

  async function visible(caller: Caller, sscc: string): Promise<ContainerRow> {
    const row = await containers.find(sscc)
    if (!row || (caller.kind !== 'regulator' && !isPartyOf(row, caller.gln))) throw notFound(`container ${sscc}`)
    return row
  }

  async function prefixOf(tx: Db, gln: string): Promise<string> {
    const [row] = await tx.select().from(companyPrefixes).where(eq(companyPrefixes.gln, gln))
    return row?.prefix ?? gln.slice(0, usualPrefixDigits)
  }

  /** Free SSCCs: those of the counter that nobody has used by a number of its own. */
  async function allot(tx: Db, prefix: string, extensionDigit: number, n: number): Promise<Sscc[]> {
    const free: Sscc[] = []
    while (free.length < n) {
      const missing = n - free.length
      const first = await takeNumbers(tx, `sscc ${extensionDigit} ${prefix}`, missing, 1)
      if (first + missing > 10 ** (ssccBodyDigits - prefix.length)) {
        const args = { prefix, extensionDigit }
        const detail = `No ${n} numbers are left of prefix ${prefix} with extension digit ${extensionDigit}`
        throw new ProblemError('WrongState', detail, { reason: { name: 'SsccsUsedUp', args } })
      }
      const made = Array.from({ length: missing }, (_, i) => ssccOf(prefix, extensionDigit, first + i))
      const known = await containers.known(made, tx)
      free.push(...made.filter((sscc) => !known.has(sscc)))
    }
    return free
  }

  /** Containers that must be at the caller's, each with the holder that it is at. */
  async function ownContainers(caller: Caller, ssccs: readonly string[], pointer: string) {
    const faults = createFaults()
    const rows = await findContainers(db, ssccs, pointer, faults)
    faults.check()
    const holders = new Map<number, Holder>()
    for (const { sscc, rootRef } of rows) {
      if (holders.has(rootRef)) continue
      const found = await containers.find(sscc)
      const holder = found && ownHolderOf(found.root)
      // What the regulator set aside stays as it is until the regulator has decided.
      const isOwn = holder && 'gln' in holder && holder.gln === caller.gln
      if (!isOwn || (holder.kind === 'quarantine' && holder.setter !== caller.gln)) throw elsewhere(sscc)
      holders.set(rootRef, holder)
    }
    return rows.map((row) => ({ row, holder: holders.get(row.rootRef) ?? home(caller.gln) }))
  }

  const elsewhere = (sscc: string): ProblemError =>
    new ProblemError('WrongState', `Container ${sscc} is not at your institution`, {
      reason: { name: 'InventoryContainerElsewhere', args: { containers: [sscc] } },
    })

  /** An outer container must be in stock itself, unless it is new. */
  async function requireOuter(caller: Caller, ssccs: readonly string[]): Promise<void> {
    const faults = createFaults()
    const rows = await findContainers(db, ssccs, '', faults)
    await requireHeld(db, home(caller.gln), { containers: rows }, 'in your stock')
  }

  async function looseOf(caller: Caller, loose: readonly LooseRow[], withSerials: boolean) {
    const list = []
    for (const { lot, gtin, lotNumber, owner, ranges, units } of loose) {
      const serials = withSerials && owner === caller.gln ? await serialsOf(lot, ranges) : []
      list.push({
        gtin: gtin as Gtin,
        lot: lotNumber as LotNumber,
        ranges: ranges.map(([first, last]) => ({ first, last })),
        quantity: units,
        ...(serials.length > 0 ? { serials } : {}),
      })
    }
    return list
  }

  async function serialsOf(lot: string, ranges: LooseRow['ranges']) {
    const indices: number[] = []
    for (const [first, last] of ranges) {
      for (let index = first; index <= last && indices.length < mostSerials; index++) indices.push(index)
    }
    return [...(await store.ofUnits(lot, indices))].map(([index, serial]) => ({ index, serial }))
  }

  /** Packings of an unpacking: those that are named, or all that is loose in a container. */
  async function takenOut(
    row: BareContainer,
    named: Packing[],
    isAll: boolean,
  ): Promise<{ readonly packings: Packing[]; readonly units: number }> {
    if (!isAll) return { packings: named, units: 0 }
    const sscc = row.sscc as Sscc
    const loose = await containers.looseAt(row.ref, await containers.contentOf(row.ref))
    if (loose.length === 0) {
      const args = { containers: [sscc] }
      throw new ProblemError('WrongState', `No packs are right inside container ${sscc}`, {
        reason: { name: 'InventoryNothing', args },
      })
    }
    return {
      packings: loose.map(({ lot, ranges, units }) =>
        ranges.length > 0 ? { sscc, lot: lot as LotId, units: ranges } : { sscc, lot: lot as LotId, quantity: units },
      ),
      units: loose.reduce((sum, { units }) => sum + units, 0),
    }
  }

  return {
    async list({ caller, query }) {
      const { gln, outermost, gtin, lot, text, ...request } = query
      const filter = { gln: scopeOf(caller, gln), outermost, gtin, lotNumber: lot, text }
      const { items, ...rest } = await containers.list(filter, request)
      return { ...rest, items: items.map(containerOf) }
    },

    async find({ caller, params, query }) {
      const row = await visible(caller, params.sscc)
      const content = await containers.contentOf(row.ref)
      return {
        ...containerOf(row),
        content: content.map(({ gtin, lotNumber, productName, expiry, total, loose }) => ({
          gtin: gtin as Gtin,
          lot: lotNumber as LotNumber,
          productName,
          expiry: expiry as IsoDate,
          units: total,
          loose,
        })),
        loose: await looseOf(caller, await containers.looseAt(row.ref, content), query.serials ?? false),
      }
    },

    async children({ caller, params, query }) {
      const { ref } = await visible(caller, params.sscc)
      const { items, ...rest } = await containers.at(ref, query)
      return { ...rest, items: items.map(containerOf) }
    },

    async allotSsccs({ caller, body }) {
      return async (tx) => {
        const prefix = await prefixOf(tx, caller.gln)
        return { ssccs: await allot(tx, prefix, body.extensionDigit ?? 0, body.n) }
      }
    },

    async prefix({ caller }) {
      return { prefix: await prefixOf(db, caller.gln) }
    },

    async setPrefix({ caller, body: { prefix } }) {
      return async (tx) => {
        const row = { gln: caller.gln, prefix }
        await tx
          .insert(companyPrefixes)
          .values(row)
          .onConflictDoUpdate({ target: companyPrefixes.gln, set: { prefix } })
        return { prefix }
      }
    },

    async pack({ caller, body }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'pack')
      const list = await resolvePackings(deps, body.containers, '/containers')
      const ssccs = list.map(({ sscc }) => sscc)
      await requireOuter(caller, ssccs)
      await requireHeld(db, home(caller.gln), { loose: looseOfAll(list) }, 'loose in your stock')
      const units = list.reduce((sum, one) => sum + one.units, 0)
      return { stages: [splitPackings(packingsOf(list)).map(pack)], result: { ssccs, units } }
    },

    async unpack({ caller, body }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'pack')
      for (const [place, { all, units, ranges, quantities }] of body.containers.entries()) {
        if (all && (units ?? ranges ?? quantities) !== undefined) {
          throw invalidField(`/containers/${place}`, 'oneOf', 'names packs, or takes all of them')
        }
      }
      const isAll = (place: number): boolean => body.containers[place]?.all ?? false
      const bare = body.containers.map(({ all: _, ...packing }) => packing)
      const list = await resolvePackings(deps, bare, '/containers', isAll)
      const ssccs = list.map(({ sscc }) => sscc)
      const own = await ownContainers(caller, ssccs, '/containers')
      let units = 0
      const taken: { holder: Holder; root: number; packings: Packing[] }[] = []
      for (const [place, { row, holder }] of own.entries()) {
        const { sscc, loose, units: count } = list[place] ?? { sscc: row.sscc as Sscc, loose: [], units: 0 }
        if (!isAll(place)) await requireHeld(db, { ref: row.ref }, { loose }, `right inside container ${sscc}`)
        const out = await takenOut(row, packingsOf([{ sscc, loose }]), isAll(place))
        units += count + out.units
        taken.push({ holder, root: row.rootRef, packings: out.packings })
      }
      const calls = [...groupBy(taken, ({ root }) => root).values()].flatMap((group) => {
        const holder = group[0]?.holder ?? home(caller.gln)
        return splitPackings(group.flatMap(({ packings }) => packings)).map((part) => unpack(holder, part))
      })
      return { stages: [calls], result: { ssccs, units } }
    },

    async nest({ caller, body: { parent, children } }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'pack')
      if (children.includes(parent)) throw invalidField('/children', 'nested', 'a container cannot be inside itself')
      const faults = createFaults()
      const rows = await findContainers(db, children, '/children', faults)
      faults.check()
      await requireOuter(caller, [parent])
      await requireHeld(db, home(caller.gln), { containers: rows }, 'in your stock')
      return { stages: [[nest(parent, children)]], result: { parent, children } }
    },

    async denest({ caller, body: { parent, children } }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'pack')
      const [outer] = await ownContainers(caller, [parent], '/parent')
      const faults = createFaults()
      const rows = await findContainers(db, children, '/children', faults)
      faults.check()
      if (!outer) throw notFound(`container ${parent}`)
      await requireHeld(db, { ref: outer.row.ref }, { containers: rows }, `right inside container ${parent}`)
      return { stages: [[denest(outer.holder, parent, children)]], result: { parent, children } }
    },
  }
}

function ssccOf(companyPrefix: string, extensionDigit: number, serialReference: number): Sscc {
  const sscc = buildSscc({ extensionDigit, companyPrefix, serialReference })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
}

function containerOf(row: ContainerRow): Container {
  const { sscc, place, root, units, lots, children, gln, createdTime } = row
  return {
    sscc: sscc as Sscc,
    place: wirePlaceOf(place),
    root: wirePlaceOf(root),
    units,
    lots,
    children,
    createdBy: gln as Gln,
    createdAt: instantOfSeconds(createdTime),
  }
}
