import type { ChainCall, chainAuditRoutes, Input } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { CallFilter, CallRow, ChainQueries, InstitutionQueries } from '@theriac/read-model'
import type { Address } from 'viem'
import type { Caller, Handlers } from '../../http/handler.ts'
import { instantOfSeconds, secondsOfInstant } from '../../times.ts'
import { hexOfBytes } from './wire.ts'

/** What the handlers of the audit need. */
export interface ChainAuditDeps {
  readonly chain: ChainQueries
  readonly institutions: InstitutionQueries
}

type Filters = Omit<Input<(typeof chainAuditRoutes)['auditCounts']>['query'], 'by'>

const mostGroups = 200

/** Whose calls a caller asks about; undefined where they are nobody's that it may know of. */
function filterOf({ gln, kind }: Caller, query: Filters): CallFilter | undefined {
  if (kind !== 'regulator' && query.gln !== undefined && query.gln !== gln) return undefined
  const of = kind === 'regulator' ? query.gln : gln
  const { operator, method, outcome, only, from, to } = query
  return {
    ...(of === undefined ? {} : { gln: of }),
    ...(operator === undefined ? {} : { operator }),
    ...(method === undefined ? {} : { method }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(only === 'unknown' ? { unknown: true } : {}),
    ...(only === 'strong' ? { strong: true } : {}),
    ...(from === undefined ? {} : { from: secondsOfInstant(from) }),
    ...(to === undefined ? {} : { to: secondsOfInstant(to) }),
  }
}

function callView(row: CallRow, institution: string | undefined): ChainCall {
  return {
    seq: row.seq,
    time: instantOfSeconds(row.time),
    block: row.block,
    txHash: hexOfBytes(row.txHash),
    operator: row.operator as Address,
    ...(row.gln === null ? {} : { gln: row.gln }),
    ...(institution === undefined ? {} : { institution }),
    method: row.method,
    outcome: row.refused ? 'refused' : 'taken',
    ...(row.error === null ? {} : { error: row.error }),
  }
}

/** Who called what. */
export function createChainAuditHandlers({ chain, institutions }: ChainAuditDeps): Handlers<typeof chainAuditRoutes> {
  return {
    async audit({ caller, query: { limit, cursor, sort, ...query } }) {
      const filter = filterOf(caller, query)
      if (!filter) return { items: [] }
      const page = {
        ...(limit === undefined ? {} : { limit }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(sort === undefined ? {} : { sort }),
      }
      const { items, ...rest } = await chain.calls(filter, page)
      const names = await institutions.names(items.flatMap(({ gln }) => gln ?? []))
      return { ...rest, items: items.map((row) => callView(row, names.get(row.gln ?? ''))) }
    },

    async auditCounts({ caller, query: { by, ...query } }) {
      const filter = filterOf(caller, query)
      if (!filter) return { items: [] }
      const rows = await chain.counts(by, filter, mostGroups)
      const glns = by === 'institution' ? rows.flatMap(({ key }) => key ?? []) : []
      const names = await institutions.names(glns as Gln[])
      const items = rows.map(({ key, calls, refused, last }) => {
        const institution = names.get(key ?? '')
        return {
          ...(key === null ? {} : { key }),
          ...(institution === undefined ? {} : { institution }),
          calls,
          refused,
          lastAt: instantOfSeconds(last),
        }
      })
      return { items }
    },
  }
}
