import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { createNameReader, type NameSource } from '../src/core/names/name-reader.ts'

const pageSize = 20
const idsOf = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(from + i).padStart(4, '0'))

let clients: QueryClient[] = []
afterEach(() => {
  for (const client of clients) client.clear()
  clients = []
})

/** A directory of so many, what it was asked, and a way to ask for several in one go. */
function openDirectory(count: number, source: Partial<NameSource> = {}) {
  const client = new QueryClient()
  clients.push(client)
  const all = new Map(idsOf(count).map((id) => [id, `name of ${id}`]))
  const asked: string[] = []
  const read = createNameReader({
    subject: 'things',
    async one(id) {
      asked.push(`one ${id}`)
      return all.get(id)
    },
    async page(cursor = '0') {
      asked.push(`page from ${cursor}`)
      const from = Number(cursor)
      const names = new Map([...all].slice(from, from + pageSize))
      return from + pageSize < count ? { names, next: String(from + pageSize) } : { names }
    },
    ...source,
  })
  return { asked, client, names: (ids: readonly string[]) => Promise.all(ids.map((id) => read(client, id))) }
}

test('a few names are asked for one by one, and what is not there has none', async () => {
  const { asked, names } = openDirectory(100)
  expect(await names(['0003', '9999'])).toEqual(['name of 0003', null])
  expect(asked).toEqual(['one 0003', 'one 9999'])
})

test('names of a long list take a request for each page of all, and none once those were read', async () => {
  const { asked, names } = openDirectory(60)
  expect(await names(idsOf(35))).toEqual(idsOf(35).map((id) => `name of ${id}`))
  expect(asked).toEqual(['page from 0', 'page from 20'])
  await names(idsOf(30, 5))
  expect(asked).toHaveLength(2)
})

test('pages are read anew once something of the subject has changed', async () => {
  const { asked, client, names } = openDirectory(10)
  await names(idsOf(10))
  await client.invalidateQueries({ queryKey: ['things'] })
  await names(idsOf(10))
  expect(asked).toEqual(['page from 0', 'page from 0'])
})

test('no name is lost in a directory that is longer than what is read of it', async () => {
  const { asked, names } = openDirectory(1_000)
  expect(await names(idsOf(8, 990))).toEqual(idsOf(8, 990).map((id) => `name of ${id}`))
  expect(asked.filter((what) => what.startsWith('page'))).toHaveLength(10)
  expect(asked.filter((what) => what.startsWith('one'))).toHaveLength(8)
})

test('a fault reaches all who asked, and those who ask later are answered', async () => {
  let isDown = true
  const { names } = openDirectory(10, {
    page: async () => {
      if (isDown) throw new TypeError('no answer')
      return { names: new Map(idsOf(10).map((id) => [id, id])) }
    },
  })
  const told = await Promise.allSettled([names(idsOf(6)), names(['0001'])])
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isDown = false
  expect(await names(idsOf(6))).toEqual(idsOf(6))
})
