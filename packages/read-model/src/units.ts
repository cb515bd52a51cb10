import { and, eq } from 'drizzle-orm'
import type { Db } from './database.ts'
import { words } from './schema/index.ts'
import { decodeWordHolders, holderIn, unitsPerWord } from './words.ts'

/** The `ref` of the holder that a unit is loose at; undefined for a unit that was never commissioned. */
export async function locate(db: Db, lotRef: number, index: number): Promise<number | undefined> {
  const word = Math.floor(index / unitsPerWord)
  const [row] = await db
    .select({ holders: words.holders })
    .from(words)
    .where(and(eq(words.lotRef, lotRef), eq(words.word, word)))
  // 0 stands for a unit that is not there.
  return (row && holderIn(row.holders, index % unitsPerWord)) || undefined
}

/** Numbers of a lot's units that are loose at a holder, as ascending ranges with both ends. */
export async function unitsAt(db: Db, holderRef: number, lotRef: number): Promise<[first: number, last: number][]> {
  const rows = await db.select().from(words).where(eq(words.lotRef, lotRef)).orderBy(words.word)
  const ranges: [number, number][] = []
  for (const row of rows) {
    decodeWordHolders(row.holders).forEach((ref, place) => {
      if (ref !== holderRef) return
      const index = row.word * unitsPerWord + place
      const newest = ranges.at(-1)
      if (newest !== undefined && newest[1] === index - 1) newest[1] = index
      else ranges.push([index, index])
    })
  }
  return ranges
}
