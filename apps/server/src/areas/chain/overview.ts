import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { chainOverviewRoutes } from '@theriac/api'
import type { IsoDate } from '@theriac/gs1'
import type { Administration, BlockSummary } from '@theriac/ledger'
import type { ChainQueries, Indexer, InstitutionQueries } from '@theriac/read-model'
import type { Handlers } from '../../http/handler.ts'
import { instantOfSeconds } from '../../times.ts'
import { readNodes } from './nodes.ts'

/** What the handlers of the overview need. */
export interface ChainOverviewDeps {
  readonly administration: Administration
  readonly chain: ChainQueries
  readonly institutions: InstitutionQueries
  readonly indexer: Indexer
  readonly folders: { readonly files: string }
  /** Unix milliseconds. */
  readonly clock: () => number
}

const days = 15
const dayMs = 86_400_000
/** Blocks that the time between blocks is taken from. */
const lastBlocks = 20

/** Seconds between two of the blocks, in the middle: one long pause does not make all others look long. */
function middleGap(newestFirst: readonly BlockSummary[]): number | undefined {
  const gaps = newestFirst.slice(1).map(({ time }, i) => (newestFirst[i]?.time ?? time) - time)
  if (gaps.length < 2) return undefined
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]
}

/** How the chain does. */
export function createChainOverviewHandlers(deps: ChainOverviewDeps): Handlers<typeof chainOverviewRoutes> {
  const { administration, chain, indexer, clock } = deps
  return {
    async overview() {
      const today = Math.floor(clock() / dayMs) * dayMs
      const all = Array.from({ length: days }, (_, i) =>
        new Date(today - (days - 1 - i) * dayMs).toISOString().slice(0, 10),
      )
      const [{ head, chainId, ...engine }, blocks, rows, { items, consensus }, disk] = await Promise.all([
        administration.overview(),
        administration.blocks(lastBlocks),
        chain.perDay((today - (days - 1) * dayMs) / 1000),
        readNodes(deps),
        // The folder itself is made with the first file.
        statfs(dirname(deps.folders.files)),
      ])
      const byDay = new Map(rows.map((row) => [row.day, row]))
      const blockSeconds = middleGap(blocks)
      return {
        ...engine,
        chainId: String(chainId),
        height: head.number,
        headHash: head.hash,
        headTime: instantOfSeconds(head.time),
        indexed: indexer.status().indexed,
        ...(blockSeconds === undefined ? {} : { blockSeconds }),
        disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
        days: all.map((day) => ({
          day: day as IsoDate,
          blocks: byDay.get(day)?.blocks ?? 0,
          transactions: byDay.get(day)?.transactions ?? 0,
        })),
        nodes: items,
        consensus,
      }
    },
  }
}
