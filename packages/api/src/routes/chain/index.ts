import { chainAbiRoutes } from './abis.ts'
import { chainAuditRoutes } from './audit.ts'
import { chainBlockRoutes } from './blocks.ts'
import { chainCommitteeRoutes } from './committee.ts'
import { chainContractAuthorityRoutes } from './contract-authority.ts'
import { chainContractRoutes } from './contracts.ts'
import { chainNodeRoutes } from './nodes.ts'
import { chainOverviewRoutes } from './overview.ts'
import { chainSettingRoutes } from './settings.ts'

export * from './abis.ts'
export * from './audit.ts'
export * from './blocks.ts'
export * from './committee.ts'
export * from './contract-authority.ts'
export * from './contracts.ts'
export * from './nodes.ts'
export * from './overview.ts'
export * from './settings.ts'
export * from './supported.ts'

/** The chain itself: what it holds, who runs it, who used it. */
export const chainRoutes = {
  ...chainOverviewRoutes,
  ...chainBlockRoutes,
  ...chainNodeRoutes,
  ...chainSettingRoutes,
  ...chainCommitteeRoutes,
  ...chainContractRoutes,
  ...chainContractAuthorityRoutes,
  ...chainAuditRoutes,
  ...chainAbiRoutes,
} as const
