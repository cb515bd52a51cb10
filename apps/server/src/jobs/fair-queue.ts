/** Jobs that wait for their turn, and those that have it. */
export interface FairQueue<T extends { readonly gln: string }> {
  put(item: T): void
  /** The next one, which has its turn until it is given to `done`. */
  take(): T | undefined
  done(item: T): void
  readonly size: number
}

/**
 * A queue for each institution: next is one of whoever has the fewest under way, so that the many jobs of one, or those that its
 * signing service keeps waiting, do not hold up the others.
 */
export function createFairQueue<T extends { readonly gln: string }>(): FairQueue<T> {
  const waiting = new Map<string, T[]>()
  const underWay = new Map<string, number>()
  let size = 0
  const busyness = (gln: string): number => underWay.get(gln) ?? 0

  return {
    put(item) {
      const list = waiting.get(item.gln)
      if (list) list.push(item)
      else waiting.set(item.gln, [item])
      size += 1
    },
    take() {
      let next: string | undefined
      for (const gln of waiting.keys()) if (next === undefined || busyness(gln) < busyness(next)) next = gln
      const list = next === undefined ? undefined : waiting.get(next)
      const item = list?.shift()
      if (next === undefined || !list || !item) return undefined
      // Of those that are equally busy, who was served last comes last.
      waiting.delete(next)
      if (list.length > 0) waiting.set(next, list)
      underWay.set(next, busyness(next) + 1)
      size -= 1
      return item
    },
    done({ gln }) {
      const left = busyness(gln) - 1
      if (left > 0) underWay.set(gln, left)
      else underWay.delete(gln)
    },
    get size() {
      return size
    },
  }
}
