import { bodyKey, headerKey, receiptsKey, STATE_KINDS } from './keys.ts'
import type { Database } from './store.ts'

/**
 * Brings the folder to its smallest size before closing: what was written since opening leaves LevelDB's uncompressed
 * log, and values of the state that were overwritten go. Blocks of earlier runs are not touched again.
 */
export async function compactFolder(db: Database, openedAt: number, head: number): Promise<void> {
  if (head === openedAt) return
  for (const key of [headerKey, bodyKey, receiptsKey]) await db.compactRange(key(openedAt), key(head + 1))
  for (const kind of [...STATE_KINDS, INDEX_OF_LOGS, INDEX_OF_BLOCKS, INDEX_OF_TRANSACTIONS]) {
    await db.compactRange(Buffer.of(kind), Buffer.of(kind + 1))
  }
}

const INDEX_OF_LOGS = 0x6c
const INDEX_OF_BLOCKS = 0x6e
const INDEX_OF_TRANSACTIONS = 0x74
