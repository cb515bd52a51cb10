import type { ChainLog } from '@theriac/api'
import { type Addresses, type ChainReceipt, decodeEvent } from '@theriac/ledger'
import { type EventObject, type HistoryEvent, maySee, type Viewer } from '@theriac/read-model'
import type { Address, Hex } from 'viem'
import { instantOfSeconds } from '../../times.ts'
import { type ForeignRow, foreignEvent } from './foreign.ts'
import { contractNameAt, jsonOfAll, objectView } from './wire.ts'

/** Where an entry of a receipt stands, and what is known of it beside itself. */
export interface LogPlace {
  readonly block: number
  /** Unix seconds. */
  readonly time: number
  readonly txHash: Hex
  readonly position: number
  /** The event as the read model has it; undefined for what it does not keep. */
  readonly event: HistoryEvent | undefined
  readonly objects: readonly EventObject[]
  /** Where it is of a contract that is none of the platform's, and was registered. */
  readonly foreign?: ForeignRow | undefined
}

/** Whether a viewer is told what an event says; what is no event of the ledger says nothing of anybody. */
export function isTold(event: HistoryEvent | undefined, viewer: Viewer): boolean {
  return viewer.seesAll || (event !== undefined && maySee(event, viewer))
}

/** An entry of a receipt's log, decoded as far as the viewer may know what it says. */
export function logView(
  addresses: Addresses,
  log: ChainReceipt['logs'][number],
  { block, time, txHash, position, event, objects, foreign }: LogPlace,
  told: boolean,
): ChainLog {
  const contract = contractNameAt(addresses, log.address)
  // What another contract tells under the same name is another thing.
  const decoded = contract === undefined ? foreign && foreignEvent(foreign.abi, log) : decodeEvent(log)
  return {
    block,
    time: instantOfSeconds(time),
    txHash,
    position,
    ...(event === undefined ? {} : { seq: event.seq }),
    address: log.address.toLowerCase() as Address,
    ...(contract === undefined ? {} : { contract }),
    ...(contract !== undefined || foreign === undefined ? {} : { foreign: foreign.name }),
    ...(decoded === undefined ? {} : { event: decoded.name }),
    hidden: !told,
    ...(decoded !== undefined && told ? { args: jsonOfAll(decoded.args) } : {}),
    ...(event?.gln != null && told ? { gln: event.gln } : {}),
    objects: told ? objects.map(objectView) : [],
  }
}
