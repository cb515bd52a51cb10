import { and, asc, eq, gte, inArray, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import { events, institutions, licences, operators } from '../schema/index.ts'
import { hasWords, type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** What a list of institutions is narrowed to. */
export interface InstitutionFilter {
  readonly kind?: string
  readonly status?: string
  /** Only those that are permitted this. */
  readonly permission?: string
  /** Words of the name, or digits of the GLN. */
  readonly text?: string
}

/** A licence as it was set; times in Unix seconds, both included. */
export interface LicenceRow {
  readonly number: string
  readonly scope: readonly string[]
  readonly validFrom: number
  readonly validTo: number
}

/** An institution with its licences; times in Unix seconds. */
export interface InstitutionRow {
  readonly gln: string
  readonly kind: string
  readonly status: string
  readonly name: string
  readonly permissions: readonly string[]
  readonly applicant: string | null
  readonly reason: string | null
  readonly appliedTime: number
  readonly admittedTime: number | null
  readonly licences: readonly LicenceRow[]
}

/** An account that acts, or acted, for an institution; times in Unix seconds. */
export interface OperatorRow {
  readonly account: string
  readonly gln: string
  readonly role: string
  readonly active: boolean
  readonly successor: string | null
  readonly sinceSeq: number
  readonly sinceTime: number
  readonly untilTime: number | null
}

const applied = alias(events, 'applied')
const admitted = alias(events, 'admitted')
// In one order on every database, whatever its locale.
const sortName = sql<string>`(lower(${institutions.name}) collate "C")`

const columns = {
  gln: institutions.gln,
  kind: institutions.kind,
  status: institutions.status,
  name: institutions.name,
  permissions: institutions.permissions,
  applicant: institutions.applicant,
  reason: institutions.reason,
  appliedTime: applied.time,
  admittedTime: admitted.time,
  sortName,
}
type Found = Omit<InstitutionRow, 'licences'> & { readonly sortName: string }

const paging: Paging<Found, 'name' | 'gln'> = {
  sorts: {
    name: { by: sortName, type: 'text', value: (row) => row.sortName },
    gln: { by: institutions.gln, type: 'text', value: (row) => row.gln },
  },
  id: { by: institutions.gln, type: 'text', value: (row) => row.gln },
}

const operatorPaging: Paging<OperatorRow, 'since'> = {
  sorts: { since: { by: operators.sinceSeq, type: 'number', value: (row) => row.sinceSeq } },
  id: { by: operators.account, type: 'text', value: (row) => row.account },
}

/** Reads on institutions, their licences and operators. */
export function institutionQueries(db: Db) {
  const select = () =>
    db
      .select(columns)
      .from(institutions)
      .innerJoin(applied, eq(applied.seq, institutions.appliedSeq))
      .leftJoin(admitted, eq(admitted.seq, institutions.admittedSeq))

  async function withLicences(found: readonly Found[]): Promise<InstitutionRow[]> {
    const glns = found.map(({ gln }) => gln)
    const rows = glns.length === 0 ? [] : await licencesOf(glns)
    return found.map(({ sortName: _, ...row }) => ({ ...row, licences: rows.filter(({ gln }) => gln === row.gln) }))
  }

  function licencesOf(glns: readonly string[]): Promise<(LicenceRow & { gln: string })[]> {
    return db
      .select()
      .from(licences)
      .where(inArray(licences.gln, [...glns]))
      .orderBy(asc(licences.gln), asc(licences.position))
  }

  return {
    async list(filter: InstitutionFilter, request?: PageRequest<'name' | 'gln'>): Promise<Page<InstitutionRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await select()
        .where(
          and(
            filter.kind === undefined ? undefined : eq(institutions.kind, filter.kind),
            filter.status === undefined ? undefined : eq(institutions.status, filter.status),
            filter.permission === undefined
              ? undefined
              : sql`${institutions.permissions} @> ${JSON.stringify([filter.permission])}::jsonb`,
            hasWords(sql`(lower(${institutions.name}) || ' ' || ${institutions.gln})`, filter.text),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      return { ...rest, items: await withLicences(items) }
    },
    async find(gln: string): Promise<InstitutionRow | undefined> {
      const [row] = await withLicences(await select().where(eq(institutions.gln, gln)))
      return row
    },
    /** Names by GLN, of those that are known. */
    async names(glns: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const wanted = [...new Set(glns)]
      if (wanted.length === 0) return new Map()
      const rows = await db
        .select({ gln: institutions.gln, name: institutions.name })
        .from(institutions)
        .where(inArray(institutions.gln, wanted))
      return new Map(rows.map(({ gln, name }) => [gln, name]))
    },
    /** Accounts that act, or acted, for an institution. */
    async operators(
      gln: string,
      filter: { readonly active?: boolean } = {},
      request?: PageRequest<'since'>,
    ): Promise<Page<OperatorRow>> {
      const since = alias(events, 'since')
      const until = alias(events, 'until')
      const { after, orderBy, limit, page } = pageQuery(operatorPaging, request)
      const rows = await db
        .select({
          account: operators.account,
          gln: operators.gln,
          role: operators.role,
          active: operators.active,
          successor: operators.successor,
          sinceSeq: operators.sinceSeq,
          sinceTime: since.time,
          untilTime: until.time,
        })
        .from(operators)
        .innerJoin(since, eq(since.seq, operators.sinceSeq))
        .leftJoin(until, eq(until.seq, operators.untilSeq))
        .where(
          and(
            eq(operators.gln, gln),
            filter.active === undefined ? undefined : eq(operators.active, filter.active),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows)
    },
    /** Who an account acts, or acted last, for. */
    async operator(account: string): Promise<Pick<OperatorRow, 'gln' | 'role' | 'active'> | undefined> {
      const [row] = await db
        .select({ gln: operators.gln, role: operators.role, active: operators.active })
        .from(operators)
        .where(eq(operators.account, account))
      return row
    },
    /** How many operators of an institution may act: its admins too, its auditors not. */
    async actingOperators(gln: string): Promise<number> {
      return db.$count(
        operators,
        and(eq(operators.gln, gln), eq(operators.active, true), inArray(operators.role, ['operator', 'admin'])),
      )
    },
    /** Which of the accounts may act for an institution now. */
    async actingAmong(gln: string, accounts: readonly string[]): Promise<ReadonlySet<string>> {
      if (accounts.length === 0) return new Set()
      const rows = await db
        .select({ account: operators.account })
        .from(operators)
        .where(
          and(
            eq(operators.gln, gln),
            eq(operators.active, true),
            inArray(operators.role, ['operator', 'admin']),
            inArray(operators.account, [...accounts]),
          ),
        )
      return new Set(rows.map(({ account }) => account))
    },
    async actingAdmins(gln: string): Promise<number> {
      return db.$count(operators, and(eq(operators.gln, gln), eq(operators.active, true), eq(operators.role, 'admin')))
    },
    /** Institutions that take part and have a licence whose last second lies between the two, Unix seconds, both included. */
    async withLicencesEnding(from: number, to: number, gln?: string): Promise<InstitutionRow[]> {
      const ending = db
        .selectDistinct({ gln: licences.gln })
        .from(licences)
        .where(
          and(
            gte(licences.validTo, from),
            lte(licences.validTo, to),
            gln === undefined ? undefined : eq(licences.gln, gln),
          ),
        )
      const rows = await select()
        .where(and(inArray(institutions.gln, ending), inArray(institutions.status, ['active', 'suspended'])))
        .orderBy(asc(institutions.gln))
      return withLicences(rows)
    },
    /** The regulator. */
    async regulator(): Promise<InstitutionRow | undefined> {
      const [row] = await withLicences(await select().where(eq(institutions.kind, 'regulator')))
      return row
    },
  }
}

/** Reads on institutions; see {@link institutionQueries}. */
export type InstitutionQueries = ReturnType<typeof institutionQueries>
