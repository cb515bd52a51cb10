import { ReadModelError } from '../../errors.ts'

/** Rows of a table that a batch reads and changes, by their key. */
export interface Store<Key, Row> {
  /** Takes rows as the database has them. */
  load(rows: readonly Row[]): void
  find(key: Key): Row | undefined
  /** Throws EventInvalid where there is none: an event that speaks of it came before the one that made it. */
  get(key: Key): Row
  /** Writes a row, new or in the place of the one with its key. */
  put(row: Row): void
  remove(key: Key): void
  /** Rows that were written. */
  changed(): Row[]
  /** Keys that were removed and not written again. */
  removed(): Key[]
}

/** A store of rows with a key. */
export function createStore<Key, Row>(what: string, keyOf: (row: Row) => Key): Store<Key, Row> {
  const rows = new Map<Key, Row>()
  const changes = new Set<Key>()
  return {
    load(found) {
      for (const row of found) rows.set(keyOf(row), row)
    },
    find: (key) => rows.get(key),
    get(key) {
      const row = rows.get(key)
      if (row !== undefined) return row
      throw new ReadModelError('EventInvalid', `No ${what} ${String(key)} is known`, {
        name: what,
        problem: `${String(key)} is not known`,
      })
    },
    put(row) {
      rows.set(keyOf(row), row)
      changes.add(keyOf(row))
    },
    remove(key) {
      rows.delete(key)
      changes.add(key)
    },
    changed: () =>
      [...changes].flatMap((key) => {
        const row = rows.get(key)
        return row === undefined ? [] : [row]
      }),
    removed: () => [...changes].filter((key) => !rows.has(key)),
  }
}
