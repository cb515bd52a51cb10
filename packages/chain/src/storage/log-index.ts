import type { Log } from '../block/receipt.ts'
import { keccak256 } from '../codec/crypto.ts'
import { toKey } from '../codec/hex.ts'
import type { Change, Database } from './store.ts'

/** Which logs are wanted: any of the addresses and, at each position, any of the topics (undefined: whatever). */
export interface LogCriteria {
  readonly addresses: readonly Uint8Array[]
  readonly topics: readonly (readonly Uint8Array[] | undefined)[]
}

const KIND = 0x6c
const PREFIX_BYTES = 6
const ADDRESS = 0xff
const NO_VALUE = Buffer.alloc(0)

/** A short hash of (position, word): meeting another's only makes one more block be read. */
function postingPrefix(position: number, word: Uint8Array): Buffer {
  const input = new Uint8Array(1 + word.length)
  input[0] = position
  input.set(word, 1)
  const prefix = Buffer.allocUnsafe(1 + PREFIX_BYTES)
  prefix[0] = KIND
  prefix.set(keccak256(input).subarray(0, PREFIX_BYTES), 1)
  return prefix
}

function postingKey(prefix: Buffer, number: number): Buffer {
  const key = Buffer.allocUnsafe(prefix.length + 4)
  prefix.copy(key)
  key.writeUInt32BE(number, prefix.length)
  return key
}

/** One posting per block for each address and each topic by position. */
export function postingsOf(logs: readonly Log[], number: number): Change[] {
  const seen = new Set<string>()
  const batch: Change[] = []
  const post = (position: number, word: Uint8Array) => {
    const id = `${position}${toKey(word)}`
    if (seen.has(id)) return
    seen.add(id)
    batch.push({ type: 'put', key: postingKey(postingPrefix(position, word), number), value: NO_VALUE })
  }
  for (const log of logs) {
    post(ADDRESS, log.address)
    log.topics.forEach((topic, position) => {
      post(position, topic)
    })
  }
  return batch
}

/** Whether a log is wanted. */
export function matches(log: Log, criteria: LogCriteria): boolean {
  const same = (a: Uint8Array) => (b: Uint8Array) => Buffer.compare(a, b) === 0
  if (criteria.addresses.length > 0 && !criteria.addresses.some(same(log.address))) return false
  if (criteria.topics.length > log.topics.length) return false
  return criteria.topics.every((wanted, i) => {
    const topic = log.topics[i]
    return wanted === undefined || (topic !== undefined && wanted.some(same(topic)))
  })
}

async function blocksWith(
  db: Database,
  position: number,
  words: readonly Uint8Array[],
  from: number,
  to: number,
): Promise<Set<number>> {
  const found = new Set<number>()
  for (const word of words) {
    const prefix = postingPrefix(position, word)
    const keys = await db.keys({ gte: postingKey(prefix, from), lte: postingKey(prefix, to) }).all()
    for (const key of keys) found.add(key.readUInt32BE(1 + PREFIX_BYTES))
  }
  return found
}

/** Blocks of a range, ascending, that may hold wanted logs; undefined when nothing narrows the range. */
export async function candidateBlocks(
  db: Database,
  criteria: LogCriteria,
  from: number,
  to: number,
): Promise<number[] | undefined> {
  const sets: Set<number>[] = []
  if (criteria.addresses.length > 0) sets.push(await blocksWith(db, ADDRESS, criteria.addresses, from, to))
  for (const [position, words] of criteria.topics.entries()) {
    if (words !== undefined) sets.push(await blocksWith(db, position, words, from, to))
  }
  const [first, ...others] = sets
  if (first === undefined) return undefined
  return [...first].filter((number) => others.every((set) => set.has(number))).sort((a, b) => a - b)
}
