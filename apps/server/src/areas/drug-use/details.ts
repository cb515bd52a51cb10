import type { DrugUseDetailsSchema } from '@theriac/api'
import type { Serial } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { and, eq, isNull } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Hex } from 'viem'
import type { Vault } from '../../accounts/vault.ts'
import { drugUseDetails as table } from '../../db/schema/index.ts'
import type { Caller } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { erasedAlready } from './administrations.ts'
import { erasureOf, openDetails, sealDetails } from './sealed-details.ts'

/** What is told of a use, as the hospital keeps it. */
export type DrugUseDetails = Static<typeof DrugUseDetailsSchema> & { readonly serial?: Serial }

/** Which version of which record. */
interface VersionRef {
  readonly record: string
  readonly version: number
  readonly gtin: string
}

const aboutOf = (record: string, version: number): string => `${record}.${version}`

/** What drug-use records say: sealed, and erasable. */
export function createDrugUseDetails({
  db,
  vault,
  clock,
}: {
  readonly db: Db
  readonly vault: Vault
  readonly clock: () => number
}) {
  return {
    /** Seals the details of a version; what `store` writes belongs to the job that has it hashed on the ledger. */
    prepare({ gln, accountId }: Caller, { record, version, gtin }: VersionRef, details: DrugUseDetails) {
      const { sealed, hash } = sealDetails(vault, { ...details }, aboutOf(record, version))
      const month = new Date(details.usedAt).toISOString().slice(0, 7)
      const store = async (tx: Db, jobId: string): Promise<void> => {
        const versions = await tx.select().from(table).where(eq(table.record, record)).for('update')
        const erased = versions.find(({ erasedAt }) => erasedAt !== null)
        // They were erased since the amendment was looked at.
        if (erased) throw erasedAlready(erased.erasedAt ?? clock())
        const row = { record, version, gln, gtin, units: details.unitsUsed, month, hash, sealed, state: 'pending' }
        const [stored] = await tx
          .insert(table)
          .values({ ...row, jobId, accountId, createdAt: clock() })
          .onConflictDoNothing()
          .returning({ version: table.version })
        // Somebody amends the same version at this moment, and the ledger takes one of the two.
        if (!stored) {
          const reason = { name: 'newer_version', args: { version } }
          throw new ProblemError('WrongState', `Version ${version} is being written already`, { reason })
        }
      }
      return { hash, store }
    },

    /** What a version says, or who erased it; undefined for one that is not kept here. */
    async find(record: string, version: number) {
      const [row] = await db
        .select()
        .from(table)
        .where(and(eq(table.record, record), eq(table.version, version)))
      if (!row) return undefined
      const erased = erasureOf(row)
      if (row.sealed === null) return erased ? { erased } : undefined
      const { details, hash } = openDetails<DrugUseDetails & Record<string, string | number>>(
        vault,
        row.sealed,
        aboutOf(record, version),
      )
      return {
        details: details as DrugUseDetails,
        hash: row.hash as Hex,
        isIntact: hash === row.hash,
        erased: undefined,
      }
    },

    /** Destroys details and salts of all versions. */
    erase({ gln, name }: Caller, record: string, reason: string) {
      return async (tx: Db) => {
        const mine = and(eq(table.record, record), eq(table.gln, gln))
        // Locked: a version that is being added at this moment is erased with the others, or not added.
        const versions = await tx.select().from(table).where(mine).orderBy(table.version).for('update')
        const [first] = versions
        if (!first) throw notFound('details')
        if (versions.every(({ erasedAt }) => erasedAt !== null)) throw erasedAlready(first.erasedAt ?? clock())
        const erasure = { erasedAt: clock(), erasedBy: name, erasedReason: reason }
        await tx
          .update(table)
          .set({ sealed: null, ...erasure })
          .where(and(mine, isNull(table.erasedAt)))
        return erasureOf(erasure) ?? { by: name, at: '', reason }
      }
    },
  }
}

/** A version that the ledger refused never came to be: nothing is kept of it. */
const settled: SettledHooks[string] = async (tx, { id, state }) => {
  const ofJob = eq(table.jobId, id)
  if (state === 'rejected') await tx.delete(table).where(ofJob)
  else await tx.update(table).set({ state: 'sealed' }).where(ofJob)
}
export const drugUseSettled: SettledHooks = { 'drugUse.write': settled, 'drugUse.amend': settled }
