import type { Shipment, ShipmentDetail, ShipmentState } from '@theriac/api'
import type { Gln, Gtin, LotNumber, Sscc } from '@theriac/gs1'
import type {
  PlacedContainerRow as ContainerRow,
  LooseRow,
  ShipmentEventRow,
  ShipmentLotRow,
  ShipmentRow,
} from '@theriac/read-model'
import { bytesToHex } from 'viem'
import { instantOfSeconds } from '../../times.ts'

/** A shipment as lists tell it. */
export function shipmentOf(row: ShipmentRow): Shipment {
  return {
    sender: { gln: row.sender as Gln, name: row.senderName },
    number: row.number,
    receiver: { gln: row.receiver as Gln, name: row.receiverName },
    purpose: row.purpose as Shipment['purpose'],
    state: row.state as ShipmentState,
    sent: { units: row.sent, containers: row.containersSent },
    left: { units: row.left, containers: row.containersLeft },
    touched: row.touched,
    ...(row.reason === null ? {} : { reason: row.reason }),
    shippedAt: instantOfSeconds(row.shippedTime),
  }
}

/** What belongs to a shipment. */
export interface ShipmentParts {
  readonly lots: readonly ShipmentLotRow[]
  readonly containers: readonly ContainerRow[]
  readonly loose: readonly LooseRow[]
  readonly history: readonly ShipmentEventRow[]
}

/** A shipment with all that belongs to it. */
export function detailOf(row: ShipmentRow, { lots, containers, loose, history }: ShipmentParts): ShipmentDetail {
  return {
    ...shipmentOf(row),
    lots: lots.map(({ gtin, lotNumber, productName, sent, left }) => ({
      gtin: gtin as Gtin,
      lot: lotNumber as LotNumber,
      productName,
      sent,
      left,
    })),
    containers: containers.map(({ sscc, units }) => ({ sscc: sscc as Sscc, units })),
    loose: loose.map(({ gtin, lotNumber, ranges, units }) => ({
      gtin: gtin as Gtin,
      lot: lotNumber as LotNumber,
      ranges: ranges.map(([first, last]) => ({ first, last })),
      quantity: units,
    })),
    history: history.filter(({ name }) => !isSaidTwice(name)).map(eventOf),
  }
}

/** What an act that was asked for is about. */
export const actOf = ({ sender, number }: ShipmentRow, units: number) => ({ sender: sender as Gln, number, units })

/** These come with a transfer of goods, which tells the same and more. */
const isSaidTwice = (name: string): boolean => name === 'Shipped' || name === 'ShippingVoided'

/** Acts that the ledger tells by events of their own. */
function actName({ name, act, reason }: ShipmentEventRow): string {
  if (name === 'ShipmentClosed' && reason === null) return 'close'
  return name === 'Unpacked' ? 'missing' : (act ?? name)
}

function eventOf(row: ShipmentEventRow): ShipmentDetail['history'][number] {
  return {
    at: instantOfSeconds(row.time),
    ...(row.eventTime === null ? {} : { eventTime: instantOfSeconds(row.eventTime) }),
    act: actName(row),
    ...(row.gln === null ? {} : { gln: row.gln as Gln }),
    units: row.units,
    ...(row.reason === null ? {} : { reason: row.reason }),
    txHash: bytesToHex(row.txHash),
  }
}
