import type { Assessment, Inspection } from '@theriac/api'

/** What the rules on an institution look at. Days are counted back from now. */
export interface InstitutionFacts {
  readonly status: string
  /** Permissions and licences let it ship goods today. */
  readonly mayShip: boolean
  readonly licenceDaysLeft: number | undefined
  readonly memberDays: number | undefined
  readonly suspendedDaysAgo: number | undefined
  readonly inspection: Inspection | undefined
  /** Of lots that it made, in the last 365 days. */
  readonly graveRecalls: number
  readonly withdrawnProducts: number
  readonly repeatedSerials: number
  readonly alertsConfirmed: number
  readonly alertsOpen: number
  readonly shipments: { readonly sent: number; readonly withDifferences: number }
}

/** What the rules on a product look at. */
export interface ProductFacts {
  readonly status: string
  readonly ownerStatus: string
  readonly inspection: Inspection | undefined
  /** Of class 1 or 2, in the last 365 days. */
  readonly graveRecalls: number
  readonly repeatedSerials: number
  readonly alertsConfirmed: number
  readonly alertsOpen: number
}

/** One thing that buyers are told of. */
export interface ScreeningRule<Facts> {
  readonly rule: string
  readonly verdict: Assessment['reasons'][number]['verdict']
  readonly applies: (facts: Facts) => boolean
  readonly words: (facts: Facts) => string
}

const atLeastOne = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

/** Rules that look at what both have. */
const common: readonly ScreeningRule<
  Pick<InstitutionFacts, 'inspection' | 'graveRecalls' | 'repeatedSerials' | 'alertsConfirmed' | 'alertsOpen'>
>[] = [
  {
    rule: 'inspection_failed',
    verdict: 'do_not_buy',
    applies: ({ inspection }) => inspection?.outcome === 'failed',
    words: ({ inspection }) => `The newest inspection, of ${inspection?.day}, was failed`,
  },
  {
    rule: 'inspection_deficient',
    verdict: 'look_closer',
    applies: ({ inspection }) => inspection?.outcome === 'deficient',
    words: ({ inspection }) => `The newest inspection, of ${inspection?.day}, found something that is to be put right`,
  },
  {
    rule: 'falsified_packs',
    verdict: 'look_closer',
    applies: ({ alertsConfirmed }) => alertsConfirmed > 0,
    words: ({ alertsConfirmed }) =>
      `${atLeastOne(alertsConfirmed, 'alert was', 'alerts were')} found to be about falsified or diverted packs within a year`,
  },
  {
    rule: 'open_alerts',
    verdict: 'look_closer',
    applies: ({ alertsOpen }) => alertsOpen >= 3,
    words: ({ alertsOpen }) => `${alertsOpen} alerts are open`,
  },
  {
    rule: 'grave_recalls',
    verdict: 'look_closer',
    applies: ({ graveRecalls }) => graveRecalls > 0,
    words: ({ graveRecalls }) => `${atLeastOne(graveRecalls, 'recall', 'recalls')} of class 1 or 2 within a year`,
  },
  {
    rule: 'repeated_serials',
    verdict: 'look_closer',
    applies: ({ repeatedSerials }) => repeatedSerials > 0,
    words: ({ repeatedSerials }) => `${atLeastOne(repeatedSerials, 'serial was', 'serials were')} used a second time`,
  },
]

/** What is said of an institution that somebody thinks of buying from. */
export const institutionRules: readonly ScreeningRule<InstitutionFacts>[] = [
  {
    rule: 'not_active',
    verdict: 'do_not_buy',
    applies: ({ status }) => status !== 'active',
    words: ({ status }) => `The institution is ${status}`,
  },
  {
    rule: 'may_not_ship',
    verdict: 'do_not_buy',
    applies: ({ status, mayShip }) => status === 'active' && !mayShip,
    words: () => 'It has no permission, or no licence that is valid today, to send goods',
  },
  {
    rule: 'licence_running_out',
    verdict: 'look_closer',
    applies: ({ licenceDaysLeft }) => licenceDaysLeft !== undefined && licenceDaysLeft <= 60,
    words: ({ licenceDaysLeft }) => `Its licence to send goods ends in ${licenceDaysLeft} days`,
  },
  {
    rule: 'new_member',
    verdict: 'look_closer',
    applies: ({ memberDays }) => memberDays !== undefined && memberDays < 90,
    words: ({ memberDays }) => `It joined ${memberDays} days ago`,
  },
  {
    rule: 'was_suspended',
    verdict: 'look_closer',
    applies: ({ suspendedDaysAgo, status }) =>
      status === 'active' && suspendedDaysAgo !== undefined && suspendedDaysAgo <= 365,
    words: ({ suspendedDaysAgo }) => `It was suspended ${suspendedDaysAgo} days ago`,
  },
  ...common,
  {
    rule: 'withdrawn_products',
    verdict: 'look_closer',
    applies: ({ withdrawnProducts }) => withdrawnProducts > 0,
    words: ({ withdrawnProducts }) => `${atLeastOne(withdrawnProducts, 'product', 'products')} of it withdrawn`,
  },
  {
    rule: 'shipments_with_differences',
    verdict: 'look_closer',
    applies: ({ shipments }) => shipments.withDifferences >= 3 && shipments.withDifferences >= 0.02 * shipments.sent,
    words: ({ shipments }) => `${shipments.withDifferences} of ${shipments.sent} shipments did not arrive whole`,
  },
]

/** What is said of a drug that somebody thinks of buying. */
export const productRules: readonly ScreeningRule<ProductFacts>[] = [
  {
    rule: 'withdrawn',
    verdict: 'do_not_buy',
    applies: ({ status }) => status === 'withdrawn',
    words: () => 'The product was withdrawn for good',
  },
  {
    rule: 'suspended',
    verdict: 'do_not_buy',
    applies: ({ status }) => status === 'suspended',
    words: () => 'No sale until the suspension ends',
  },
  {
    rule: 'retired',
    verdict: 'look_closer',
    applies: ({ status }) => status === 'retired',
    words: () => 'No new lots are made: what there is may be sold',
  },
  {
    rule: 'maker_not_active',
    verdict: 'look_closer',
    applies: ({ ownerStatus }) => ownerStatus !== 'active',
    words: ({ ownerStatus }) => `The factory that answers for it is ${ownerStatus}`,
  },
  ...common,
]

/** What the rules say of the facts; the same facts always give the same. */
export function assess<Facts>(rules: readonly ScreeningRule<Facts>[], facts: Facts): Assessment {
  const reasons = rules
    .filter(({ applies }) => applies(facts))
    .map(({ rule, verdict, words }) => ({ rule, verdict, detail: words(facts) }))
  const isBad = reasons.some(({ verdict }) => verdict === 'do_not_buy')
  return { verdict: isBad ? 'do_not_buy' : reasons.length > 0 ? 'look_closer' : 'ok', reasons }
}
