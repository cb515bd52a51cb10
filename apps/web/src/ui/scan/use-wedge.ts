import { useEffect, useEffectEvent } from 'react'
import { scanDesk } from '../../core/scan/scan-desk.ts'

/**
 * Takes what a hand scanner gives while this is on the screen, wherever the focus is, and what was scanned while the page was
 * still coming. Of several the one that came last takes it: a dialog over a page, say. `ScanBox` uses it by itself.
 *
 * @param enabled - scans wait while it is false, and come when it is true again
 */
export function useWedge(take: (text: string) => void, enabled = true): void {
  const taken = useEffectEvent(take)
  useEffect(() => scanDesk.take((text) => taken(text), { paused: !enabled }), [enabled])
}

/** Keeps scans waiting while a question stands over the page that has to be answered first. */
export function useHeldScans(when: boolean): void {
  useEffect(() => (when ? scanDesk.hold() : undefined), [when])
}
