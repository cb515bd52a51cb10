import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const run = promisify(execFile)

/** Where Linux distributions put theirs. */
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
  '--hide-scrollbars',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]

/**
 * Starts a headless Chromium: the one that `CHROMIUM` names, else the machine's own, else the one that comes with the npm
 * packages, which needs nothing installed.
 *
 * @param more - flags beside the usual ones
 */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const { path, libraries } = await findChromium()
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [...flags, ...more],
    ...(libraries === undefined ? {} : { env: { ...environment(), LD_LIBRARY_PATH: libraries } }),
  })
}

interface Found {
  readonly path: string
  /** Folder of libraries that the machine lacks. */
  readonly libraries?: string
}

let found: Promise<Found> | undefined

function findChromium(): Promise<Found> {
  found ??= (async () => {
    for (const path of [process.env.CHROMIUM, ...usual]) {
      if (path !== undefined && path !== '' && (await isThere(path))) return { path }
    }
    return packaged()
  })()
  return found
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Unpacks the packaged one once for each version; made in a folder beside and moved when it is whole. */
async function packaged(): Promise<Found> {
  const require = createRequire(import.meta.url)
  const root = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..')
  const { version } = require(join(root, 'package.json')) as { version: string }
  const folder = join(tmpdir(), `theriac-chromium-${version}`)
  if (!(await isThere(folder))) await unpack(join(root, 'bin'), folder)
  const path = join(folder, 'chromium')
  const libraries = join(folder, 'lib')
  const standsAlone = await run(path, ['--version', '--no-sandbox']).then(
    () => true,
    () => false,
  )
  return standsAlone ? { path } : { path, libraries }
}

async function unpack(packed: string, folder: string): Promise<void> {
  const fresh = await mkdtemp(`${folder}-`)
  for (const name of await readdir(packed)) {
    const target = join(fresh, name.replace(/\.br$/, ''))
    await pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(target))
    if (target.endsWith('.tar')) await run('tar', ['-xf', target, '-C', fresh])
  }
  await chmod(join(fresh, 'chromium'), 0o755)
  // Somebody else may have been quicker.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }))
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
