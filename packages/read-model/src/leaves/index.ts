export type { LeafPlace } from './entries.ts'
export { type LeafHead, type LeafIndex, type LeafRun, openLeafIndex, type RepeatedLeaf } from './leaf-index.ts'
