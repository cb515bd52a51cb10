import { useEffect, useEffectEvent } from 'react'
import { createWedge } from '../../core/scan/wedge.ts'

/**
 * Listens for a scanner that types like a keyboard, wherever the focus is. What it types into a field of the page while it
 * does so is its own affair; the Enter at its end does not send a form.
 */
export function useWedge(take: (text: string) => void, enabled = true): void {
  const taken = useEffectEvent(take)
  useEffect(() => {
    if (!enabled) return
    const wedge = createWedge((text) => taken(text))
    const listen = (event: KeyboardEvent): void => {
      if (!wedge(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [enabled])
}
