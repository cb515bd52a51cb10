import { type Dashboard, type Severity, type TaskName, taskNames } from '@theriac/api'

/** How many of each there are. */
export type TaskCounts = Partial<Record<TaskName, number>>

/** How urgent what is to be done is. */
const severityOf: Readonly<Record<TaskName, Severity>> = {
  alerts_escalated: 'high',
  recalled_in_stock: 'high',
  recalls_under_way: 'high',
  alerts_open: 'high',
  proposals_open: 'medium',
  applications_open: 'medium',
  shipments_to_receive: 'medium',
  differences_to_clear: 'medium',
  quarantine_to_decide: 'medium',
  returns_to_judge: 'medium',
  rejected_to_destroy: 'low',
  destructions_to_confirm: 'medium',
  jobs_rejected: 'low',
  expired_in_stock: 'medium',
  expiring_soon: 'low',
  licences_running_out: 'medium',
}
const order: readonly Severity[] = ['high', 'medium', 'low']

/** What is to be done, the most urgent first; what there is none of is left out. */
export function tasksOf(counts: TaskCounts): Dashboard['tasks'] {
  return taskNames
    .map((task) => ({ task, count: counts[task] ?? 0, severity: severityOf[task] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}
