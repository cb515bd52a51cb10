// The read model itself; what is asked of it stands in `queries`.
export { bytea } from './columns.ts'
export { type Database, type DatabaseOptions, type Db, openDatabase } from './database.ts'
export {
  asDatabaseFault,
  isDatabaseUnavailable,
  isReadModelError,
  ReadModelError,
  type ReadModelErrorCode,
  type ReadModelErrorData,
} from './errors.ts'
export type { Changed, Commit, CommittedEvent } from './indexer/batch.ts'
export {
  createIndexer,
  type Indexer,
  type IndexerFault,
  type IndexerLog,
  type IndexerOptions,
  type IndexerStatus,
} from './indexer/indexer.ts'
export { type RebuildOptions, type RebuildProgress, rebuild } from './indexer/rebuild.ts'
export { type Disagreement, type VerifyOptions, verify } from './indexer/verify.ts'
export {
  type LeafHead,
  type LeafIndex,
  type LeafPlace,
  type LeafRun,
  openLeafIndex,
  type RepeatedLeaf,
} from './leaves/index.ts'
export { dropSchema, type Migrations, migrate } from './migrate.ts'
export { ledgerMigrations } from './migrations.ts'
export * as schema from './schema/index.ts'
export { type RefKind, refKinds } from './schema/log.ts'
export { locate, unitsAt } from './units.ts'
export { bitsOf, decodeMask, decodeWordHolders, holderIn, unitsPerWord, type WordHolders } from './words.ts'
