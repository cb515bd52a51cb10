import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Administration, Carrier, EngineNode } from '@theriac/ledger'
import { type Db, type Indexer, schema } from '@theriac/read-model'
import { and, gt, lte, sum } from 'drizzle-orm'
import { readCertificates } from '../certificates.ts'
import type { SampledCertificate, SampledNode } from '../db/schema/monitoring.ts'
import { gapMs, type Measures, type Sample } from './sample.ts'

/** What a sample is taken from. */
export interface SampleDeps {
  readonly db: Db
  readonly administration: Administration
  readonly indexer: Pick<Indexer, 'status'>
  readonly carrier: Pick<Carrier, 'status'>
  readonly folders: { readonly files: string }
  /** Files of certificates whose end is watched. */
  readonly certificates: readonly string[]
  /** Unix milliseconds. */
  readonly clock: () => number
  readonly log: { warn(data: object, message: string): void }
}

const dayMs = 86_400_000

/** How the chain and this server do now. A chain that does not answer is a sample too. */
export async function takeSample(deps: SampleDeps, before: Sample | undefined): Promise<Sample> {
  const { indexer, carrier, clock } = deps
  const { indexed, behind } = indexer.status()
  const { open, lanes } = carrier.status()
  const [chain, disk, certificates, transactions] = await Promise.all([
    readChain(deps, before),
    // The folder itself is made with the first file.
    statfs(dirname(deps.folders.files)),
    daysOf(deps.certificates, clock()),
    transactionsSince(deps.db, before, indexed),
  ])
  const days = certificates.flatMap((certificate) => certificate.days ?? [])
  return {
    time: clock(),
    answers: chain !== undefined,
    view: chain?.view ?? null,
    indexed,
    nodes: chain?.nodes ?? [],
    certificates,
    measures: {
      ...chain?.measures,
      ...transactions,
      indexerLag: behind,
      openActs: open,
      restingLanes: lanes.filter(({ state }) => state === 'resting').length,
      diskFree: disk.bavail * disk.bsize,
      diskTotal: disk.blocks * disk.bsize,
      ...(days.length > 0 ? { certificateDays: Math.min(...days) } : {}),
    },
  }
}

interface ChainPart {
  readonly measures: Measures
  readonly nodes: readonly SampledNode[]
  readonly view: number | undefined
}

async function readChain(deps: SampleDeps, before: Sample | undefined): Promise<ChainPart | undefined> {
  const { administration, clock, log } = deps
  try {
    const [{ head, pending }, engine] = await Promise.all([administration.overview(), administration.nodes()])
    const now = clock()
    const common = {
      height: head.number,
      blockAge: Math.max(0, Math.round(now / 1000 - head.time)),
      ...(pending.supported ? { pending: pending.value } : {}),
      ...skewOf(head, now, before),
    }
    if (!engine.supported) {
      if (engine.why === 'not_answered') log.warn({}, 'the native RPC of the node does not answer')
      return { measures: common, nodes: [], view: undefined }
    }
    const { nodes, sealers: count } = engine.value
    const sealers = nodes.filter(({ role }) => role === 'sealer')
    const own = ownNode(nodes)
    const viewsGone = own?.view === undefined || before?.view == null ? undefined : Math.max(0, own.view - before.view)
    return {
      view: own?.view,
      nodes: nodes.filter(({ role }) => role !== 'none').map(sampledNode),
      measures: {
        ...common,
        nodesConnected: sealers.filter(({ state }) => state !== 'down').length,
        nodesNeeded: count - Math.floor((count - 1) / 3),
        missingSigners: sealers.filter(({ lastSigned, missedSignatures = 0 }) => missedSignatures > 0 && !lastSigned)
          .length,
        ...(own?.lag === undefined ? {} : { lag: own.lag }),
        ...(viewsGone === undefined ? {} : { viewChanges: viewsGone }),
      },
    }
  } catch (error) {
    log.warn({ err: error }, 'the chain does not answer')
    return undefined
  }
}

/** The node that is asked: it alone tells its view, and where it is alone it is the only one. */
function ownNode(nodes: readonly EngineNode[]): EngineNode | undefined {
  return nodes.find(({ view }) => view !== undefined) ?? (nodes.length === 1 ? nodes[0] : undefined)
}

function sampledNode({ address, state, role, missedSignatures: missed }: EngineNode): SampledNode {
  return { address, isDown: state === 'down', ...(role === 'sealer' && missed !== undefined ? { missed } : {}) }
}

/**
 * Seconds by which the clock of who sealed the newest block is ahead of this server's (below 0: behind it). A block that came between
 * two samples was sealed between them; of one that was there before no more can be said.
 */
function skewOf(head: { number: number; time: number }, now: number, before: Sample | undefined): Measures {
  const [blockMs, nowSecond] = [head.time * 1000, Math.floor(now / 1000) * 1000]
  if (blockMs > nowSecond) return { clockSkew: (blockMs - nowSecond) / 1000 }
  const known = before?.measures.height
  if (before === undefined || known === undefined || head.number <= known || now - before.time > gapMs) return {}
  // Blocks tell whole seconds.
  return { clockSkew: Math.min(0, Math.ceil((blockMs + 999 - before.time) / 1000)) }
}

/** Days until the first certificate of each file runs out. */
async function daysOf(paths: readonly string[], now: number): Promise<SampledCertificate[]> {
  const files = new Map<string, SampledCertificate>()
  for (const certificate of await readCertificates(paths)) {
    const { file } = certificate
    const days = 'validTo' in certificate ? Math.floor((certificate.validTo - now) / dayMs) : undefined
    const known = files.get(file)?.days
    const first = Math.min(days ?? known ?? 0, known ?? days ?? 0)
    files.set(file, days === undefined && known === undefined ? { file } : { file, days: first })
  }
  return [...files.values()]
}

/**
 * Transactions of blocks that the read model has got since the sample before. What it reads of former days, at a first start
 * or when it is made anew, is no work of this minute.
 */
async function transactionsSince(db: Db, before: Sample | undefined, indexed: number): Promise<Measures> {
  if (before === undefined) return {}
  const { blocks } = schema
  const [row] = await db
    .select({ sum: sum(blocks.transactions).mapWith(Number) })
    .from(blocks)
    .where(
      and(
        gt(blocks.number, before.indexed),
        lte(blocks.number, indexed),
        gt(blocks.time, Math.floor((before.time - gapMs) / 1000)),
      ),
    )
  return { transactions: row?.sum ?? 0 }
}
