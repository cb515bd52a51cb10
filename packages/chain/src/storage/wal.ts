import { closeSync, fdatasync, openSync, readdirSync, readFileSync, unlinkSync, write } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from '../codec/crc32.ts'

/** Writes bytes to an open file; the parameter exists so that a failing disk can be put in its place. */
export interface WalDisk {
  append(fd: number, bytes: Uint8Array): Promise<void>
  sync(fd: number): Promise<void>
}

/** The operating system's files. */
export const realDisk: WalDisk = {
  append: (fd, bytes) =>
    new Promise((resolve, reject) => {
      const step = (offset: number) => {
        write(fd, bytes, offset, bytes.length - offset, null, (error, written) => {
          if (error) reject(error)
          else if (offset + written < bytes.length) step(offset + written)
          else resolve()
        })
      }
      step(0)
    }),
  sync: (fd) => new Promise((resolve, reject) => fdatasync(fd, (error) => (error ? reject(error) : resolve()))),
}

interface Segment {
  readonly path: string
  readonly fd: number
  bytes: number
  /** Records that are not in a committed block yet. */
  open: number
}

interface Waiting {
  readonly record: Buffer
  readonly resolve: (segment: Segment) => void
  readonly reject: (error: unknown) => void
}

/** A segment of this size is closed for appending as soon as the next record comes. */
const SEGMENT_BYTES = 16 * 1024 * 1024
const HEAD_BYTES = 8

/** Marks one appended record as no longer needed: its transaction is in a committed block. */
export type Release = () => void

/** What was found on opening. */
export interface Replay {
  /** Payloads in the order in which they were appended. */
  readonly records: readonly { readonly payload: Uint8Array; readonly release: Release }[]
  /** Bytes at the end of segments that were no whole record: what a crash tore off before anybody was told. */
  readonly tornBytes: number
}

/**
 * The write-ahead log: each record is length (u32), CRC-32 (u32) and payload. Appends that come while a sync is under
 * way are written together and share the next sync. A segment is deleted when all of its records are released.
 */
export interface Wal {
  /** Resolves when the payload is on the disk. Rejects when it may not be; then every later append rejects as well. */
  append(payload: Uint8Array): Promise<Release>
  /** The error that stopped the log, if any. */
  readonly failure: unknown
  /** Waits for what is being written; deletes every segment without open records. */
  close(): Promise<void>
}

function readSegment(path: string): { payloads: Uint8Array[]; torn: number } {
  const bytes = readFileSync(path)
  const payloads: Uint8Array[] = []
  let at = 0
  while (at + HEAD_BYTES <= bytes.length) {
    const length = bytes.readUInt32LE(at)
    const end = at + HEAD_BYTES + length
    if (length === 0 || end > bytes.length) break
    const payload = bytes.subarray(at + HEAD_BYTES, end)
    if (crc32(payload) !== bytes.readUInt32LE(at + 4)) break
    payloads.push(new Uint8Array(payload.buffer, payload.byteOffset, payload.length))
    at = end
  }
  return { payloads, torn: bytes.length - at }
}

function frame(payload: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(HEAD_BYTES + payload.length)
  record.writeUInt32LE(payload.length, 0)
  record.writeUInt32LE(crc32(payload), 4)
  record.set(payload, HEAD_BYTES)
  return record
}

/** Opens the log in a folder and reads what earlier runs left there. New records always go to a new segment. */
export function openWal(folder: string, disk: WalDisk = realDisk): { wal: Wal; replay: Replay } {
  const names = readdirSync(folder)
    .filter((name) => /^wal-\d{10}\.log$/.test(name))
    .sort()
  const records: { payload: Uint8Array; release: Release }[] = []
  let tornBytes = 0
  for (const name of names) {
    const path = join(folder, name)
    const { payloads, torn } = readSegment(path)
    tornBytes += torn
    let open = payloads.length
    // A segment that holds nothing whole is of no use to anybody.
    if (open === 0) unlinkSync(path)
    for (const payload of payloads) {
      let released = false
      records.push({
        payload,
        release: () => {
          if (released) return
          released = true
          if (--open === 0) unlinkSync(path)
        },
      })
    }
  }
  const lastName = names.at(-1)
  const next = lastName === undefined ? 0 : Number(lastName.slice(4, 14)) + 1
  return { wal: createWal(folder, next, disk), replay: { records, tornBytes } }
}

function createWal(folder: string, firstNumber: number, disk: WalDisk): Wal {
  let number = firstNumber
  let current: Segment | undefined
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let failure: unknown
  let closed = false

  const retire = (segment: Segment) => {
    closeSync(segment.fd)
    unlinkSync(segment.path)
  }

  const segmentFor = (): Segment => {
    if (current !== undefined && current.bytes < SEGMENT_BYTES) return current
    const full = current
    const path = join(folder, `wal-${String(number++).padStart(10, '0')}.log`)
    current = { path, fd: openSync(path, 'ax', 0o600), bytes: 0, open: 0 }
    if (full !== undefined && full.open === 0) retire(full)
    return current
  }

  const release = (segment: Segment): Release => {
    let released = false
    return () => {
      if (released) return
      released = true
      segment.open--
      // The current segment is kept for appending until it is worth replacing.
      if (segment.open === 0 && (segment !== current || closed)) retire(segment)
    }
  }

  const flush = async () => {
    // One turn of the event loop gathers the requests that arrived together.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        if (failure !== undefined) throw failure
        const segment = segmentFor()
        const bytes =
          group.length === 1 ? (group[0] as Waiting).record : Buffer.concat(group.map((entry) => entry.record))
        await disk.append(segment.fd, bytes)
        await disk.sync(segment.fd)
        segment.bytes += bytes.length
        segment.open += group.length
        for (const entry of group) entry.resolve(segment)
      } catch (error) {
        failure ??= error
        for (const entry of group) entry.reject(error)
      }
    }
    flushing = undefined
  }

  return {
    get failure() {
      return failure
    },
    append: (payload) =>
      new Promise<Segment>((resolve, reject) => {
        if (failure !== undefined || closed) {
          reject(failure ?? new Error('the write-ahead log is closed'))
          return
        }
        waiting.push({ record: frame(payload), resolve, reject })
        flushing ??= flush()
      }).then(release),
    async close() {
      closed = true
      await flushing
      if (current === undefined) return
      if (current.open === 0) retire(current)
      else closeSync(current.fd)
      current = undefined
    },
  }
}
