import { mkdirSync } from 'node:fs'
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LedgerError } from '../../errors.ts'
import { syncFolder } from '../../sync-folder.ts'
import { createMemory, type Journal } from './journal.ts'
import { dropLine, putLine, replay, settleLine } from './lines.ts'
import { takeLock } from './lock.ts'

/** Bounds of a journal in a file. */
export interface FileJournalOptions {
  /** Settled outcomes to remember; 10 000. */
  readonly outcomes?: number
  /** Bytes of the file at which it is written anew with what is still needed; 64 MiB. */
  readonly compactBytes?: number
}

/** A journal in a file, for one process at a time. */
export interface FileJournal extends Journal {
  /** Writes what is under way and frees the file. */
  close(): Promise<void>
}

interface Write {
  readonly line: string
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * Opens a journal: a file of lines, only ever appended to, each with a checksum. All that comes while one write is on its
 * way to the disk goes with the next one. Anyone who may read the file sees the acts, which are public once carried, and
 * no keys.
 *
 * @param path - the file; made with its folder when absent
 * @throws LedgerError JournalLocked, JournalDamaged, JournalFailed
 */
export async function fileJournal(path: string, options: FileJournalOptions = {}): Promise<FileJournal> {
  const { compactBytes = 64 * 1024 * 1024 } = options
  mkdirSync(dirname(path), { recursive: true })
  const release = takeLock(`${path}.lock`)
  const memory = createMemory(options.outcomes)
  let file: FileHandle
  let bytes = 0
  let leanBytes = 0
  let waiting: Write[] = []
  let writing: Promise<void> | undefined
  let failure: LedgerError | undefined

  try {
    replay(path, await readFile(path, 'utf8').catch(ifAbsent), memory)
    file = await rewrite()
  } catch (error) {
    release()
    throw error instanceof LedgerError ? error : failed(error)
  }

  /** A new file with what is needed takes the old one's place, whole or not at all. */
  async function rewrite(): Promise<FileHandle> {
    const fresh = `${path}.new`
    await rm(fresh, { force: true })
    const next = await open(fresh, 'ax', 0o600)
    try {
      const outcomes = [...memory.outcomes].map(([digest, outcome]) => settleLine(digest, outcome))
      const content = [...outcomes, ...[...memory.pending.values()].map(putLine)].join('')
      await next.write(content)
      await next.datasync()
      await rename(fresh, path)
      await syncFolder(dirname(path))
      bytes = Buffer.byteLength(content)
      leanBytes = bytes
      return next
    } catch (error) {
      await next.close()
      throw error
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        if (failure) throw failure
        const content = group.map(({ line }) => line).join('')
        await file.appendFile(content)
        await file.datasync()
        bytes += Buffer.byteLength(content)
        for (const { done } of group) done()
        if (bytes > compactBytes && bytes > 2 * leanBytes) {
          const old = file
          file = await rewrite()
          await old.close()
        }
      } catch (error) {
        // What is on the disk is not known any more; opening the journal anew finds out.
        failure ??= failed(error)
        for (const write of group) write.failed(failure)
      }
    }
    writing = undefined
  }

  function append(line: string): Promise<void> {
    if (failure) return Promise.reject(failure)
    return new Promise((done, reject) => {
      waiting.push({ line, done, failed: reject })
      writing ??= Promise.resolve().then(writeAll)
    })
  }

  function failed(cause: unknown): LedgerError<'JournalFailed'> {
    return new LedgerError('JournalFailed', `${path} cannot be written`, { path }, cause)
  }

  return {
    put(act) {
      const stored = append(putLine(act))
      memory.pending.set(act.digest, act)
      return stored
    },
    settle(digest, outcome) {
      const stored = append(settleLine(digest, outcome))
      memory.settle(digest, outcome)
      return stored
    },
    drop(digest) {
      const stored = append(dropLine(digest))
      memory.pending.delete(digest)
      return stored
    },
    pending: async () => [...memory.pending.values()],
    outcomeOf: async (digest) => memory.outcomes.get(digest),
    async close() {
      while (writing) await writing
      if (failure?.code === 'JournalClosed') return
      failure = new LedgerError('JournalClosed', `${path} is closed`, { path })
      await file.close()
      release()
    },
  }
}

function ifAbsent(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
  throw error
}
