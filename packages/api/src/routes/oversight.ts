import Type, { type Static } from 'typebox'
import { anyIn, everyone, kinds } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { DaySchema, GlnSchema, GtinSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { strict } from '../schemas/strict.ts'
import { alertCauses } from './alerts.ts'
import { unitStates } from './lots.ts'
import { AsOfSchema } from './reports.ts'

const StateSchema = oneOf(unitStates, 'Where units are, or how they left circulation')
const countsOfDays = (description: string) => Type.Array(Type.Integer(), { description })

/** How the whole consortium stood day by day. */
export const NationalDaysSchema = Type.Object(
  {
    asOf: AsOfSchema,
    days: Type.Array(DaySchema, { description: 'Oldest first; the last one is not over yet' }),
    states: Type.Array(Type.Object({ state: StateSchema, units: countsOfDays('At the end of each day') }), {
      description: 'On each day they add up to all units that were commissioned until then',
    }),
    alerts: Type.Array(
      Type.Object({
        cause: oneOf(alertCauses, 'What most likely lies behind them'),
        raised: countsOfDays('Raised on each day'),
      }),
    ),
  },
  { title: 'NationalDays' },
)
export type NationalDays = Static<typeof NationalDaysSchema>

/** When what is in stock expires. */
export const NationalExpirySchema = Type.Object(
  {
    asOf: AsOfSchema,
    months: Type.Array(
      Type.Object({
        month: Type.String({ description: 'Month in which lots expire, YYYY-MM', examples: ['2028-11'] }),
        good: Type.Integer({ description: 'Units of lots that are not recalled' }),
        recalled: Type.Integer({ description: 'Units of recalled lots' }),
        lots: Type.Integer(),
      }),
      { description: 'The soonest first; months of nothing are left out' },
    ),
  },
  { title: 'NationalExpiry' },
)
export type NationalExpiry = Static<typeof NationalExpirySchema>

const StatesSchema = Type.Array(Type.Object({ state: StateSchema, units: Type.Integer() }), {
  description: 'In the order of a life; what there is none of is left out',
})

/** Where all units of a product are. */
export const WhereaboutsSchema = Type.Object(
  {
    asOf: AsOfSchema,
    gtin: GtinSchema,
    product: Type.String(),
    commissioned: Type.Integer({ description: 'Units that were made, of all lots' }),
    complete: Type.Boolean({ description: 'The totals add up to what was commissioned' }),
    totals: StatesSchema,
    kinds: Type.Array(
      Type.Object({
        kind: oneOf(kinds, 'Kind of the institutions'),
        institutions: Type.Integer(),
        states: StatesSchema,
      }),
      { description: 'The same by kind of institution; absent kinds have none. Empty where `detailed` is false' },
    ),
    institutions: Type.Array(
      Type.Object({
        gln: GlnSchema,
        name: Type.String(),
        kind: oneOf(kinds, 'Kind of the institution'),
        units: Type.Integer(),
        states: StatesSchema,
      }),
      {
        description:
          'The most units first, at most `limit`: all for the regulator and the factory of the product, else one’s own ' +
          'alone. What is in transit, and what has ended, is with who sent or ended it',
      },
    ),
    more: Type.Integer({ description: 'Institutions beyond `limit`' }),
    detailed: Type.Boolean({ description: '`institutions` is of everybody' }),
  },
  { title: 'Whereabouts' },
)
export type Whereabouts = Static<typeof WhereaboutsSchema>

export const oversightRoutes = defineRoutes({
  days: {
    kind: 'read',
    method: 'GET',
    path: '/oversight/days',
    summary: 'Where all units of the country were at the end of each day, and what alerts were raised',
    access: anyIn('regulator'),
    query: strict({
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'The newest ones' })),
    }),
    answer: NationalDaysSchema,
  },
  expiry: {
    kind: 'read',
    method: 'GET',
    path: '/oversight/expiry',
    summary: 'When the stock of all institutions expires, by month',
    access: anyIn('regulator'),
    query: strict({}),
    answer: NationalExpirySchema,
  },
  whereabouts: {
    kind: 'read',
    method: 'GET',
    path: '/oversight/products/:gtin',
    summary: 'Where all units of a product are',
    description:
      'The totals for everybody; by institution for the regulator and the factory, one’s own part for others.',
    access: everyone,
    params: strict({
      gtin: Type.Unsafe<Static<typeof GtinSchema>>({ ...GtinSchema, description: 'GTIN of any packaging level' }),
    }),
    query: strict({
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'Most institutions of the answer' }),
      ),
    }),
    answer: WhereaboutsSchema,
  },
})
