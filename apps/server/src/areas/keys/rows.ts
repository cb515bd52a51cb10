import type { AccountKeyView, KeyPlace, KeyState, Role } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { type Db, type Paging, schema } from '@theriac/read-model'
import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Address } from 'viem'
import { accountKeys, accounts } from '../../db/schema/accounts.ts'
import { instantOf, instantOfSeconds } from '../../times.ts'

const { events, operators } = schema
const since = alias(events, 'since_event')
const until = alias(events, 'until_event')

const operator = sql<string>`coalesce(${operators.account}, ${accountKeys.operator})`
const gln = sql<string>`coalesce(${operators.gln}, ${accounts.gln})`
const sinceMs = sql<number>`coalesce(${since.time} * 1000, ${accountKeys.createdAt})`.mapWith(Number)

/** The ledger's word counts; where it says nothing yet, the account's. */
export const stateColumn = sql<KeyState>`case
  when ${operators.active} then 'current'
  when ${operators.account} is null and ${accounts.awaited} = ${accountKeys.operator} then 'awaited'
  when ${operators.account} is null and ${accounts.operator} = ${accountKeys.operator} then 'current'
  when ${operators.successor} is not null then 'replaced'
  when ${accounts.removedAt} is null and ${accounts.operator} <> ${operator} then 'replaced'
  else 'removed' end`
export const placeColumn = sql<KeyPlace>`coalesce(${accountKeys.signer}, 'elsewhere')`
export const glnColumn = gln

/** Keys of this server's accounts, and those that only the ledger knows; to be narrowed and sorted. */
export function keyRows(db: Db) {
  return db
    .select({
      operator,
      gln,
      since: sinceMs,
      until: until.time,
      state: stateColumn,
      place: placeColumn,
      url: accountKeys.url,
      accountId: accountKeys.accountId,
      displayName: accounts.displayName,
      role: sql<Role>`coalesce(${operators.role}, ${accounts.role})`,
      successor: operators.successor,
    })
    .from(accountKeys)
    .fullJoin(operators, eq(operators.account, accountKeys.operator))
    .leftJoin(accounts, eq(accounts.id, accountKeys.accountId))
    .leftJoin(since, eq(since.seq, operators.sinceSeq))
    .leftJoin(until, eq(until.seq, operators.untilSeq))
}

/** One of them as it was read. */
export type KeyRow = Awaited<ReturnType<typeof keyRows>>[number]

/** How they are sorted. */
export const keyPaging: Paging<KeyRow, 'since' | 'gln'> = {
  sorts: {
    since: { by: sinceMs, type: 'number', value: (row) => row.since },
    gln: { by: gln, type: 'text', value: (row) => row.gln },
  },
  id: { by: operator, type: 'text', value: (row) => row.operator },
  order: '-since',
}

/** A key for the wire: of a signing service its host alone, as its path may say more than others should read. */
export function keyView(row: KeyRow, institution: string | undefined): AccountKeyView {
  const { accountId, displayName, url, successor } = row
  return {
    operator: row.operator as Address,
    gln: row.gln as Gln,
    ...(institution === undefined ? {} : { institution }),
    ...(accountId === null ? {} : { accountId }),
    ...(displayName === null ? {} : { displayName }),
    role: row.role,
    state: row.state,
    place: row.place,
    ...(url === null ? {} : { host: new URL(url).host }),
    since: instantOf(row.since),
    ...(row.until === null ? {} : { until: instantOfSeconds(row.until) }),
    ...(successor === null ? {} : { successor: successor as Address }),
  }
}
