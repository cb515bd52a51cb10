import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import type { Span } from './span.ts'

/** Something that was found, as plain facts; which of them are there follows from what was looked for. */
export interface Finding {
  /** Institution that it is about. */
  readonly gln: string | null
  readonly gtin: string | null
  readonly lotNumber: string | null
  /** Account on the ledger. */
  readonly operator: string | null
  /** Sender and number, `9520000000028/17`. */
  readonly shipment: string | null
  /** How often, or how many units. */
  readonly count: number
  /** Out of how many. */
  readonly of: number | null
  /** The newest, Unix seconds. */
  readonly last: number | null
  /** Another word about it: a state, a name, another lot. */
  readonly about: string | null
}

/** What a search is narrowed to. */
export interface PatternScope {
  /** One institution's doings, and its own products; absent for all. */
  readonly gln?: string
  /** Events of the time that is looked at. */
  readonly span: Span
  /** The same as days, both included. */
  readonly fromDay: string
  readonly toDay: string
  /** Unix seconds. */
  readonly now: number
  /** Most findings. */
  readonly limit: number
}

const nothing = sql`null::text`

/** Looks for what is out of the ordinary, in tables that are read from the ledger. Thresholds are the caller's. */
export function patternReports(db: Db) {
  async function find(
    columns: Partial<Record<keyof Finding, SQL>>,
    {
      from,
      where = sql`true`,
      group,
      having = sql`true`,
    }: Record<'from', SQL> & { where?: SQL; group?: SQL; having?: SQL },
    { limit }: PatternScope,
  ): Promise<Finding[]> {
    const { gln, gtin, lotNumber, operator, shipment, about } = columns
    const number = (expression: SQL | undefined): SQL => sql`(${expression ?? sql`null`})::bigint`
    const { rows } = await db.execute<Record<keyof Finding, string | number | null>>(sql`
      select ${gln ?? nothing} as gln, ${gtin ?? nothing} as gtin, ${lotNumber ?? nothing} as "lotNumber",
        ${operator ?? nothing} as operator, ${shipment ?? nothing} as shipment, ${about ?? nothing} as about,
        ${number(columns.count)} as count, ${number(columns.of)} as of, ${number(columns.last)} as last
      from ${from} where ${where} ${group === undefined ? sql`` : sql`group by ${group}`} ${group === undefined ? sql`` : sql`having ${having}`}
      order by count desc, last desc nulls last limit ${limit}`)
    return rows.map((row) => ({
      ...(row as unknown as Finding),
      count: Number(row.count ?? 0),
      of: row.of === null ? null : Number(row.of),
      last: row.last === null ? null : Number(row.last),
    }))
  }
  const during = ({ span }: PatternScope): SQL => sql`e.seq between ${span.first} and ${span.last}`
  const only = (column: SQL, { gln }: PatternScope): SQL => (gln === undefined ? sql`true` : sql`${column} = ${gln}`)
  const either = (columns: readonly SQL[], { gln }: PatternScope): SQL =>
    gln === undefined ? sql`true` : sql`${gln} in (${sql.join([...columns], sql`, `)})`

  return {
    /** Packs that somebody tried to dispense, and which were not there to be dispensed, by institution and product. */
    refusedDispensings(scope: PatternScope, atLeast: number): Promise<Finding[]> {
      const product = sql`(select lpad(r.ref::text, 14, '0') from ledger.event_refs r where r.kind = 1 and r.seq = e.seq limit 1)`
      return find(
        { gln: sql`f.gln`, gtin: sql`f.gtin`, count: sql`count(*)`, last: sql`max(f.time)` },
        {
          from: sql`(select e.gln, e.time, ${product} as gtin from ledger.events e
            where e.name = 'ActRefused' and e.act in ('dispense', 'dispensePart') and e.args->>'error' = 'InventoryNotHeld'
              and ${during(scope)} and ${only(sql`e.gln`, scope)}) f`,
          group: sql`f.gln, f.gtin`,
          having: sql`count(*) >= ${atLeast}`,
        },
        scope,
      )
    },
    /** Operators whose acts the ledger refused again and again. */
    refusalsByOperator(scope: PatternScope, atLeast: number): Promise<Finding[]> {
      return find(
        {
          gln: sql`e.gln`,
          operator: sql`e.operator`,
          count: sql`count(*)`,
          last: sql`max(e.time)`,
          about: sql`mode() within group (order by e.args->>'error')`,
        },
        {
          from: sql`ledger.events e`,
          where: sql`e.name = 'ActRefused' and e.operator is not null and ${during(scope)} and ${only(sql`e.gln`, scope)}`,
          group: sql`e.gln, e.operator`,
          having: sql`count(*) >= ${atLeast}`,
        },
        scope,
      )
    },
    /** Serials that were commissioned a second time, by lot. */
    repeatedSerials(scope: PatternScope): Promise<Finding[]> {
      return find(
        {
          gln: sql`l.owner`,
          gtin: sql`l.gtin`,
          lotNumber: sql`l.lot_number`,
          count: sql`count(*)`,
          of: sql`l.commissioned`,
          last: sql`max(e.time)`,
          about: sql`min(f.lot_number)`,
        },
        {
          from: sql`ledger.repeated_serials s join ledger.lots l on l.ref = s.lot_ref
            join ledger.lots f on f.ref = s.first_lot_ref join ledger.events e on e.seq = s.seq`,
          where: only(sql`l.owner`, scope),
          group: sql`l.owner, l.gtin, l.lot_number, l.commissioned, f.ref`,
        },
        scope,
      )
    },
    /** Shipments that were closed and not all of which arrived. */
    differences(scope: PatternScope): Promise<Finding[]> {
      return find(
        {
          gln: sql`s.sender`,
          shipment: sql`s.sender || '/' || s.number`,
          count: sql`s.left`,
          of: sql`s.sent`,
          last: sql`e.time`,
          about: sql`s.receiver`,
        },
        {
          from: sql`ledger.shipments s join ledger.events e on e.seq = s.updated_seq`,
          where: sql`s.state = 'closed' and s.left > 0 and ${during(scope)} and ${either([sql`s.sender`, sql`s.receiver`], scope)}`,
        },
        scope,
      )
    },
    /** Shipments under way for longer than shipments take. */
    overdue(scope: PatternScope, days: number): Promise<Finding[]> {
      return find(
        {
          gln: sql`s.receiver`,
          shipment: sql`s.sender || '/' || s.number`,
          count: sql`s.left`,
          of: sql`s.sent`,
          last: sql`s.shipped_time`,
          about: sql`s.sender`,
        },
        {
          from: sql`ledger.shipments s`,
          where: sql`s.state = 'in_transit' and s.left > 0 and s.shipped_time < ${scope.now - days * 86_400}
            and ${either([sql`s.sender`, sql`s.receiver`], scope)}`,
        },
        scope,
      )
    },
    /** Stock of institutions that may not act. */
    stockOfBarred(scope: PatternScope): Promise<Finding[]> {
      return find(
        { gln: sql`i.gln`, about: sql`i.status`, count: sql`sum(c.total)`, last: sql`max(e.time)` },
        {
          from: sql`ledger.institutions i join ledger.events e on e.seq = i.updated_seq
            join ledger.holders h on h.gln = i.gln and h.kind in ('institution', 'opened', 'returned', 'rejected', 'quarantine')
            join ledger.contents c on c.holder_ref = h.ref`,
          where: sql`i.status in ('suspended', 'retired') and ${only(sql`i.gln`, scope)}`,
          group: sql`i.gln, i.status`,
        },
        scope,
      )
    },
    /** Units of recalled lots that are on the shelf as if they were not, `days` after the recall. */
    recalledOnShelf(scope: PatternScope, days: number): Promise<Finding[]> {
      return find(
        {
          gln: sql`h.gln`,
          gtin: sql`l.gtin`,
          lotNumber: sql`l.lot_number`,
          count: sql`sum(c.total)`,
          of: sql`l.commissioned`,
          last: sql`e.time`,
          about: sql`l.recall_class::text`,
        },
        {
          from: sql`ledger.lots l join ledger.events e on e.seq = l.recalled_seq
            join ledger.contents c on c.lot_ref = l.ref join ledger.holders h on h.ref = c.holder_ref and h.kind = 'institution'`,
          where: sql`l.recalled and e.time < ${scope.now - days * 86_400} and ${either([sql`h.gln`, sql`l.owner`], scope)}`,
          group: sql`h.gln, l.gtin, l.lot_number, l.commissioned, e.time, l.recall_class`,
        },
        scope,
      )
    },
    /** Institutions that take back much of what they dispensed. */
    undos(scope: PatternScope, atLeast: number, share: number): Promise<Finding[]> {
      const undone = sql`sum(d.events) filter (where d.act in ('undo', 'undoPart'))`
      const done = sql`sum(d.events) filter (where d.act in ('dispense', 'dispensePart', 'decommission'))`
      return find(
        { gln: sql`d.gln`, count: sql`coalesce(${undone}, 0)`, of: sql`coalesce(${done}, 0)` },
        {
          from: sql`ledger.daily d`,
          where: sql`d.day between ${scope.fromDay}::date and ${scope.toDay}::date and ${only(sql`d.gln`, scope)}
            and d.act in ('undo', 'undoPart', 'dispense', 'dispensePart', 'decommission')`,
          group: sql`d.gln`,
          having: sql`${undone} >= ${atLeast} and ${undone} >= ${share}::numeric * coalesce(${done}, 0)`,
        },
        scope,
      )
    },
    /** Institutions that lost much, or had much stolen, by product. */
    losses(scope: PatternScope, atLeast: number): Promise<Finding[]> {
      return find(
        {
          gln: sql`d.gln`,
          gtin: sql`d.gtin`,
          count: sql`sum(d.units)`,
          last: sql`max(extract(epoch from d.day))`,
        },
        {
          from: sql`ledger.daily d`,
          where: sql`d.act = 'reportGone' and d.day between ${scope.fromDay}::date and ${scope.toDay}::date
            and ${only(sql`d.gln`, scope)}`,
          group: sql`d.gln, d.gtin`,
          having: sql`sum(d.units) >= ${atLeast}`,
        },
        scope,
      )
    },
  }
}
