import type { Client } from 'viem'
import type { Addresses } from '../addresses.ts'
import { catalogueReads } from './catalogue.ts'
import { directoryReads } from './directory.ts'
import { institutionReads } from './institutions.ts'
import { inventoryReads } from './inventory.ts'
import { nodeReads } from './nodes.ts'
import { recordReads } from './records.ts'

export type { Lot, Product, ProductStatus, Run } from './catalogue.ts'
export { createTrail, type HolderCount, type LotCensus, type Trail } from './census.ts'
export { addressesFrom, type DirectoryEntry } from './directory.ts'
export type { Institution, Proposal } from './institutions.ts'
export type { Container, OpenedPack, Shipment } from './inventory.ts'
export type { LedgerNode } from './nodes.ts'
export { type LedgerRecord, recordIdOf } from './records.ts'
export type { ContractLog } from './tracks.ts'

/**
 * All reads, on the state of the newest block. Each throws `LedgerError`: ContractMissing, ReadReverted, ReadFailed,
 * ChainValueInvalid, or what the endpoint throws.
 */
export function createReads(client: Client, addresses: Addresses) {
  return {
    institutions: institutionReads(client, addresses),
    catalogue: catalogueReads(client, addresses),
    inventory: inventoryReads(client, addresses),
    records: recordReads(client, addresses),
    nodes: nodeReads(client, addresses),
    directory: directoryReads(client, addresses),
  }
}

/** All reads; see {@link createReads}. */
export type Reads = ReturnType<typeof createReads>
