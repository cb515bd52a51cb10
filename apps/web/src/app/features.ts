import type { Feature } from '../core/pages/page.ts'
import { abisFeature } from '../features/abis/index.ts'
import { accountFeature } from '../features/account/index.ts'
import { accountsFeature } from '../features/accounts/index.ts'
import { alertsFeature } from '../features/alerts/index.ts'
import { applyFeature } from '../features/apply/index.ts'
import { chainFeature } from '../features/chain/index.ts'
import { dispensingFeature } from '../features/dispensing/index.ts'
import { drugUseFeature } from '../features/drug-use/index.ts'
import { endingsFeature } from '../features/endings/index.ts'
import { factoryFeature } from '../features/factory/index.ts'
import { governanceFeature } from '../features/governance/index.ts'
import { groupsFeature } from '../features/groups/index.ts'
import { homeFeature } from '../features/home/index.ts'
import { institutionsFeature } from '../features/institutions/index.ts'
import { jobsFeature } from '../features/jobs/index.ts'
import { keysFeature } from '../features/keys/index.ts'
import { labelsFeature } from '../features/labels/index.ts'
import { monitoringFeature } from '../features/monitoring/index.ts'
import { notificationsFeature } from '../features/notifications/index.ts'
import { operatorLogFeature } from '../features/operator-log/index.ts'
import { overviewFeature } from '../features/overview/index.ts'
import { packingFeature } from '../features/packing/index.ts'
import { quarantineFeature } from '../features/quarantine/index.ts'
import { recallsFeature } from '../features/recalls/index.ts'
import { recordsFeature } from '../features/records/index.ts'
import { reportsFeature } from '../features/reports/index.ts'
import { returnsFeature } from '../features/returns/index.ts'
import { screeningFeature } from '../features/screening/index.ts'
import { searchFeature } from '../features/search/index.ts'
import { sessionFeature } from '../features/session/index.ts'
import { shipmentsFeature } from '../features/shipments/index.ts'
import { stockFeature } from '../features/stock/index.ts'
import { unitFeature } from '../features/unit/index.ts'
import { unitDosesFeature } from '../features/unit-doses/index.ts'
import { verifyFeature } from '../features/verify/index.ts'
import { webhooksFeature } from '../features/webhooks/index.ts'

/** All features: a new one is put in here, and nowhere else. */
export const features: readonly Feature[] = [
  alertsFeature,
  accountsFeature,
  governanceFeature,
  chainFeature,
  monitoringFeature,
  groupsFeature,
  keysFeature,
  abisFeature,
  homeFeature,
  overviewFeature,
  recallsFeature,
  reportsFeature,
  operatorLogFeature,
  verifyFeature,
  dispensingFeature,
  unitDosesFeature,
  returnsFeature,
  quarantineFeature,
  endingsFeature,
  packingFeature,
  labelsFeature,
  shipmentsFeature,
  stockFeature,
  factoryFeature,
  unitFeature,
  drugUseFeature,
  recordsFeature,
  screeningFeature,
  webhooksFeature,
  searchFeature,
  institutionsFeature,
  jobsFeature,
  notificationsFeature,
  sessionFeature,
  accountFeature,
  applyFeature,
]
