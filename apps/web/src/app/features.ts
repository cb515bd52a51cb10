import type { Feature } from '../core/pages/page.ts'
import { accountFeature } from '../features/account/index.ts'
import { accountsFeature } from '../features/accounts/index.ts'
import { alertsFeature } from '../features/alerts/index.ts'
import { dispensingFeature } from '../features/dispensing/index.ts'
import { drugUseFeature } from '../features/drug-use/index.ts'
import { factoryFeature } from '../features/factory/index.ts'
import { governanceFeature } from '../features/governance/index.ts'
import { homeFeature } from '../features/home/index.ts'
import { institutionsFeature } from '../features/institutions/index.ts'
import { jobsFeature } from '../features/jobs/index.ts'
import { notificationsFeature } from '../features/notifications/index.ts'
import { searchFeature } from '../features/search/index.ts'
import { sessionFeature } from '../features/session/index.ts'
import { shipmentsFeature } from '../features/shipments/index.ts'
import { stockFeature } from '../features/stock/index.ts'
import { unitFeature } from '../features/unit/index.ts'
import { verifyFeature } from '../features/verify/index.ts'

/** All features: a new one is put in here, and nowhere else. */
export const features: readonly Feature[] = [
  alertsFeature,
  accountsFeature,
  governanceFeature,
  homeFeature,
  verifyFeature,
  dispensingFeature,
  shipmentsFeature,
  stockFeature,
  factoryFeature,
  unitFeature,
  drugUseFeature,
  searchFeature,
  institutionsFeature,
  jobsFeature,
  notificationsFeature,
  sessionFeature,
  accountFeature,
]
