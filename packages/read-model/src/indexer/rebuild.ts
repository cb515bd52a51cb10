import { dropSchema, migrate } from '../migrate.ts'
import { ledgerMigrations } from '../migrations.ts'
import { createFollower, type FollowerDeps } from './follower.ts'

/** How far a rebuild is. */
export interface RebuildProgress {
  readonly indexed: number
  readonly head: number
  /** Events so far. */
  readonly events: number
}

/** What is made anew, and from what. */
export interface RebuildOptions extends FollowerDeps {
  /** Called after each batch. */
  readonly onProgress?: (progress: RebuildProgress) => void
  readonly signal?: AbortSignal
}

/**
 * Drops the read model and reads the whole chain again, up to its height; the rows come out equal. Nothing else may write to
 * it meanwhile. Ended halfway, it goes on from there when an indexer is started.
 *
 * @throws as an indexer's follower does; the signal's reason
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildProgress> {
  const { database, leaves, onProgress, signal = new AbortController().signal } = options
  signal.throwIfAborted()
  await dropSchema(database.db, ledgerMigrations.schema)
  await leaves.clear()
  await migrate(database.db, ledgerMigrations)
  const follower = createFollower(options)
  let events = 0
  const progress = (): RebuildProgress => ({ indexed: follower.indexed(), head: follower.head(), events })
  await follower.catchUp((commit) => {
    events += commit.events.length
    onProgress?.(progress())
  }, signal)
  return progress()
}
