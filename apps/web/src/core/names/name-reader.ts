import type { QueryClient } from '@tanstack/react-query'

/** Where names of one kind of thing are read. */
export interface NameSource {
  /** First of the keys in the cache: what refreshes the subject refreshes its names. */
  readonly subject: string
  /** The name of one; undefined where there is no such thing. */
  readonly one: (id: string) => Promise<string | undefined>
  /** Names of many by their ids, from a cursor on. */
  readonly page: (cursor?: string) => Promise<NamePage>
}

/** Names by ids. */
interface NamePage {
  readonly names: ReadonlyMap<string, string>
  readonly next?: string
}

/** How long a name is not asked for again. */
export const nameStaleMs = 300_000

/** So many are asked for one by one; for more, pages of all are read. */
const few = 5
/** Of a directory that is longer than so many pages, what is on none of them is asked for one by one. */
const mostPages = 10

interface Waiting {
  readonly id: string
  readonly resolve: (name: string | null) => void
  readonly reject: (fault: unknown) => void
}

/**
 * Makes a function that reads a name, null where there is none. What is asked for in one go is read together, so that a list
 * of a hundred rows makes a request or two.
 */
export function createNameReader({ subject, one, page }: NameSource) {
  let waiting: readonly Waiting[] = []

  async function inPages(client: QueryClient, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>()
    let cursor: string | undefined
    for (let read = 0; read < mostPages; read++) {
      const from = cursor
      const { names, next } = await client.fetchQuery({
        queryKey: [subject, 'names', from ?? ''],
        queryFn: () => page(from),
        staleTime: nameStaleMs,
        meta: { still: true },
      })
      for (const [id, name] of names) found.set(id, name)
      if (next === undefined || ids.filter((id) => !found.has(id)).length <= few) break
      cursor = next
    }
    return found
  }

  async function answer(client: QueryClient): Promise<void> {
    const asked = waiting
    waiting = []
    try {
      const ids = asked.map(({ id }) => id)
      const found = ids.length > few ? await inPages(client, ids) : new Map<string, string>()
      for (const { id, resolve, reject } of asked) {
        const name = found.get(id)
        if (name === undefined) one(id).then((alone) => resolve(alone ?? null), reject)
        else resolve(name)
      }
    } catch (fault) {
      for (const { reject } of asked) reject(fault)
    }
  }

  return (client: QueryClient, id: string): Promise<string | null> =>
    new Promise((resolve, reject) => {
      // All that a page asks for when it is shown, and no more.
      if (waiting.length === 0) setTimeout(() => void answer(client))
      waiting = [...waiting, { id, resolve, reject }]
    })
}
