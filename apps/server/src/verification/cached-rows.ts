import { LRUCache } from 'lru-cache'

/** Rows that were read once and are kept until they change. */
export interface CachedRows<Key extends string | number, Row extends object> {
  /** The row: at once where it is kept. Undefined where there is none, which is never kept. */
  get(key: Key): Row | undefined | Promise<Row | undefined>
  drop(key: Key): void
  clear(): void
}

/**
 * Keeps the rows that are asked for most. A row that is dropped while it is being read is not kept: it may have been read
 * before the change.
 */
export function cachedRows<Key extends string | number, Row extends object>(
  most: number,
  read: (key: Key) => Promise<Row | undefined>,
): CachedRows<Key, Row> {
  const rows = new LRUCache<Key, Row>({ max: most })
  let drops = 0

  async function load(key: Key): Promise<Row | undefined> {
    const before = drops
    const row = await read(key)
    if (row !== undefined && drops === before) rows.set(key, row)
    return row
  }

  return {
    get: (key) => rows.get(key) ?? load(key),
    drop(key) {
      drops++
      rows.delete(key)
    },
    clear() {
      drops++
      rows.clear()
    },
  }
}
