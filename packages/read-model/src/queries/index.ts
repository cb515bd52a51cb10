export {
  type CallCountRow,
  type CallFilter,
  type CallGrouping,
  type CallRow,
  type ChainDayRow,
  type ChainQueries,
  chainQueries,
  type EventObject,
  type ListedContractRow,
  type NodeRow,
} from './chain/index.ts'
export { type ConsortiumFigures, createConsortiumFigures } from './consortium.ts'
export {
  type ContainerFilter,
  type ContainerPlace,
  type ContainerQueries,
  type ContainerRow as PlacedContainerRow,
  type ContentRow,
  containerQueries,
  isPartyOf,
  type LooseRow,
} from './containers.ts'
export {
  type DailyQueries,
  type DayRow,
  dailyQueries,
  type OpenRecall,
  type ShipmentCounts,
  type StockCare,
} from './daily.ts'
export { type DrugUseQueries, type DrugUseRow, drugUseQueries } from './drug-use.ts'
export { type ArrivalRow, type EndingQueries, endingQueries, type HeldLotRow } from './endings.ts'
export {
  type GovernanceQueries,
  type GovernanceRow,
  governanceQueries,
  type ProposalFilter,
  type ProposalRow,
} from './governance.ts'
export {
  type HistoryEvent,
  type HistoryQueries,
  type HistoryRequest,
  type HolderRow,
  historyQueries,
  type LogRequest,
  maySee,
  openEvents,
  tookPart,
  type Viewer,
} from './history.ts'
export {
  type InstitutionFilter,
  type InstitutionQueries,
  type InstitutionRow,
  institutionQueries,
  type LicenceRow,
  type OperatorRow,
} from './institutions.ts'
export {
  type LotFilter,
  type LotQueries,
  type LotRow,
  lotQueries,
  type ReachRow,
  type RunRow,
  type StateRun,
  type WordStates,
} from './lots.ts'
export { type ExpiryMonth, oversightQueries, type ProductPlaceRow } from './oversight.ts'
export {
  CursorInvalid,
  hasWords,
  type Page,
  type PageQuery,
  type PageRequest,
  type Paging,
  pageQuery,
  type SortKey,
  SortUnknown,
} from './page.ts'
export {
  type LevelRow,
  type ProductFilter,
  type ProductQueries,
  type ProductRow,
  type ProductVersionRow,
  productQueries,
} from './products.ts'
export {
  type Progress as RecallProgress,
  type RecalledLotRow,
  type RecallFilter,
  recallQueries,
  type WithdrawnRow,
} from './recalls.ts'
export {
  type RecordFilter,
  type RecordQueries,
  type RecordReader,
  type RecordRow,
  type RecordTopic,
  type RecordVersionRow,
  recordQueries,
  recordVisibleTo,
} from './records.ts'
export {
  type Finding,
  type LotFacts,
  type MovementPlace,
  type MovementRow,
  type PatternScope,
  type ReachedRow,
  type ReadUpTo,
  type ReportQueries,
  reportQueries,
  type Span,
  type StockRow,
  type StrongActRow,
} from './reports/index.ts'
export {
  type MadeCounts,
  type RecallRow,
  type ScreeningQueries,
  type SentCounts,
  type StandingRow,
  screeningQueries,
} from './screening.ts'
export { type SearchQueries, type SearchRequest, searchQueries } from './search.ts'
export {
  type ShipmentEventRow,
  type ShipmentFilter,
  type ShipmentLotRow,
  type ShipmentQueries,
  type ShipmentRow,
  shipmentQueries,
} from './shipments.ts'
export {
  type StockFilter,
  type StockKind,
  type StockQueries,
  type StockStateRow,
  type StockTotalRow,
  stockKinds,
  stockQueries,
} from './stock.ts'
export { type UnitEvent, type UnitQueries, unitQueries } from './units.ts'
export type { MoveRow, QuantityRow, UnitRange } from './whereabouts.ts'
