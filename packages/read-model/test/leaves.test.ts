import { leafOf } from '@theriac/ledger'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { type LeafIndex, openLeafIndex } from '../src/core.ts'
import { decodePlaces, encodePlaces } from '../src/leaves/entries.ts'
import { keysOf, newSecret } from '../src/leaves/leaf-keys.ts'
import { gtinA, newFolder, serialsOf } from './stage.ts'

const leavesOf = (prefix: string, count: number): Hex[] =>
  serialsOf(count, prefix).map((serial) => leafOf(gtinA, serial))
const packed = (leaves: readonly Hex[]) => Buffer.from(leaves.map((leaf) => leaf.slice(2)).join(''), 'hex')
const head = { block: 7, genesisHash: '0xabc' }

async function opened(path?: string): Promise<{ index: LeafIndex; path: string }> {
  const folder = path === undefined ? newFolder() : undefined
  const index = await openLeafIndex(path ?? folder?.path ?? '')
  onTestFinished(async () => {
    await index.close()
    folder?.close()
  })
  return { index, path: path ?? folder?.path ?? '' }
}

test('any places come back as they went in, a unit in few bytes', () => {
  const place = fc.record({ lotRef: fc.nat(2 ** 31 - 1), index: fc.nat(2 ** 32 - 1) })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 4 }), (places) => {
      expect(decodePlaces(encodePlaces(places))).toEqual(places)
    }),
  )
  expect(encodePlaces([{ lotRef: 100, index: 9_999 }])).toHaveLength(3)
})

test('units are found by their leaf, and only by theirs', async () => {
  const { index } = await opened()
  expect(index.head()).toBeUndefined()
  const [first, second] = [leavesOf('A', 1_500), leavesOf('B', 300)]
  const runs = [
    { lotRef: 1, first: 0, leaves: packed(first) },
    { lotRef: 9, first: 1_024, leaves: packed(second) },
  ]
  expect(await index.add(runs, head)).toEqual([])
  expect(await index.find(first[1_499] ?? '0x')).toEqual([{ lotRef: 1, index: 1_499 }])
  expect(await index.findMany([second[2] ?? '0x', leavesOf('C', 1)[0] ?? '0x'])).toEqual([
    [{ lotRef: 9, index: 1_026 }],
    [],
  ])
  expect(index.head()).toEqual(head)
})

test('a leaf that comes again is told each time, whatever was added twice', async () => {
  const { index } = await opened()
  const [leaf, other] = leavesOf('A', 2)
  if (!leaf || !other) throw new TypeError('no leaves')
  await index.add([{ lotRef: 1, first: 0, leaves: packed([leaf, other]) }], head)
  const again = [
    { lotRef: 2, first: 5, leaves: packed([leaf]) },
    { lotRef: 3, first: 0, leaves: packed([leaf]) },
  ]
  const told = [
    { lotRef: 2, index: 5, before: { lotRef: 1, index: 0 } },
    { lotRef: 3, index: 0, before: { lotRef: 1, index: 0 } },
  ]
  expect(await index.add(again, head)).toEqual(told)
  expect(await index.add([{ lotRef: 1, first: 0, leaves: packed([leaf, other]) }, ...again], head)).toEqual(told)
  expect(await index.find(leaf)).toEqual([
    { lotRef: 1, index: 0 },
    { lotRef: 2, index: 5 },
    { lotRef: 3, index: 0 },
  ])
})

test('it is on the disk, can be cleared, and has one owner', async () => {
  const { index, path } = await opened()
  const leaves = leavesOf('A', 40_000)
  await index.add([{ lotRef: 1, first: 0, leaves: packed(leaves) }], head)
  await expect(openLeafIndex(path)).rejects.toMatchObject({ code: 'LeavesFailed', data: { folder: path } })
  await index.close()
  const { index: again } = await opened(path)
  expect(again.head()).toEqual(head)
  expect(await again.find(leaves[39_999] ?? '0x')).toEqual([{ lotRef: 1, index: 39_999 }])
  await again.clear()
  expect([again.head(), await again.find(leaves[0] ?? '0x')]).toEqual([undefined, []])
})

test('two folders keep the same leaves under different keys, so that nobody knows what would be taken for a unit', async () => {
  const [leaf] = leavesOf('A', 1)
  const leaves = packed([leaf ?? '0x'])
  const keys = [newSecret(), newSecret()].map((secret) => Buffer.from(keysOf(secret, leaves)[0] ?? []).toString('hex'))
  expect(new Set(keys).size).toBe(2)
  expect(keys.every((key) => key.length === 16 && !leaf?.includes(key))).toBe(true)
})
