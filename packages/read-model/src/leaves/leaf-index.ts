import { ClassicLevel } from 'classic-level'
import type { Hex } from 'viem'
import { ReadModelError } from '../errors.ts'
import { decodePlaces, encodePlaces, type LeafPlace } from './entries.ts'
import { keyBytes, keysOf, newSecret } from './leaf-keys.ts'

/** Leaves of units that follow each other in their lot. */
export interface LeafRun {
  readonly lotRef: number
  /** Number of the first one's unit. */
  readonly first: number
  /** 32 bytes each, one behind the other. */
  readonly leaves: Uint8Array
}

/** A leaf that came again: the place that it came from, and the one it was known by before. */
export interface RepeatedLeaf extends LeafPlace {
  readonly before: LeafPlace
}

/** How far an index goes, and of which chain it is. */
export interface LeafHead {
  /** Every leaf up to this block is in it. */
  readonly block: number
  readonly genesisHash: string
}

/** Finds units by their leaf, which is made of GTIN and serial. */
export interface LeafIndex {
  /**
   * Units that were commissioned with a leaf, first the one that was first; mostly one or none. Eight bytes are compared,
   * under a secret: of ten million units two that are not the same meet with a chance of three in a million, and nobody can
   * look for such a pair.
   */
  find(leaf: Hex): Promise<LeafPlace[]>
  /** The same for many leaves, in their order. */
  findMany(leaves: readonly Hex[]): Promise<LeafPlace[][]>
  /** Undefined while nothing was added. */
  head(): LeafHead | undefined
  /**
   * Adds leaves and moves the head on, as one write. Leaves that are there already change nothing.
   *
   * @returns those among them that some unit had before
   */
  add(runs: readonly LeafRun[], head: LeafHead): Promise<RepeatedLeaf[]>
  /** Forgets everything. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Keys of leaves are eight bytes long; no other length can be one. */
const headKey = Buffer.from('head')
const secretKey = Buffer.from('secret')
/** Leaves that are looked up and written at once. */
const leavesAtOnce = 16_384

/**
 * Opens the index in a folder of its own.
 *
 * @throws ReadModelError LeavesFailed when the folder cannot be opened or is in use
 */
export async function openLeafIndex(folder: string): Promise<LeafIndex> {
  const level = new ClassicLevel<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' })
  try {
    await level.open({ cacheSize: 16 << 20, writeBufferSize: 16 << 20, blockSize: 8_192 })
  } catch (cause) {
    throw new ReadModelError('LeavesFailed', `The index of leaves in ${folder} cannot be opened`, { folder }, cause)
  }
  const secret = (await level.get(secretKey)) ?? (await begin(level))
  let head = await readHead(level)

  async function addSome(runs: readonly LeafRun[], next: LeafHead | undefined): Promise<RepeatedLeaf[]> {
    const keys: Uint8Array[] = []
    const places: LeafPlace[] = []
    for (const { lotRef, first, leaves } of runs) {
      for (const [i, key] of keysOf(secret, leaves).entries()) {
        keys.push(key)
        places.push({ lotRef, index: first + i })
      }
    }
    const known = keys.length > 0 ? await level.getMany(keys) : []
    const changed = new Map<string, { readonly key: Uint8Array; readonly places: readonly LeafPlace[] }>()
    const repeated: RepeatedLeaf[] = []
    for (const [i, key] of keys.entries()) {
      const place = places[i] ?? { lotRef: 0, index: 0 }
      const name = nameOf(key)
      const before = known[i]
      const here = changed.get(name)?.places ?? (before === undefined ? [] : decodePlaces(before))
      const [first] = here
      const at = first ? here.findIndex(({ lotRef, index }) => lotRef === place.lotRef && index === place.index) : -1
      if (at < 0) changed.set(name, { key, places: [...here, place] })
      if (first && at !== 0) repeated.push({ ...place, before: first })
    }
    const batch = level.batch()
    for (const { key, places: list } of changed.values()) batch.put(key, encodePlaces(list))
    if (next) batch.put(headKey, Buffer.from(JSON.stringify(next)))
    if (batch.length > 0) await batch.write()
    else await batch.close()
    return repeated
  }

  async function find(leaves: readonly Hex[]): Promise<LeafPlace[][]> {
    if (leaves.length === 0) return []
    const bytes = Buffer.from(leaves.map((leaf) => leaf.slice(2)).join(''), 'hex')
    const found = await level.getMany(keysOf(secret, bytes))
    return found.map((value) => decodePlaces(value ?? new Uint8Array()))
  }

  return {
    async find(leaf) {
      const [places] = await find([leaf])
      return places ?? []
    },
    findMany: find,
    head: () => head,
    async add(runs, next) {
      const repeated: RepeatedLeaf[] = []
      let some: LeafRun[] = []
      let count = 0
      for (const run of runs) {
        some.push(run)
        count += run.leaves.length / 32
        if (count < leavesAtOnce) continue
        repeated.push(...(await addSome(some, undefined)))
        some = []
        count = 0
      }
      // The head goes with the last of them: until then they are ahead of it, which does no harm.
      repeated.push(...(await addSome(some, next)))
      head = next
      return repeated
    },
    async clear() {
      await level.clear()
      await level.put(secretKey, secret)
      head = undefined
      await level.compactRange(new Uint8Array(), Buffer.alloc(keyBytes + 1, 0xff))
    },
    close: () => level.close(),
  }
}

/** Makes a new index of what may hold one that was made otherwise. */
async function begin(level: ClassicLevel<Uint8Array, Uint8Array>): Promise<Uint8Array> {
  const secret = newSecret()
  await level.clear()
  await level.put(secretKey, secret)
  return secret
}

async function readHead(level: ClassicLevel<Uint8Array, Uint8Array>): Promise<LeafHead | undefined> {
  const value = await level.get(headKey)
  return value && (JSON.parse(Buffer.from(value).toString()) as LeafHead)
}

/** A key as a text that a map can compare. */
function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')
}
