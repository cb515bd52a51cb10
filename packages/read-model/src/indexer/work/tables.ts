import type * as tables from '../../schema/index.ts'

/** Rows of the tables, as they are read. */
export interface Rows {
  readonly holders: typeof tables.holders.$inferSelect
  readonly lots: typeof tables.lots.$inferSelect
  readonly products: typeof tables.products.$inferSelect
  readonly productVersions: typeof tables.productVersions.$inferSelect
  readonly packagingLevels: typeof tables.packagingLevels.$inferSelect
  readonly runs: typeof tables.runs.$inferSelect
  readonly repeatedSerials: typeof tables.repeatedSerials.$inferSelect
  readonly institutions: typeof tables.institutions.$inferSelect
  readonly licences: typeof tables.licences.$inferSelect
  readonly operators: typeof tables.operators.$inferSelect
  readonly governance: typeof tables.governance.$inferSelect
  readonly proposals: typeof tables.proposals.$inferSelect
  readonly approvals: typeof tables.approvals.$inferSelect
  readonly containers: typeof tables.containers.$inferSelect
  readonly shipments: typeof tables.shipments.$inferSelect
  readonly shipmentLots: typeof tables.shipmentLots.$inferSelect
  readonly openedPacks: typeof tables.openedPacks.$inferSelect
  readonly daily: typeof tables.daily.$inferSelect
  readonly records: typeof tables.records.$inferSelect
  readonly recordVersions: typeof tables.recordVersions.$inferSelect
  readonly anchors: typeof tables.anchors.$inferSelect
  readonly nodes: typeof tables.nodes.$inferSelect
  readonly services: typeof tables.services.$inferSelect
  readonly listedContracts: typeof tables.listedContracts.$inferSelect
  readonly events: typeof tables.events.$inferSelect
  readonly eventRefs: typeof tables.eventRefs.$inferSelect
  readonly eventWords: typeof tables.eventWords.$inferSelect
}
