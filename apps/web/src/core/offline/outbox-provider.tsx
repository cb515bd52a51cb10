import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react'
import { playVerdict } from '../scan/sound.ts'
import { sessionQuery, useSession } from '../session/session.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import type { Waiting } from './waiting.ts'
import type { AnyWaitingKind } from './waiting-kind.ts'
import { openWaitingStore } from './waiting-store.ts'

const OutboxContext = createContext<Outbox | undefined>(undefined)

/** While something waits, the server is tried this often. */
const retryMs = 5_000

/** Keeps the outbox of who is signed in, and sends what is in it as soon as the server answers. */
export function OutboxProvider(props: { readonly kinds: readonly AnyWaitingKind[]; readonly children: ReactNode }) {
  const { kinds, children } = props
  const { account } = useSession()
  const queryClient = useQueryClient()
  const [outbox] = useState(() =>
    createOutbox({
      store: openWaitingStore(),
      account: account.id,
      kinds,
      isSignedIn: () => queryClient.getQueryData(sessionQuery.queryKey)?.account.id === account.id,
      alone: (send) =>
        navigator.locks.request('theriac.outbox', { ifAvailable: true }, (lock) => (lock ? send() : undefined)),
      onAnswer(kind, outcome) {
        playVerdict(outcome.ok ? kind.toneOf(outcome.answer as never) : 'bad')
        void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
      },
    }),
  )
  const { all } = useSyncExternalStore(outbox.watch, outbox.state)
  const isWaiting = all.some(({ outcome }) => outcome === undefined)
  useEffect(() => {
    // A browser that keeps nothing on the device has nothing that waits.
    outbox.send().catch(() => undefined)
  }, [outbox])
  useEffect(() => {
    if (!isWaiting) return
    const send = (): void => void outbox.send()
    const timer = setInterval(send, retryMs)
    addEventListener('online', send)
    return () => {
      clearInterval(timer)
      removeEventListener('online', send)
    }
  }, [outbox, isWaiting])
  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

/** The outbox of who is signed in. */
export function useOutbox(): Outbox {
  const outbox = use(OutboxContext)
  if (outbox === undefined) throw new Error('there is no OutboxProvider around this')
  return outbox
}

/**
 * What waits, or has been answered and not yet taken note of, of one kind or of all.
 *
 * @param kind - id of a `WaitingKind`
 */
export function useWaiting(kind?: string): { readonly waiting: readonly Waiting[]; readonly isAway: boolean } {
  const outbox = useOutbox()
  const { all, isAway } = useSyncExternalStore(outbox.watch, outbox.state)
  return { waiting: kind === undefined ? all : all.filter((one) => one.kind === kind), isAway }
}
