import type { Waiting, WaitingStore } from './waiting.ts'

const storeName = 'waiting'

/**
 * Opens the store of this browser (IndexedDB): what is in it stays when the page is closed. It holds codes of packs and times,
 * nothing about patients.
 */
export function openWaitingStore(): WaitingStore {
  let opened: Promise<IDBDatabase> | undefined
  const open = (): Promise<IDBDatabase> => {
    const request = indexedDB.open('theriac', 1)
    request.addEventListener('upgradeneeded', () => {
      const store = request.result.createObjectStore(storeName, { keyPath: 'number', autoIncrement: true })
      store.createIndex('id', 'id', { unique: true })
      store.createIndex('account', 'account')
    })
    return done(request)
  }
  async function storeFor(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    opened ??= open()
    return (await opened).transaction(storeName, mode).objectStore(storeName)
  }
  return {
    async list(account) {
      const found = await done((await storeFor('readonly')).index('account').getAll(account))
      return (found as (Waiting & { readonly number: number })[]).sort((a, b) => a.number - b.number)
    },
    async put(waiting) {
      const store = await storeFor('readwrite')
      const number = await done(store.index('id').getKey(waiting.id))
      await done(store.put(number === undefined ? waiting : { ...waiting, number }))
    },
    async remove(ids) {
      const store = await storeFor('readwrite')
      for (const id of ids) {
        const number = await done(store.index('id').getKey(id))
        if (number !== undefined) await done(store.delete(number))
      }
    },
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}
