import { useMutation } from '@tanstack/react-query'
import type { Sscc } from '@theriac/gs1'
import { useRef, useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { playVerdict } from '../../../core/scan/sound.ts'
import { useSession } from '../../../core/session/session.ts'
import { type Draft, type Item, isMixed, keyOf, type Mode, withItem } from './draft.ts'
import { judgeScan, type PackingScan } from './judge.ts'
import { type Note, toneOf } from './note.tsx'
import { useBooking } from './use-booking.ts'

/** A container that was packed here. */
export interface Packed {
  readonly sscc: Sscc
  readonly units: number
}

/** What a packing station knows and does: the container that is open, scans for it, and its booking. */
export function useStation(mode: Mode, first: Sscc | undefined) {
  const { institution } = useSession()
  const [draft, setDraft] = useState<Draft | undefined>(first && { sscc: first, isNew: false, items: [] })
  const [note, setNote] = useState<Note>()
  const [fault, setFault] = useState<unknown>()
  const [recent, setRecent] = useState<readonly Packed[]>([])
  // What scans that come faster than the screen must see of one another.
  const latest = useRef(draft)
  const queue = useRef(Promise.resolve())
  const booking = useBooking(mode)

  function change(next: Draft | undefined): void {
    latest.current = next
    setDraft(next)
  }
  function tell(next: Note): void {
    setFault(undefined)
    setNote(next)
    playVerdict(toneOf(next))
  }
  function fail(error: unknown): void {
    playVerdict('bad')
    setNote(undefined)
    setFault(error)
  }

  function add(open: Draft, item: Item): void {
    const what = item.kind === 'case' ? item.sscc : item.kind === 'pack' ? item.serial : item.lot
    const isAgain = item.kind !== 'count' && open.items.some((one) => keyOf(one) === keyOf(item))
    if (!isAgain) change({ ...open, items: withItem(open.items, item) })
    if (isAgain) tell({ kind: 'again', what })
    else if (mode === 'in' && item.kind === 'pack' && item.isHeld) tell({ kind: 'held', what })
    else if (mode === 'in' && item.kind !== 'case' && isMixed(open.items, item)) tell({ kind: 'mixed', what: item.lot })
    else tell({ kind: 'good', what })
  }

  async function take(scan: PackingScan): Promise<void> {
    const open = latest.current
    if (scan.kind === 'open') {
      const { sscc, isNew, item } = scan
      change({ sscc, isNew, items: item === undefined ? [] : [item] })
      tell({ kind: isNew ? 'openNew' : 'open', what: sscc })
    } else if (scan.kind === 'item' && open !== undefined) add(open, scan.item)
    else if (scan.kind === 'itself' && open !== undefined && open.items.length > 0) await close()
    else if (scan.kind !== 'item') {
      tell({ kind: scan.kind, what: 'sscc' in scan ? scan.sscc : 'state' in scan ? scan.state : '' })
    }
  }

  /** Books what is on the list. What has gone through before something is refused is not on it any more. */
  async function close(): Promise<void> {
    const open = latest.current
    if (open === undefined || open.items.length === 0 || booking.running) return
    try {
      const units = await booking.book(open, (left) => change({ ...open, isNew: false, items: left }))
      change(undefined)
      if (mode === 'in') setRecent((before) => [{ sscc: open.sscc, units }, ...before].slice(0, 20))
      tell({ kind: mode === 'in' ? 'packed' : 'unpacked', what: open.sscc })
    } catch (error) {
      fail(error)
    }
  }

  const judge = useMutation({
    mutationFn: async (scan: string) => {
      await take(await judgeScan(scan, { mode, draft: latest.current, gln: institution.gln }))
    },
    onError: fail,
  })
  const allot = useMutation({
    mutationFn: () => client.packing.allotSsccs({ body: { n: 1 } }),
    onSuccess({ ssccs: [sscc] }) {
      if (sscc !== undefined) change({ sscc, isNew: true, items: [] })
      setNote(undefined)
      setFault(undefined)
    },
    onError: fail,
  })

  return {
    draft,
    note,
    fault,
    recent,
    job: booking.job,
    isBooking: booking.running,
    isJudging: judge.isPending,
    isAllotting: allot.isPending,
    /** One after the other: a pack goes into the case that was scanned right before it. */
    scan(text: string): void {
      queue.current = queue.current.then(() => judge.mutateAsync(text).catch(() => undefined))
    },
    next: () => allot.mutate(),
    close: () => {
      queue.current = queue.current.then(close)
    },
    add(item: Item): void {
      if (latest.current !== undefined) add(latest.current, item)
    },
    remove(item: Item): void {
      const open = latest.current
      if (open !== undefined) change({ ...open, items: open.items.filter((one) => one !== item) })
      setNote(undefined)
    },
    leave(): void {
      change(undefined)
      setNote(undefined)
      setFault(undefined)
    },
  }
}
