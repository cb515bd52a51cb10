import type { Notification } from '@theriac/api'
import { paths } from '../../core/paths.ts'

/** The page of what a notification is about; undefined where it has none. */
export function notificationPath({ kind, args }: Notification): string | undefined {
  const text = (name: string): string => (typeof args[name] === 'string' ? args[name] : '')
  switch (kind) {
    case 'lot_recalled':
      return paths.recall(text('gtin'), text('lotNumber'))
    case 'product_stopped':
      return paths.product(text('gtin'))
    case 'alert_raised':
    case 'alert_escalated':
      return text('alert') === '' ? paths.alerts : paths.alert(text('alert'))
    case 'shipment_sent':
      return paths.receive
    case 'shipment_difference':
      return paths.shipments
    case 'licence_ending':
      return paths.ownInstitution
    case 'job_rejected':
      return text('job') === '' ? paths.jobs : paths.job(text('job'))
    case 'proposal_made':
      return args.proposal === undefined ? paths.governance : paths.proposal(String(args.proposal))
    case 'destruction_proposed':
      return paths.destruction(text('destruction'))
    case 'chain_alert_raised':
    case 'chain_alert_cleared':
      return paths.monitoring
    default:
      return kind satisfies never
  }
}
