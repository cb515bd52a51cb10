import { type Db, schema } from '@theriac/read-model'
import { and, eq, gte, lte } from 'drizzle-orm'
import { notify } from './notify.ts'

const daySeconds = 86_400
/** How long before its end an institution is told that a licence ends. */
const noticeDays = 30

/** Tells institutions of licences that end soon, once for each licence. In the caller's transaction. */
export async function tellOfLicences(tx: Db, now: number): Promise<void> {
  const { licences, institutions } = schema
  const seconds = Math.floor(now / 1000)
  const ending = await tx
    .select({ gln: licences.gln, number: licences.number, validTo: licences.validTo })
    .from(licences)
    .innerJoin(institutions, eq(institutions.gln, licences.gln))
    .where(
      and(
        gte(licences.validTo, seconds),
        lte(licences.validTo, seconds + noticeDays * daySeconds),
        eq(institutions.status, 'active'),
      ),
    )
  const list = ending.map(({ gln, number, validTo }) => {
    const day = new Date(validTo * 1000).toISOString().slice(0, 10)
    return { kind: 'licence_ending' as const, gln, dedupe: `licence:${number}:${validTo}`, args: { number, day }, now }
  })
  await notify(tx, list)
}
