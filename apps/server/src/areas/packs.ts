import type { Ledger } from '@theriac/ledger'
import {
  type Commit,
  type Db,
  historyQueries,
  type Indexer,
  type LeafIndex,
  searchQueries,
  unitQueries,
} from '@theriac/read-model'
import type { Vault } from '../accounts/vault.ts'
import type { SettledHooks } from '../jobs/hooks.ts'
import type { Bus } from '../live/bus.ts'
import { createFeed } from '../notify/feed.ts'
import { tellJobs } from '../notify/jobs.ts'
import { createLedgerNotifier, followedEvents } from '../notify/ledger-notifier.ts'
import { createDispatcher } from '../notify/webhooks/dispatcher.ts'
import { createFacts } from '../verification/facts.ts'
import { createAlertHandlers } from './alerts.ts'
import { createNotificationHandlers } from './notifications.ts'
import { createPublicLookUpHandlers } from './public-look-up.ts'
import { createSearchHandlers } from './search.ts'
import { createUnitHandlers } from './units.ts'
import { createVerificationHandlers } from './verification.ts'
import { createWebhookHandlers } from './webhooks.ts'

/** What looking at packs, and being told of them, works with. */
export interface PacksDeps {
  readonly db: Db
  readonly leaves: LeafIndex
  readonly indexer: Pick<Indexer, 'onCommit'>
  readonly vault: Vault
  readonly bus: Bus
  readonly ledger: Pick<Ledger, 'client'>
  readonly settings: { readonly loopbackWebhooks: boolean }
  /** Unix milliseconds. */
  readonly clock: () => number
  readonly log: { warn(data: object, message: string): void }
}

/** The areas that look at packs and tell of them, with what goes on for them beside requests. */
export function createPacks(deps: PacksDeps) {
  const { db, leaves, indexer, vault, clock, log, bus } = deps
  const facts = createFacts({ db, leaves })
  const history = historyQueries(db)
  const units = unitQueries(db, history)
  const rules = { allowLoopback: deps.settings.loopbackWebhooks }
  const dispatcher = createDispatcher({ db, vault, clock, rules, log })
  const feed = createFeed({ db, bus, log })
  const told = (): void => {
    feed.look()
    dispatcher.wake()
  }
  const notifier = createLedgerNotifier({ db, leaves, clock, told, log })
  const endings: (() => void)[] = []
  /** Something was put into a queue in a transaction that is not over yet. */
  let isOwed = false

  return {
    facts,
    told,
    notifier,
    dispatcher,
    handlers: {
      verification: createVerificationHandlers({ db, facts, clock, raised: told }),
      units: createUnitHandlers({ db, facts, units, history, clock }),
      search: createSearchHandlers({ facts, units, search: searchQueries(db), blockOf: blockOf(deps.ledger), clock }),
      publicLookUp: createPublicLookUpHandlers({ db, facts, units, clock }),
      alerts: createAlertHandlers({ db, clock }),
      notifications: createNotificationHandlers({ db }),
      webhooks: createWebhookHandlers({ db, vault, clock, rules }),
    },
    /** Hooks that also tell how jobs end. */
    tellJobs: (hooks: SettledHooks): SettledHooks =>
      tellJobs(hooks, clock, () => {
        isOwed = true
      }),
    start(): void {
      endings.push(
        indexer.onCommit((commit: Commit) => {
          facts.changed(commit)
          if (commit.events.some(({ name }) => followedEvents.has(name))) notifier.wake()
        }),
        // Jobs are told of after they were settled.
        bus.subscribe(({ kind }) => {
          if (kind !== 'job' || !isOwed) return
          isOwed = false
          told()
        }),
      )
      feed.start()
      notifier.start()
      dispatcher.start()
    },
    async close(): Promise<void> {
      for (const end of endings.splice(0)) end()
      await notifier.close()
      await feed.close()
      await dispatcher.close()
    },
  }
}

/** Asks the chain which block a transaction is in. */
const blockOf =
  ({ client }: Pick<Ledger, 'client'>) =>
  async (hash: `0x${string}`): Promise<number | undefined> => {
    const receipt = (await client.request({ method: 'eth_getTransactionReceipt', params: [hash] } as never)) as {
      readonly blockNumber: `0x${string}`
    } | null
    return receipt === null ? undefined : Number(receipt.blockNumber)
  }
