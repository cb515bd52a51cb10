import { expect, test } from 'vitest'
import { createWedge, type Key } from '../src/core/scan/wedge.ts'

/** Presses keys with so many milliseconds between them, and Enter; gives the codes that were taken. */
function press(keys: readonly (string | Partial<Key>)[], betweenMs: number): string[] {
  const taken: string[] = []
  const wedge = createWedge((text) => taken.push(text))
  let timeStamp = 1000
  for (const key of [...keys, 'Enter']) {
    timeStamp += betweenMs
    wedge({ key: '', ctrlKey: false, timeStamp, ...(typeof key === 'string' ? { key } : key) })
  }
  return taken
}

const code = '0103400935955838'

test('what comes faster than anybody types and ends with Enter is a scan', () => {
  expect(press([...code], 8)).toEqual([code])
})

test('what a person types is none, however long it is', () => {
  expect(press([...code], 90)).toEqual([])
})

test('the group separator is taken as it is and as Ctrl+], and Shift says nothing', () => {
  const keys = [...code, { key: 'Control' }, { key: ']', ctrlKey: true }, 'Shift', '1', '0', '\u001d', 'A']
  expect(press(keys, 8)).toEqual([`${code}\u001d10\u001dA`])
})

test('a letter that was typed before a scan does not go into it', () => {
  const taken: string[] = []
  const wedge = createWedge((text) => taken.push(text))
  wedge({ key: 'x', ctrlKey: false, timeStamp: 0 })
  for (const [place, key] of [...code, 'Enter'].entries()) wedge({ key, ctrlKey: false, timeStamp: 500 + place * 5 })
  expect(taken).toEqual([code])
})
