export {
  type Act,
  type ActsDomain,
  actDigest,
  actsDomain,
  checkSignedAct,
  readActsDomain,
  type SignedAct,
  signAct,
} from './act.ts'
export { type Carrier, type CarrierLimits, type CarrierOptions, type CarrierStatus, createCarrier } from './carrier.ts'
export { type FileJournal, type FileJournalOptions, fileJournal } from './file-journal.ts'
export { type Journal, memoryJournal } from './journal.ts'
export { type LaneAccount, laneAccount } from './lane.ts'
export { findOutcomes, type LookupOptions } from './lookup.ts'
export { createNonces, type Nonces } from './nonces.ts'
export type { ActLog, Outcome } from './outcome.ts'
