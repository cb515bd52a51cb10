import type { LotStatus } from '@theriac/api'
import type { holds, Permission, refusals } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { asc, eq, inArray } from 'drizzle-orm'
import { invalidField, ProblemError } from '../problem-error.ts'
import type { LotRow } from './resolve.ts'

/** Why goods of a lot may not be supplied. */
export type Hold = (typeof holds)[number]
/** Why an institution may not do something. */
export type Refusal = (typeof refusals)[number]

/** What the guards look at. */
export interface GuardDeps {
  readonly db: Db
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** A day of the calendar, UTC. */
export const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** How far a clock may be ahead of the server's. */
const clockDriftMs = 300_000

/**
 * Refuses what is said to have happened later than now.
 *
 * @param field - JSON pointer
 */
export function requirePast({ clock }: Pick<GuardDeps, 'clock'>, field: string, instant: string | undefined): void {
  if (instant === undefined || Date.parse(instant) <= clock() + clockDriftMs) return
  throw invalidField(field, 'future', 'is later than now: only what has happened can be recorded')
}

/** Why goods of a lot may not be supplied today: the worst that is known of it, as `Catalogue.holdOf` has it. */
export function holdOf(
  lot: Pick<LotRow, 'recalled' | 'expiry'>,
  product: { readonly status: string } | undefined,
  today: string,
): Hold {
  if (product?.status === 'withdrawn') return 'product_withdrawn'
  if (product?.status === 'suspended') return 'product_suspended'
  if (lot.recalled) return 'lot_recalled'
  return today > lot.expiry ? 'expired' : 'none'
}

const holdWords: Readonly<Record<Exclude<Hold, 'none'>, string>> = {
  unknown_lot: 'is not known',
  product_withdrawn: 'is of a product that was withdrawn',
  product_suspended: 'is of a product that is suspended',
  lot_recalled: 'was recalled',
  expired: 'has expired',
}

/**
 * Refuses lots that may not be supplied today.
 *
 * @throws ProblemError WrongState, whose reason names them and why
 */
export async function requireClean({ db, clock }: GuardDeps, lots: readonly LotRow[]): Promise<void> {
  if (lots.length === 0) return
  const { products } = schema
  const gtins = [...new Set(lots.map(({ gtin }) => gtin))]
  const rows = await db
    .select({ gtin: products.gtin, status: products.status })
    .from(products)
    .where(inArray(products.gtin, gtins))
  const known = new Map(rows.map((row) => [row.gtin, row]))
  const today = dayAt(clock())
  const held = lots.flatMap((lot) => {
    const hold = holdOf(lot, known.get(lot.gtin), today)
    return hold === 'none' ? [] : [{ gtin: lot.gtin, lot: lot.lotNumber, hold }]
  })
  const [first] = held
  if (first === undefined) return
  const more = held.length > 1 ? `, and ${held.length - 1} more may not be supplied` : ''
  throw new ProblemError('WrongState', `Lot ${first.lot} of ${first.gtin} ${holdWords[first.hold]}${more}`, {
    reason: { name: 'LotsHeldBack', args: { lots: held } },
  })
}

/** Why an institution may not use a permission now; `none` where it may. As `Institutions.checkInstitution` has it. */
export async function refusalOf({ db, clock }: GuardDeps, gln: string, permission: Permission): Promise<Refusal> {
  const { institutions, licences } = schema
  const [institution] = await db.select().from(institutions).where(eq(institutions.gln, gln))
  if (institution?.status !== 'active') return 'not_active'
  if (!institution.permissions.includes(permission)) return 'not_permitted'
  if (institution.kind === 'regulator') return 'none'
  const rows = await db.select().from(licences).where(eq(licences.gln, gln)).orderBy(asc(licences.position))
  const now = Math.floor(clock() / 1000)
  const isLicensed = rows.some(
    ({ scope, validFrom, validTo }) => scope.includes(permission) && validFrom <= now && now <= validTo,
  )
  return isLicensed ? 'none' : 'not_licensed'
}

const refusalWords: Readonly<Record<Exclude<Refusal, 'none'>, string>> = {
  unknown_operator: 'has no such operator',
  auditor_only: 'has an auditor there, who only looks',
  not_active: 'is not active in the consortium',
  not_permitted: 'is not permitted to do this',
  not_licensed: 'has no licence for this that is valid now',
}

/**
 * Refuses an institution that may not do something now.
 *
 * @param who - in words, the start of a sentence: `The receiver`
 * @throws ProblemError WrongState, whose reason names institution, permission and why
 */
export async function requirePermitted(
  deps: GuardDeps,
  who: string,
  gln: string,
  permission: Permission,
): Promise<void> {
  const refusal = await refusalOf(deps, gln, permission)
  if (refusal === 'none') return
  throw new ProblemError('WrongState', `${who} ${refusalWords[refusal]}`, {
    reason: { name: 'InstitutionsRefused', args: { gln, permission, refusal } },
  })
}

const statuses: Readonly<Record<Hold, LotStatus>> = {
  none: 'ok',
  // A lot that is looked at is known.
  unknown_lot: 'ok',
  product_withdrawn: 'product_withdrawn',
  product_suspended: 'product_suspended',
  lot_recalled: 'recalled',
  expired: 'expired',
}

/** A hold as the API tells it. */
export const lotStatusOf = (hold: Hold): LotStatus => statuses[hold]
