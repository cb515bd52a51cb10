import { ApiError } from '@theriac/api'

/** Takes the codes that a hand scanner gives. */
export type TakeScan = (text: string) => void

/** A code that nobody has taken yet. */
export interface WaitingScan {
  readonly text: string
  /** When it was scanned: milliseconds since 1970. */
  readonly at: number
}

/** Older ones are not what the hand is on now: they go to nobody by themselves, and are offered until somebody decides. */
const mostAgeMs = 30_000
/** Whoever has scanned so many without an answer has to look at the screen first. */
const mostWaiting = 20

interface Taker {
  readonly take: TakeScan
  readonly number: number
  readonly paused: boolean
}

interface Waiting extends WaitingScan {
  /** Only takers that came later than this one get it. */
  readonly after: number
}

/**
 * Where codes of hand scanners are handed out: the taker that came last gets each, one after another in the order in which
 * they were scanned. What comes while nobody takes any waits for the next who does.
 *
 * @param now - milliseconds since 1970
 */
export function createScanDesk(now: () => number = Date.now) {
  let takers: readonly Taker[] = []
  let waiting: readonly Waiting[] = []
  let last = 0
  let held = 0
  const listeners = new Set<() => void>()

  function change(next: readonly Waiting[]): void {
    waiting = next
    for (const listener of listeners) listener()
  }

  /** Hands out what waits, after what is under way: a taker that goes again at once gets nothing. */
  function handOut(): void {
    queueMicrotask(() => {
      const taker = takers.findLast(({ paused }) => !paused)
      if (taker === undefined || held > 0) return
      const isFor = ({ at, after }: Waiting): boolean => after < taker.number && now() - at <= mostAgeMs
      const due = waiting.filter(isFor)
      if (due.length === 0) return
      change(waiting.filter((scan) => !due.includes(scan)))
      for (const { text } of due) taker.take(text)
    })
  }

  return {
    /**
     * Takes all codes from now on, and those that wait, until the function that it gives is called or somebody else takes
     * them. A paused one keeps them waiting: for a page that takes scans as soon as its dialog is closed.
     */
    take(take: TakeScan, { paused = false }: { readonly paused?: boolean } = {}): () => void {
      last += 1
      const taker = { take, number: last, paused }
      takers = [...takers, taker]
      handOut()
      return () => {
        takers = takers.filter((one) => one !== taker)
        handOut()
      }
    },
    /** Keeps all codes waiting, until the function that it gives is called: while a question has to be answered first. */
    hold(): () => void {
      held += 1
      return () => {
        held -= 1
        handOut()
      }
    },
    /** Whether there is somebody who takes codes, or will as soon as a dialog is closed. */
    isTaken: (): boolean => takers.length > 0,
    /** Whether something waits that nobody here will get by themselves. */
    isStuck: (): boolean => {
      const [oldest] = waiting
      return oldest !== undefined && (takers.length === 0 || now() - oldest.at > mostAgeMs)
    },
    /** A code was scanned. Gives whether there was room for it. */
    offer(text: string): boolean {
      if (waiting.length >= mostWaiting) return false
      change([...waiting, { text, at: now(), after: 0 }])
      handOut()
      return true
    },
    /** A taker has used a code to find the page where it belongs: it goes to whoever takes codes next, not to this one again. */
    passOn(text: string): void {
      change([{ text, at: now(), after: last }, ...waiting])
    },
    /** What waits, the oldest first: the same array until it changes. */
    waiting: (): readonly WaitingScan[] => waiting,
    /** Forgets what waits. */
    clear: (): void => change([]),
    /** Tells of every change of what waits, until the function that it gives is called. */
    watch(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The desk of this page. */
export const scanDesk = createScanDesk()

/**
 * For a scan that was not answered because the session had ended: it is scanned again as soon as somebody has signed in. Gives
 * whether that was why.
 */
export function scanAgainSignedIn(error: unknown, text: string): boolean {
  if (!(error instanceof ApiError) || error.status !== 401) return false
  scanDesk.offer(text)
  return true
}

/**
 * For a page that used a scan to find where it belongs: gives it to the page that it goes to, as though it were scanned there.
 *
 * ```ts
 * passOnScan(text)
 * await navigate({ to: paths.receiveShipment(sender, number) })
 * ```
 */
export const passOnScan = (text: string): void => scanDesk.passOn(text)
