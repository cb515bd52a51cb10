import type { Kind, TaskName } from '@theriac/api'
import { paths } from '../../core/paths.ts'

const taskPaths: Readonly<Record<TaskName, string>> = {
  alerts_escalated: paths.alerts,
  recalled_in_stock: paths.recalls,
  recalls_under_way: paths.recalls,
  alerts_open: paths.alerts,
  proposals_open: paths.governance,
  applications_open: paths.institutions,
  shipments_to_receive: paths.receive,
  differences_to_clear: paths.shipments,
  quarantine_to_decide: paths.quarantine,
  returns_to_judge: paths.judgeReturns,
  rejected_to_destroy: paths.returns,
  destructions_to_confirm: paths.endings,
  jobs_rejected: paths.jobs,
  expired_in_stock: paths.stockExpiring(0),
  expiring_soon: paths.stockExpiring(60),
  licences_running_out: paths.institutions,
}

/** Where a task is done; one's own licences stand on the page of one's own institution. */
export const taskPath = (task: TaskName, kind: Kind): string =>
  task === 'licences_running_out' && kind !== 'regulator' ? paths.ownInstitution : taskPaths[task]
