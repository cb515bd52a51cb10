import type { SearchGroup, SearchHit, searchRoutes } from '@theriac/api'
import { parseSerial, readScan, type Scan, type ScanSummary } from '@theriac/gs1'
import { type SearchQueries, type SearchRequest, tookPart, type UnitQueries, type Viewer } from '@theriac/read-model'
import type { Caller, Handlers } from '../http/handler.ts'
import type { Facts, UnitFact } from '../verification/facts.ts'

/** What the search works with. */
export interface SearchDeps {
  readonly facts: Facts
  readonly units: UnitQueries
  readonly search: SearchQueries
  /** Block of a transaction, as the chain tells; undefined where it has none of the hash. */
  readonly blockOf: (txHash: `0x${string}`) => Promise<number | undefined>
  /** Unix milliseconds. */
  readonly clock: () => number
}

/** Products that a serial without its GTIN is looked for in. */
const mostGtins = 200

export function createSearchHandlers(deps: SearchDeps): Handlers<typeof searchRoutes> {
  const { facts, units, search, blockOf, clock } = deps

  async function maySee(unit: UnitFact, caller: Caller): Promise<boolean> {
    if (caller.kind === 'regulator') return true
    if ([unit.root.gln, unit.receiver, unit.lot.owner].includes(caller.gln)) return true
    const events = await units.history(unit.lot.ref, unit.index)
    return events.some((event) => tookPart(event, caller.gln))
  }

  /** Packs with the serial of a scan, or with a serial alone among the products that the caller has to do with. */
  async function unitHits(text: string, scan: Scan | undefined, caller: Caller, limit: number): Promise<SearchHit[]> {
    const { gtin, serial } = scan?.summary ?? {}
    const alone = parseSerial(text)
    if (gtin === undefined && (!alone.ok || scan !== undefined || text.length < 4)) return []
    if (gtin !== undefined && serial === undefined) return []
    const wanted = serial ?? (alone.ok ? alone.value : undefined)
    if (wanted === undefined) return []
    const gtins = gtin === undefined ? await gtinsOf(caller) : [gtin]
    const hits: SearchHit[] = []
    for (const candidate of gtins) {
      for (const unit of await facts.units(candidate as NonNullable<typeof gtin>, wanted)) {
        if (hits.length > limit || !(await maySee(unit, caller))) continue
        const product = await facts.product(candidate)
        const keys = { gtin: candidate, serial: wanted, lot: unit.lot.lotNumber }
        hits.push({ title: wanted, subtitle: `${product?.product.name ?? candidate}, ${unit.lot.lotNumber}`, keys })
      }
    }
    return hits
  }

  async function gtinsOf(caller: Caller): Promise<string[]> {
    const rows = caller.kind === 'regulator' ? search.allGtins(mostGtins) : search.heldGtins(caller.gln, mostGtins)
    return (await rows).map(({ gtin }) => gtin)
  }

  async function transactionHits(text: string, viewer: Viewer): Promise<SearchHit[]> {
    if (!/^0x[0-9a-f]{64}$/i.test(text)) return []
    const txHash = text.toLowerCase() as `0x${string}`
    const block = await blockOf(txHash)
    const event = block === undefined ? undefined : await search.transaction(txHash, block, viewer)
    return event ? [{ title: txHash, subtitle: event.name, keys: { txHash, block: String(block) } }] : []
  }

  return {
    async search({ query, caller }) {
      const limit = query.limit ?? 10
      const read = readScan(query.q, { referenceYear: new Date(clock()).getUTCFullYear() })
      const scan = read.ok ? read.value : undefined
      const summary: ScanSummary = scan?.summary ?? {}
      const typed = query.q.trim()
      const viewer = { gln: caller.gln, seesAll: caller.kind === 'regulator' }
      const asked = (text: string | undefined): SearchRequest => ({ text: text ?? typed, viewer, limit })
      // A scan names exactly what it is about; the words of it would find nothing.
      const isScan = scan !== undefined && (summary.serial !== undefined || summary.lot !== undefined)
      const found: Record<SearchGroup, SearchHit[]> = {
        units: await unitHits(typed, scan, caller, limit),
        products: (await search.products(asked(summary.gtin ?? codeOf(scan)))).map((row) => ({
          title: row.name,
          subtitle: row.gtin,
          keys: { gtin: row.gtin },
        })),
        lots: (await search.lots(asked(summary.lot))).map((row) => ({
          title: row.lotNumber,
          subtitle: `${row.name}, ${row.expiry}`,
          keys: { gtin: row.gtin, lot: row.lotNumber },
        })),
        containers: (await search.containers(asked(summary.sscc))).map((row) => ({
          title: row.sscc,
          keys: { sscc: row.sscc, gln: row.gln },
        })),
        shipments: (await search.shipments(asked(undefined))).map((row) => ({
          title: row.number,
          subtitle: row.state,
          keys: { sender: row.sender, number: row.number, receiver: row.receiver },
        })),
        institutions: isScan
          ? []
          : (await search.institutions(asked(summary.gln))).map((row) => ({
              title: row.name,
              subtitle: `${row.kind}, ${row.status}`,
              keys: { gln: row.gln },
            })),
        transactions: await transactionHits(typed, viewer),
        documents: (await search.documents(asked(undefined))).map((row) => ({
          title: row.record,
          subtitle: `${row.kind}, version ${row.version}`,
          keys: { record: row.record, author: row.author },
        })),
      }
      const groups = Object.entries(found).filter(([, hits]) => hits.length > 0)
      return {
        groups: groups.map(([group, hits]) => ({
          group: group as SearchGroup,
          hits: hits.slice(0, limit),
          more: hits.length > limit,
        })),
      }
    },
  }
}

/** What a Chinese code tells of the product: the text that a product is searched by. */
function codeOf(scan: Scan | undefined): string | undefined {
  if (scan?.kind === 'chinaDrugCode') return scan.code
  return scan?.kind === 'chinaTraceCode' ? scan.drugId : undefined
}
