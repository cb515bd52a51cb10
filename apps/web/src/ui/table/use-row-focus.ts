import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** Rows that PageUp and PageDown go by. */
const pageRows = 10

/**
 * Moves focus among the rows of a table of which only those in view are drawn. One row at a time can be reached with Tab: the
 * one that had focus last, or the first in view.
 *
 * @param count - of rows
 */
export function useRowFocus(
  frame: RefObject<HTMLElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  count: number,
) {
  const [current, setCurrent] = useState(0)
  const wanted = useRef<number>(undefined)

  // A row that is far away is drawn some time after it was scrolled to.
  useEffect(() => {
    if (wanted.current === undefined) return
    const row = frame.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`)
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })

  const drawn = virtual.getVirtualItems()
  const first = drawn.find(({ end }) => end > (virtual.scrollOffset ?? 0))?.index ?? 0
  return {
    tabIndexOf: (index: number): 0 | -1 =>
      index === (drawn.some((item) => item.index === current) ? current : first) ? 0 : -1,
    onFocus: setCurrent,
    /** Takes a key that was pressed on a row, and says whether it moved focus. */
    move(event: KeyboardEvent, index: number): boolean {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows, Home: -count, End: count }
      const step = (steps as Readonly<Record<string, number>>)[event.key]
      if (step === undefined) return false
      const next = Math.max(0, Math.min(count - 1, index + step))
      wanted.current = next
      setCurrent(next)
      virtual.scrollToIndex(next)
      return true
    },
  }
}
