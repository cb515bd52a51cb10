import { LRUCache } from 'lru-cache'

/** What was looked up lately, by the hash of a credential. */
export interface IdentityCache<Known> {
  /** What is known of it, or what `load` finds; many who ask at once load once. What is not found is not remembered. */
  get(hash: string, load: () => Promise<Known | undefined>): Promise<Known | undefined>
  /** Nothing that is known of this account is believed any more. */
  forget(accountId: string): void
}

/** What the cache needs. `clock` gives Unix milliseconds. */
export interface IdentityCacheOptions<Known> {
  readonly clock: () => number
  readonly accountOf: (known: Known) => string
}

/** What another process, or a hand in the database, changed is seen after this time. */
const believedMs = 5_000
/** The change that an account is forgotten for is committed within this time. */
const settlingMs = 30_000
const most = 20_000

/** Keeps what was found for some seconds. */
export function createIdentityCache<Known extends object>(options: IdentityCacheOptions<Known>): IdentityCache<Known> {
  const { clock, accountOf } = options
  const entries = new LRUCache<string, { readonly known: Known; readonly at: number }>({ max: most })
  const loading = new Map<string, Promise<Known | undefined>>()
  const forgotten = new LRUCache<string, number>({ max: most })

  // An account that is being changed is read from the database each time, until the change is committed for sure: what
  // is read before may be the old state.
  function isSettling(known: Known): boolean {
    const at = forgotten.get(accountOf(known))
    return at !== undefined && clock() - at < settlingMs
  }

  async function loaded(hash: string, load: () => Promise<Known | undefined>): Promise<Known | undefined> {
    const at = clock()
    const known = await load()
    if (known && !isSettling(known)) entries.set(hash, { known, at })
    return known
  }

  return {
    get(hash, load) {
      const entry = entries.get(hash)
      if (entry && clock() - entry.at < believedMs && !isSettling(entry.known)) return Promise.resolve(entry.known)
      const underWay = loading.get(hash)
      if (underWay) return underWay
      const work = loaded(hash, load).finally(() => {
        if (loading.get(hash) === work) loading.delete(hash)
      })
      loading.set(hash, work)
      return work
    },
    forget(accountId) {
      forgotten.set(accountId, clock())
      // Whoever asks from now on must not be given what was read before.
      loading.clear()
    },
  }
}
