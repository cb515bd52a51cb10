import type { TaskName } from '@theriac/api'
import { paths } from '../../core/paths.ts'

/** Where each task is done. */
export const taskPaths: Readonly<Record<TaskName, string>> = {
  alerts_escalated: paths.alerts,
  recalled_in_stock: paths.recalls,
  recalls_under_way: paths.recalls,
  alerts_open: paths.alerts,
  proposals_open: paths.governance,
  applications_open: paths.institutions,
  shipments_to_receive: paths.receive,
  differences_to_clear: paths.shipments,
  quarantine_to_decide: paths.quarantine,
  returns_to_judge: paths.returns,
  rejected_to_destroy: paths.endings,
  jobs_rejected: paths.jobs,
  expired_in_stock: paths.stock,
  expiring_soon: paths.stock,
  licences_running_out: paths.institutions,
}
