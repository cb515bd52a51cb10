import type { EventName } from '@theriac/ledger'
import { catalogueRules } from './catalogue.ts'
import { goodsRules } from './goods.ts'
import { governanceRules } from './governance.ts'
import { handOverRules } from './hand-over.ts'
import { institutionRules } from './institutions.ts'
import { nodeRules } from './nodes.ts'
import { packingRules } from './packing.ts'
import { recordRules } from './records.ts'
import { refusedRules } from './refused.ts'
import type { Rules } from './rule.ts'

export type { Happening, Rule, Told } from './rule.ts'

/** Events that only say which act others are of, and one that nothing gives. */
type Passed = 'ActTaken' | 'ActRepeated' | 'EIP712DomainChanged'

const nothing = { apply: () => ({}) }

/** How each event of the contracts becomes rows. One that is missing here does not compile. */
export const rules = {
  ...institutionRules,
  ...governanceRules,
  ...catalogueRules,
  ...goodsRules,
  ...packingRules,
  ...handOverRules,
  ...recordRules,
  ...nodeRules,
  ...refusedRules,
  ...({ ActTaken: nothing, ActRepeated: nothing, EIP712DomainChanged: nothing } satisfies Rules<Passed>),
} satisfies Rules<EventName>
