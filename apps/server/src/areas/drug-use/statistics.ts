import type { Gtin } from '@theriac/gs1'
import { type Db, schema } from '@theriac/read-model'
import { and, asc, eq, gte, lte, sql } from 'drizzle-orm'
import { drugUseDetails as table } from '../../db/schema/index.ts'

/** Fewer uses than this are not told: who knows of one of them would learn of the others. */
const fewest = 5

/** Drug use by product and month, over all hospitals of the server, from records that are not voided. */
export function createDrugUseStatistics(db: Db) {
  const { records, products } = schema
  return async ({
    gtin,
    from,
    to,
  }: {
    gtin?: Gtin | undefined
    from?: string | undefined
    to?: string | undefined
  }) => {
    const rows = await db
      .select({
        gtin: table.gtin,
        productName: products.name,
        month: table.month,
        uses: sql<number>`count(*)`.mapWith(Number),
        units: sql<number>`sum(${table.units})`.mapWith(Number),
      })
      .from(table)
      .innerJoin(records, and(eq(records.record, table.record), eq(records.version, table.version)))
      .innerJoin(products, eq(products.gtin, table.gtin))
      .where(
        and(
          eq(records.voided, false),
          eq(table.state, 'sealed'),
          gtin === undefined ? undefined : eq(table.gtin, gtin),
          from === undefined ? undefined : gte(table.month, from),
          to === undefined ? undefined : lte(table.month, to),
        ),
      )
      .groupBy(table.gtin, products.name, table.month)
      .orderBy(asc(table.month), asc(table.gtin))
    return {
      items: rows.map(({ gtin: product, productName, month, uses, units }) => ({
        gtin: product as Gtin,
        productName,
        month,
        ...(uses < fewest ? { uses: '<5' as const } : { uses, unitsUsed: units }),
      })),
    }
  }
}
