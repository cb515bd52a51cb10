import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { LedgerError } from '../../errors.ts'

/** Who holds a lock: a process id alone is used again, above all in containers, so the process's start goes with it. */
interface Holder {
  readonly pid: number
  /** Start of the process in clock ticks since boot (Linux, proc(5) field 22); absent elsewhere. */
  readonly started?: string
  readonly id: string
}

/**
 * Takes a lock file for this process; gives what releases it. One left by a process that is gone is taken over.
 *
 * @throws LedgerError JournalLocked while another process, or another journal of this one, has it
 */
export function takeLock(path: string): () => void {
  const started = startOf(process.pid)
  const holder: Holder = { pid: process.pid, ...(started ? { started } : {}), id: randomUUID() }
  const content = JSON.stringify(holder)
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, content, { flag: 'wx', mode: 0o600 })
      held.add(holder.id)
      return () => {
        if (held.delete(holder.id)) rmSync(path, { force: true })
      }
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    removeIfStale(path)
  }
  throw locked(path, process.pid)
}

const held = new Set<string>()

function removeIfStale(path: string): void {
  const seen = read(path)
  if (seen === undefined) return
  const other = parse(seen)
  if (other && isAlive(other)) throw locked(path, other.pid)
  // Moved away before it is deleted: of two processes that find it stale only one moves what it has read.
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = read(aside)
  if (moved !== seen) {
    renameSync(aside, path)
    throw locked(path, parse(moved ?? '')?.pid ?? 0)
  }
  rmSync(aside)
}

function isAlive({ pid, started, id }: Holder): boolean {
  if (pid === process.pid) return held.has(id)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  return started === undefined || started === startOf(pid)
}

function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The command's name may hold spaces and brackets; the fields after it start behind the last bracket.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined
    throw error
  }
}

function parse(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder
  } catch {
    // A crash between creating and writing it.
    return undefined
  }
}

function locked(path: string, pid: number): LedgerError<'JournalLocked'> {
  return new LedgerError('JournalLocked', `${path} is in use by process ${pid}`, { path, pid })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
