/** Something that a client may be told of while it happens. */
export interface LiveEvent {
  readonly kind: 'job' | 'alert' | 'notification' | 'block'
  /** Whose it is; the regulator sees all. Absent for what everybody may know. */
  readonly gln?: string
  /** Account that it is for, where it is for one alone. */
  readonly accountId?: string
  readonly data: unknown
}

/** Tells listeners in this process. What nobody hears is lost: it is a hint to look, and never the only place. */
export interface Bus {
  publish(event: LiveEvent): void
  /** Gives the function that ends it. */
  subscribe(listener: (event: LiveEvent) => void): () => void
}

export function createBus(): Bus {
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    publish(event) {
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
