export type { Asked } from './asked.ts'
export { examine, type Finding, type FindingId } from './examine.ts'
export { type BlockFact, type ChainFacts, type ContractFact, gatherFacts, type Patient } from './facts.ts'
export {
  isFiscoBcos,
  type NativeIdentity,
  readNativeIdentity,
  readWeb3Identity,
  type Told,
  type Way,
  type Web3Identity,
} from './nodes.ts'
export type { FindingState } from './verdict.ts'
