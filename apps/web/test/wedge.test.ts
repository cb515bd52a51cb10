import { describe, expect, test } from 'vitest'
import { createScanDesk } from '../src/core/scan/scan-desk.ts'
import { createWedge, type Key } from '../src/core/scan/wedge.ts'

const code = '0103400935955838'

describe('a scanner that types', () => {
  /** Presses keys with so many milliseconds between them, and Enter; gives the codes that were taken. */
  function press(keys: readonly (string | Partial<Key>)[], betweenMs: number | readonly number[]): string[] {
    const taken: string[] = []
    const wedge = createWedge((text) => taken.push(text))
    let timeStamp = 1000
    for (const [place, key] of [...keys, 'Enter'].entries()) {
      timeStamp += typeof betweenMs === 'number' ? betweenMs : (betweenMs[place] ?? 8)
      wedge({ key: '', ctrlKey: false, timeStamp, ...(typeof key === 'string' ? { key } : key) })
    }
    return taken
  }

  test('is told by characters that come faster than anybody types and end with Enter', () => {
    expect(press([...code], 8)).toEqual([code])
  })

  test('is not told where a person types, however much', () => {
    expect(press([...code], 90)).toEqual([])
  })

  test('may pause within a code: radio, or a machine under load', () => {
    expect(press([...code], [8, 8, 8, 8, 8, 150, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 120])).toEqual([code])
    expect(press([...code], [8, 8, 8, 8, 8, 8, 900])).toEqual([code])
    // What was left unfinished a while ago is nothing.
    expect(press([...code], [8, 8, 8, 8, 8, 8, 1200])).toEqual([code.slice(6)])
  })

  test('sends the group separator as it is or as Ctrl+], and Shift says nothing', () => {
    const keys = [...code, { key: 'Control' }, { key: ']', ctrlKey: true }, 'Shift', '1', '0', '\u001d', 'A']
    expect(press(keys, 8)).toEqual([`${code}\u001d10\u001dA`])
  })

  test('does not get what a person typed right before it', () => {
    expect(press(['x', 'y', ...code], [500, 110, 110])).toEqual([code])
  })

  test('is no key that is held down, and no program that fills in a form', () => {
    expect(
      press(
        [...'aaaaaaaaaa'].map((key) => ({ key, repeat: true })),
        30,
      ),
    ).toEqual([])
    expect(press([...'somebody', 'Tab', ...'word'], 8)).toEqual([])
  })

  test('tells what was there before its first character', () => {
    let field = ''
    const before: string[] = []
    const wedge = createWedge(
      (_, was: string) => before.push(was),
      () => field,
    )
    const times = [0, 100, ...[...code, 'Enter'].map((_, place) => 210 + place * 8 + (place > 4 ? 60 : 0))]
    for (const [place, key] of ['n', 'o', ...code, 'Enter'].entries()) {
      wedge({ key, ctrlKey: false, timeStamp: times[place] ?? 0 })
      field += key
    }
    expect(before).toEqual(['no'])
  })
})

describe('the desk of scans', () => {
  const settled = (): Promise<void> => new Promise((resolve) => queueMicrotask(() => queueMicrotask(resolve)))

  function open() {
    let time = 0
    const desk = createScanDesk(() => time)
    const got: string[] = []
    return {
      desk,
      got,
      wait: (ms: number) => {
        time += ms
      },
      take: (name: string, options?: { readonly paused: boolean }) =>
        desk.take((text) => got.push(`${name} ${text}`), options),
    }
  }

  test('keeps what comes while nobody takes scans for the next who does, in its order', async () => {
    const { desk, got, take } = open()
    desk.offer('a')
    desk.offer('b')
    expect(desk.isStuck()).toBe(true)
    take('page')
    desk.offer('c')
    await settled()
    expect(got).toEqual(['page a', 'page b', 'page c'])
    expect(desk.waiting()).toEqual([])
  })

  test('gives a scan to whoever came last, and to the one before when that one has gone', async () => {
    const { desk, got, take } = open()
    take('page')
    const close = take('dialog')
    desk.offer('a')
    await settled()
    close()
    desk.offer('b')
    await settled()
    expect(got).toEqual(['dialog a', 'page b'])
  })

  test('keeps scans waiting while a page is paused, or a question stands over it', async () => {
    const { desk, got, take } = open()
    const end = take('page', { paused: true })
    desk.offer('a')
    await settled()
    expect(got).toEqual([])
    expect(desk.isStuck()).toBe(false)
    const answered = desk.hold()
    end()
    take('page')
    await settled()
    expect(got).toEqual([])
    answered()
    await settled()
    expect(got).toEqual(['page a'])
  })

  test('gives a scan that was passed on to the page that comes, not to the one that passed it on', async () => {
    const { desk, got, take } = open()
    const leave = take('list')
    desk.passOn('a')
    desk.offer('b')
    await settled()
    expect(got).toEqual(['list b'])
    leave()
    take('station')
    await settled()
    expect(got).toEqual(['list b', 'station a'])
  })

  test('does not give to a page what the hand has long left, but keeps it to be decided on', async () => {
    const { desk, got, wait, take } = open()
    desk.offer('a')
    wait(31_000)
    take('page')
    await settled()
    expect(got).toEqual([])
    expect(desk.waiting().map(({ text }) => text)).toEqual(['a'])
    expect(desk.isStuck()).toBe(true)
    desk.clear()
    expect(desk.isStuck()).toBe(false)
  })

  test('says when so many wait that the next has no room', () => {
    const { desk } = open()
    expect(Array.from({ length: 21 }, (_, number) => desk.offer(`${number}`)).lastIndexOf(true)).toBe(19)
  })
})
