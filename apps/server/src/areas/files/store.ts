import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** A file in the store. */
interface StoredBytes {
  /** SHA-256, `0x…` */
  readonly hash: `0x${string}`
  readonly size: number
}

/** What is found of a file on the disk: `differs` when its bytes are not those that it is named by. */
type FileState = 'matches' | 'differs' | 'missing'

/** Files by the SHA-256 of their bytes, in a folder. */
export interface FileStore {
  /**
   * Takes a file in. When it resolves, the file is on the disk under its name, and survives the end of the process and of
   * power.
   *
   * @throws FileTooLarge; what the source or the disk throws. Nothing is left then
   */
  put(source: AsyncIterable<Uint8Array>): Promise<StoredBytes>
  /** Reads the whole file and compares it with its name. */
  check(hash: string): Promise<FileState>
  /** The bytes, unchecked. Ends with an error where there is no such file. */
  read(hash: string): Readable
  /**
   * Removes files that `isKnown` does not know, and what broken uploads left. Those younger than a day stay: they may be on
   * their way to being known.
   *
   * @param now - Unix milliseconds
   * @returns how many were removed
   */
  sweep(isKnown: (hashes: readonly string[]) => Promise<ReadonlySet<string>>, now: number): Promise<number>
}

/** A source that has more bytes than a file may have. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge'
  readonly code = 'FileTooLarge'
  readonly limit: number

  constructor(limit: number) {
    super(`A file has at most ${limit} bytes`)
    this.limit = limit
  }
}

const dayMs = 86_400_000

/**
 * A store of files in a folder: `ab/` and the other 62 digits of the hash. A name is the hash of the content, so a file that is
 * there is never written again.
 */
export function createFileStore(folder: string, { limit }: { readonly limit: number }): FileStore {
  const incoming = join(folder, 'incoming')
  const exclusive = createQueue()
  const pathOf = (hash: string): string => join(folder, hash.slice(2, 4), hash.slice(4))

  async function write(path: string, source: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
    const digest = createHash('sha256')
    let size = 0
    const file = await open(path, 'wx')
    try {
      for await (const chunk of source) {
        size += chunk.length
        if (size > limit) throw new FileTooLarge(limit)
        digest.update(chunk)
        await file.writeFile(chunk)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    return { hash: `0x${digest.digest('hex')}`, size }
  }

  /** Gives what came in its name. One of that name that was damaged is put right by it. */
  async function settle(path: string, hash: string): Promise<void> {
    const target = pathOf(hash)
    if ((await check(hash)) === 'matches') {
      // Young again, so that no sweep takes it before it is known.
      const { mtime } = await stat(path)
      await utimes(target, mtime, mtime)
      return
    }
    const isNewFolder = (await mkdir(dirname(target), { recursive: true })) !== undefined
    await rename(path, target)
    await syncFolder(dirname(target))
    if (isNewFolder) await syncFolder(folder)
  }

  async function check(hash: string): Promise<FileState> {
    const digest = createHash('sha256')
    try {
      for await (const chunk of createReadStream(pathOf(hash))) digest.update(chunk as Uint8Array)
    } catch (error) {
      if (isAbsent(error)) return 'missing'
      throw error
    }
    return `0x${digest.digest('hex')}` === hash ? 'matches' : 'differs'
  }

  return {
    async put(source) {
      await mkdir(incoming, { recursive: true })
      const path = join(incoming, randomUUID())
      try {
        const stored = await write(path, source)
        await exclusive(() => settle(path, stored.hash))
        return stored
      } finally {
        await rm(path, { force: true })
      }
    },
    check,
    read: (hash) => createReadStream(pathOf(hash)),
    async sweep(isKnown, now) {
      let removed = 0
      for (const folderName of await namesIn(folder)) {
        const names = await namesIn(join(folder, folderName))
        const hashes = names.map((name) => `0x${folderName}${name}`)
        const known = folderName === 'incoming' ? new Set<string>() : await isKnown(hashes)
        for (const [at, name] of names.entries()) {
          if (known.has(hashes[at] ?? '')) continue
          const path = join(folder, folderName, name)
          // One that is taken in again meanwhile is young, before or after.
          if (await exclusive(() => removeOld(path, now))) removed += 1
        }
      }
      return removed
    },
  }
}

/** Runs one after the other. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(run: () => Promise<T>): Promise<T> => {
    const next = last.then(run, run)
    last = next
    return next
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

async function removeOld(path: string, now: number): Promise<boolean> {
  try {
    if ((await stat(path)).mtimeMs >= now - dayMs) return false
    await rm(path)
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

/** A new name in a folder is on the disk when the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isAbsent(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ENOENT'
}
