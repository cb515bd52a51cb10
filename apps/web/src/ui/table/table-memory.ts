/** How somebody left a table. */
interface Memory {
  /** Pixels that it was scrolled down. */
  readonly offset: number
  /** What its rows were filtered by. */
  readonly filter: string
}

const none: Memory = { offset: 0, filter: '' }
/** More visits than anybody goes back. */
const most = 100
const memories = new Map<string, Memory>()

/** The visit of a page: the same when somebody goes back to it, another when they come to it anew. */
function keyOf(name: string): string {
  const state = history.state as { readonly __TSR_key?: string } | null
  return `${state?.__TSR_key ?? ''} ${name}`
}

/** How a table was left in this visit of its page: for whoever goes back to it. */
export const recall = (name: string): Memory => memories.get(keyOf(name)) ?? none

/** Notes how a table is left. */
export function remember(name: string, change: Partial<Memory>): void {
  const key = keyOf(name)
  memories.set(key, { ...(memories.get(key) ?? none), ...change })
  const [oldest] = memories.keys()
  if (memories.size > most && oldest !== undefined) memories.delete(oldest)
}
