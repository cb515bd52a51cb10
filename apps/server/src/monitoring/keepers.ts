import { type Db, schema } from '@theriac/read-model'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { accounts } from '../db/schema/accounts.ts'

/** An admin who is told. */
export interface Admin {
  readonly id: string
  readonly gln: string
}

/** Admins of this server, and which of them look after it: the regulator's where it has some here, else all. */
export async function adminsHere(
  tx: Db,
): Promise<{ readonly all: readonly Admin[]; readonly keepers: readonly Admin[] }> {
  const isAble = and(eq(accounts.role, 'admin'), isNull(accounts.disabledAt), isNull(accounts.removedAt))
  const all = await tx.select({ id: accounts.id, gln: accounts.gln }).from(accounts).where(isAble)
  const glns = [...new Set(all.map(({ gln }) => gln))]
  const { institutions } = schema
  const isRegulator = and(inArray(institutions.gln, glns), eq(institutions.kind, 'regulator'))
  const rows = await tx.select({ gln: institutions.gln }).from(institutions).where(isRegulator)
  const regulators = new Set(rows.map(({ gln }) => gln))
  return { all, keepers: regulators.size === 0 ? all : all.filter(({ gln }) => regulators.has(gln)) }
}
