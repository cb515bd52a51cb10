export { examine, type Finding, type FindingId } from './examine.ts'
export { type Asked, type ChainFacts, gatherFacts, type Patient } from './facts.ts'
export type { FindingState } from './verdict.ts'
