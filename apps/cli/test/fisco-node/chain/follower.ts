import type { BlockToRun, Replica } from './replica.ts'

/** What has a node run the blocks of another one, a little later. */
export interface Follower {
  /** Hands it the newest block. */
  give(block: BlockToRun): void
  /** It gets no block any more, until it does again. */
  setStuck(stuck: boolean): void
  close(): Promise<void>
}

/** How long the newest block takes, unless the next one comes before. */
const lagMs = 200

export function createFollower(replica: Replica): Follower {
  let following: Promise<unknown> = Promise.resolve()
  let [given, begun] = [0, 0]
  let closed = false
  let hurry = (): void => {}
  let stuck: { readonly until: Promise<void>; end(): void } | undefined

  function setStuck(now: boolean): void {
    stuck?.end()
    let end = (): void => {}
    const until = new Promise<void>((resolve) => {
      end = resolve
    })
    stuck = now ? { until, end } : undefined
  }

  return {
    give(block) {
      given += 1
      hurry()
      following = following.then(async () => {
        begun += 1
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, begun === given ? lagMs : 0)
          hurry = () => {
            clearTimeout(late)
            resolve()
          }
        })
        await stuck?.until
        if (!closed) await replica.run(block)
      })
    },
    setStuck,
    async close() {
      closed = true
      hurry()
      setStuck(false)
      await following
    },
  }
}
