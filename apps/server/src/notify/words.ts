import type { ChainAlertRule, NotificationKind } from '@theriac/api'
import { clearedWords, foundWords } from '../monitoring/words.ts'

type Args = Readonly<Record<string, unknown>>

const pack = ({ gtin, serial, lotNumber }: Args): string => {
  if (gtin === undefined) return 'a pack that cannot be read'
  const ofSerial = serial === undefined ? '' : `, serial ${serial}`
  return `${gtin}${ofSerial}${lotNumber === undefined ? '' : `, lot ${lotNumber}`}`
}

const words: Readonly<Record<NotificationKind, (args: Args) => string>> = {
  lot_recalled: (args) =>
    `Lot ${args.lotNumber} of ${args.product} is recalled (class ${args.recallClass}): ${args.reason}. ` +
    (args.everywhere === true
      ? `Institutions have ${args.held} packs of it.`
      : `You have ${args.held} packs of it${args.dispensed ? ` and have dispensed ${args.dispensed}` : ''}.`),
  product_stopped: (args) => `${args.product} is ${args.status}: ${args.reason}. You have ${args.held} packs of it.`,
  alert_raised: (args) => `Alert ${args.code} about ${pack(args)}`,
  alert_escalated: (args) => `Alert ${args.code} about ${pack(args)} was handed over: ${args.reason}`,
  shipment_sent: (args) => `Shipment ${args.number} of ${args.sender} is on its way to you: ${args.units} packs`,
  shipment_difference: (args) =>
    `Shipment ${args.number} of ${args.sender} to ${args.receiver} was closed with a difference of ${args.left} packs`,
  licence_ending: (args) => `Licence ${args.number} ends on ${args.day}`,
  job_rejected: (args) => `The ledger refused ${args.operation}: ${args.detail ?? args.name}`,
  proposal_made: (args) => `Proposal ${args.proposal} waits for approval: ${args.call} (${args.reason})`,
  destruction_proposed: (args) =>
    `The destruction of ${args.units} packs needs you as the second person: ${args.reason}`,
  chain_alert_raised: (args) => foundWords[args.rule as ChainAlertRule](args),
  chain_alert_cleared: (args) => clearedWords(args.rule as ChainAlertRule, args),
}

/** A notification in a sentence. */
export const wordsOf = (kind: NotificationKind, args: Args): string => words[kind](args)
