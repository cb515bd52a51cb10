import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { curve } from '../codec/crypto.ts'
import { ChainError } from '../errors.ts'

/** The database of one folder, with binary keys and values. */
export type Database = ClassicLevel<Buffer, Buffer>

/** One change of an atomic batch. */
export type Change = { type: 'put'; key: Buffer; value: Buffer } | { type: 'del'; key: Buffer }

const FORMAT = 'theriac-chain'
const VERSION = 1

interface Marker {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly chainId: string
}

function readMarker(path: string): Marker {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new ChainError('DamagedFolder', `${path} is not readable as JSON`, { path }, cause)
  }
  const marker = content as Partial<Marker> | null
  if (marker?.format !== FORMAT || typeof marker.chainId !== 'string') {
    throw new ChainError('ForeignFolder', `${path} does not mark a folder of this chain`, { path })
  }
  if (marker.version !== VERSION) {
    throw new ChainError(
      'ForeignFolder',
      `${path} has format version ${marker.version}, this program reads ${VERSION}`,
      {
        path,
        version: marker.version,
      },
    )
  }
  return marker as Marker
}

/** Checks that a folder is this chain's, or makes a new one of an absent or empty folder. Writes nothing to any other. */
function claimFolder(dataDir: string, chainId: bigint): void {
  const path = join(dataDir, 'chain.json')
  if (existsSync(dataDir)) {
    if (!statSync(dataDir).isDirectory()) throw new ChainError('ForeignFolder', `${dataDir} is no folder`, { dataDir })
    if (existsSync(path)) {
      const marker = readMarker(path)
      if (marker.chainId === chainId.toString()) return
      throw new ChainError('WrongChainId', `${dataDir} belongs to chain ${marker.chainId}, not ${chainId}`, {
        dataDir,
        expected: chainId.toString(),
        actual: marker.chainId,
      })
    }
    if (readdirSync(dataDir).length > 0) {
      throw new ChainError('ForeignFolder', `${dataDir} is not empty and holds no chain of this kind`, { dataDir })
    }
  }
  mkdirSync(dataDir, { recursive: true })
  const marker: Marker = { format: FORMAT, version: VERSION, chainId: chainId.toString() }
  // Written aside and renamed, so that a crash leaves either no marker or a whole one.
  writeFileSync(`${path}.new`, `${JSON.stringify(marker, null, 2)}\n`)
  renameSync(`${path}.new`, path)
}

/** A failed open is told by its LevelDB code; the lock's and corruption's have each their own meaning for a caller. */
function openFailure(dataDir: string, error: unknown): ChainError {
  const cause = (error as { cause?: unknown }).cause ?? error
  const code = (cause as { code?: unknown }).code
  if (code === 'LEVEL_LOCKED') {
    return new ChainError('FolderInUse', `${dataDir} is in use by another process`, { dataDir }, error)
  }
  if (code === 'LEVEL_CORRUPTION') {
    return new ChainError('DamagedFolder', `the database in ${dataDir} is damaged`, { dataDir }, error)
  }
  return new ChainError('StorageFailed', `the database in ${dataDir} does not open`, { dataDir, code }, error)
}

function sealerKeyOf(dataDir: string, given: Uint8Array | undefined): Uint8Array {
  const path = join(dataDir, 'sealer.key')
  if (existsSync(path)) {
    const text = readFileSync(path, 'utf8').trim()
    const key = new Uint8Array(Buffer.from(text, 'hex'))
    if (key.length !== 32 || !curve.isKey(key)) throw new ChainError('DamagedFolder', `${path} holds no key`, { path })
    if (given !== undefined && Buffer.compare(given, key) !== 0) {
      throw new ChainError('ForeignFolder', `${path} holds another key than the given one`, { path })
    }
    return key
  }
  let key = given ?? new Uint8Array(randomBytes(32))
  while (!curve.isKey(key)) {
    if (given !== undefined) throw new ChainError('DamagedFolder', 'the given sealer key is not a secp256k1 key')
    key = new Uint8Array(randomBytes(32))
  }
  writeFileSync(path, `${Buffer.from(key).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

/** A folder that this process holds. */
export interface Folder {
  readonly db: Database
  readonly walFolder: string
  readonly sealerKey: Uint8Array
}

/**
 * Opens the folder of one chain.
 *
 * @throws ChainError FolderInUse, ForeignFolder, WrongChainId, DamagedFolder, StorageFailed
 */
export async function openFolder(dataDir: string, chainId: bigint, sealerKey?: Uint8Array): Promise<Folder> {
  claimFolder(dataDir, chainId)
  const location = join(dataDir, 'state')
  // A database without its CURRENT file would be made anew, and the old one's files deleted: refuse first.
  if (
    existsSync(location) &&
    readdirSync(location).some((name) => name.endsWith('.ldb')) &&
    !existsSync(join(location, 'CURRENT'))
  ) {
    throw new ChainError('DamagedFolder', `the database in ${dataDir} lacks its CURRENT file`, { dataDir })
  }
  const db: Database = new ClassicLevel<Buffer, Buffer>(location, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    compression: true,
    cacheSize: 32 * 1024 * 1024,
    writeBufferSize: 8 * 1024 * 1024,
    maxFileSize: 8 * 1024 * 1024,
  })
  try {
    await db.open()
  } catch (error) {
    throw openFailure(dataDir, error)
  }
  try {
    const walFolder = join(dataDir, 'wal')
    mkdirSync(walFolder, { recursive: true })
    return { db, walFolder, sealerKey: sealerKeyOf(dataDir, sealerKey) }
  } catch (error) {
    await db.close()
    throw error
  }
}
