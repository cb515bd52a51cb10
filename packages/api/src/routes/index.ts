import { aboutRoutes } from './about.ts'
import { accountRoutes } from './accounts.ts'
import { alertRoutes } from './alerts.ts'
import { chainRoutes } from './chain/index.ts'
import { commissioningRoutes } from './commissioning.ts'
import { dashboardRoutes } from './dashboard.ts'
import { dispensingRoutes } from './dispensing.ts'
import { drugUseRoutes } from './drug-use.ts'
import { endingRoutes } from './endings.ts'
import { exchangeRoutes } from './exchange.ts'
import { fileRoutes } from './files.ts'
import { governanceRoutes } from './governance.ts'
import { groupRoutes } from './groups.ts'
import { institutionRoutes } from './institutions.ts'
import { jobRoutes } from './jobs.ts'
import { keyRoutes } from './keys.ts'
import { liveRoutes } from './live.ts'
import { lotRoutes } from './lots.ts'
import { monitoringRoutes } from './monitoring.ts'
import { notificationRoutes } from './notifications.ts'
import { operatorLogRoutes } from './operator-log.ts'
import { oversightRoutes } from './oversight.ts'
import { packingRoutes } from './packing.ts'
import { productRoutes } from './products.ts'
import { publicLookUpRoutes } from './public.ts'
import { quarantineRoutes } from './quarantine.ts'
import { recallRoutes } from './recalls.ts'
import { recordRoutes } from './records.ts'
import { reportRoutes } from './reports.ts'
import { returnRoutes } from './returns.ts'
import { screeningRoutes } from './screening.ts'
import { searchRoutes } from './search.ts'
import { sessionRoutes } from './sessions.ts'
import { shipmentRoutes } from './shipments.ts'
import { stockRoutes } from './stock.ts'
import { tokenRoutes } from './tokens.ts'
import { unitRoutes } from './units.ts'
import { verificationRoutes } from './verification.ts'
import { webhookRoutes } from './webhooks.ts'

/** All routes, by subject and name. `products.amend` is the id of a route. */
export const routes = {
  about: aboutRoutes,
  sessions: sessionRoutes,
  accounts: accountRoutes,
  tokens: tokenRoutes,
  operatorLog: operatorLogRoutes,
  jobs: jobRoutes,
  live: liveRoutes,
  institutions: institutionRoutes,
  governance: governanceRoutes,
  products: productRoutes,
  lots: lotRoutes,
  commissioning: commissioningRoutes,
  packing: packingRoutes,
  shipments: shipmentRoutes,
  stock: stockRoutes,
  alerts: alertRoutes,
  notifications: notificationRoutes,
  webhooks: webhookRoutes,
  dispensing: dispensingRoutes,
  drugUse: drugUseRoutes,
  returns: returnRoutes,
  endings: endingRoutes,
  quarantine: quarantineRoutes,
  files: fileRoutes,
  records: recordRoutes,
  exchange: exchangeRoutes,
  verification: verificationRoutes,
  units: unitRoutes,
  search: searchRoutes,
  publicLookUp: publicLookUpRoutes,
  reports: reportRoutes,
  dashboard: dashboardRoutes,
  oversight: oversightRoutes,
  recalls: recallRoutes,
  screening: screeningRoutes,
  chain: chainRoutes,
  monitoring: monitoringRoutes,
  groups: groupRoutes,
  keys: keyRoutes,
} as const
export type Routes = typeof routes

/** Where all paths start. */
export const basePath = '/api/v1'
