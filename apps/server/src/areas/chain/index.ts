import type { chainRoutes } from '@theriac/api'
import { chainQueries, historyQueries, institutionQueries } from '@theriac/read-model'
import type { Handlers } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { createStrongActSettled } from '../governance/strong-acts.ts'
import { type ChainAbiDeps, createChainAbiHandlers } from './abis.ts'
import { type ChainAuditDeps, createChainAuditHandlers } from './audit.ts'
import { createChainBlockHandlers } from './blocks.ts'
import { type ChainCommitteeDeps, createChainCommitteeHandlers } from './committee.ts'
import { type ChainContractAuthorityDeps, createChainContractAuthorityHandlers } from './contract-authority.ts'
import { type ChainContractDeps, createChainContractHandlers } from './contracts.ts'
import { type ChainNodeDeps, createChainNodeHandlers } from './nodes.ts'
import { type ChainOverviewDeps, createChainOverviewHandlers } from './overview.ts'
import { type ChainSettingDeps, createChainSettingHandlers } from './settings.ts'

type Parts = ChainAbiDeps &
  ChainAuditDeps &
  ChainCommitteeDeps &
  ChainContractAuthorityDeps &
  ChainContractDeps &
  ChainNodeDeps &
  ChainOverviewDeps &
  ChainSettingDeps

/** What the handlers of the chain need. */
export type ChainHandlersDeps = Omit<Parts, 'chain' | 'history' | 'institutions'>

/** The chain itself: what it holds, who runs it, who used it. */
export function createChainHandlers(deps: ChainHandlersDeps): Handlers<typeof chainRoutes> {
  const { db } = deps
  const parts = { ...deps, chain: chainQueries(db), history: historyQueries(db), institutions: institutionQueries(db) }
  return {
    ...createChainOverviewHandlers(parts),
    ...createChainBlockHandlers(parts),
    ...createChainNodeHandlers(parts),
    ...createChainSettingHandlers(parts),
    ...createChainCommitteeHandlers(parts),
    ...createChainContractHandlers(parts),
    ...createChainContractAuthorityHandlers(parts),
    ...createChainAuditHandlers(parts),
    ...createChainAbiHandlers(parts),
  }
}

/** What else happens when a job on the chain is settled. */
export function createChainSettled({ clock }: Pick<ChainHandlersDeps, 'clock'>): SettledHooks {
  return createStrongActSettled(['chain.approveRole', 'chain.listContract'], clock)
}
