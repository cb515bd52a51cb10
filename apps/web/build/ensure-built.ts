import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
/** Says which sources the build is of. */
const stamp = 'sources.sha256'
/** What the build is made from, seen from the workspace's folder. */
const sources = [
  'src',
  'public',
  'build',
  'scripts',
  'index.html',
  'check.html',
  'vite.config.ts',
  'package.json',
  '../../packages/api/src',
  '../../packages/gs1/src',
  '../../package-lock.json',
]

/** What `ensureBuilt` gives. */
export interface Built {
  readonly folder: string
  /** It had to be made. */
  readonly isNew: boolean
}

/**
 * The built web application; made where it is not there or was made from other sources. It is made in a folder beside and
 * put in its place when it is whole, so that two may do so at once.
 */
export async function ensureBuilt(tell: (text: string) => void = () => {}): Promise<Built> {
  const hash = await hashOfSources()
  if ((await builtFrom()) === hash) return { folder: dist, isNew: false }
  tell('Building the web application, which takes some seconds …')
  const fresh = `${dist}.${randomUUID()}`
  try {
    await buildInto(fresh)
    await writeFile(join(fresh, stamp), hash)
    // Somebody else was quicker: what is in use already stays.
    if ((await builtFrom()) === hash) return { folder: dist, isNew: false }
    const old = `${dist}.${randomUUID()}`
    const had = await rename(dist, old).then(
      () => true,
      () => false,
    )
    await rename(fresh, dist)
    if (had) await rm(old, { recursive: true, force: true })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return { folder: dist, isNew: true }
}

/** In a process with an environment of its own: whatever this one runs in, what is built is for production. */
async function buildInto(folder: string): Promise<void> {
  const script = join(root, 'scripts', 'build-into.ts')
  await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), script, folder], {
    cwd: root,
    env: { NODE_ENV: 'production' },
  })
}

const builtFrom = (): Promise<string | undefined> =>
  readFile(join(dist, stamp), 'utf8').then(
    (text) => text,
    () => undefined,
  )

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await filesOf(resolve(root, source))) {
      hash
        .update(file.slice(root.length))
        .update('\0')
        .update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    },
  )
  if (entries === undefined) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
