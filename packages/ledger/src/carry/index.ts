export {
  type Act,
  type ActsDomain,
  actDigest,
  actsDomain,
  checkSignedAct,
  readActsDomain,
  type SignedAct,
  signAct,
} from './acts/act.ts'
export { findOutcomes, type LookupOptions } from './acts/lookup.ts'
export { createNonces, type Nonces } from './acts/nonces.ts'
export type { ActLog, Outcome } from './acts/outcome.ts'
export { createCarrier } from './carrier.ts'
export { type Journal, memoryJournal } from './journal/journal.ts'
export { type LaneAccount, laneAccount } from './lane/lane.ts'
export type { Carrier, CarrierLimits, CarrierOptions, CarrierStatus } from './types.ts'
