import type { Db } from '../../database.ts'
import { movementReports } from './movements.ts'
import { patternReports } from './patterns.ts'
import { type ReadUpTo, readUpTo, type Span, spanOf } from './span.ts'
import { stockReports } from './stock.ts'
import { strongActReports } from './strong-acts.ts'

export type { MovementPlace, MovementRow } from './movements.ts'
export type { Finding, PatternScope } from './patterns.ts'
export type { ReadUpTo, Span } from './span.ts'
export type { LotFacts, ReachedRow, StockRow } from './stock.ts'
export type { StrongActRow } from './strong-acts.ts'

/** Reads for reports. */
export function reportQueries(db: Db) {
  return {
    ...stockReports(db),
    ...strongActReports(db),
    movements: movementReports(db),
    patterns: patternReports(db),
    readUpTo: (): Promise<ReadUpTo> => readUpTo(db),
    spanOf: (from: number, to: number): Promise<Span> => spanOf(db, from, to),
  }
}

/** Reads for reports; see {@link reportQueries}. */
export type ReportQueries = ReturnType<typeof reportQueries>
