import Type, { type Static } from 'typebox'
import { actingIn, anyIn } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GtinSchema, LotNumberSchema, SerialSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { strict } from '../schemas/strict.ts'

/** Most units that one job commissions. */
export const mostCommissioned = 1_000_000
/** Most serials of a JSON body; longer lists are uploaded. */
const mostListed = 50_000

const lotPath = strict({ gtin: GtinSchema, lot: LotNumberSchema })

/** What is commissioned: exactly one of the fields. */
const CommissionSchema = strict({
  random: Type.Optional(
    strict(
      {
        n: Type.Integer({ minimum: 1, maximum: mostCommissioned, description: 'How many' }),
        length: Type.Optional(
          Type.Integer({ minimum: 8, maximum: 20, default: 12, description: 'Characters of each serial' }),
        ),
      },
      { description: 'Units with serials made here: random, of digits and capitals that cannot be mistaken' },
    ),
  ),
  serials: Type.Optional(
    Type.Array(SerialSchema, { minItems: 1, maxItems: mostListed, description: 'Units with these serials' }),
  ),
  quantity: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 0xffffffff, description: 'Units of a lot without serials' }),
  ),
})

/** What a commissioning makes. */
export const CommissionedSchema = Type.Object({
  gtin: GtinSchema,
  lot: LotNumberSchema,
  units: Type.Integer(),
  serials: oneOf(['random', 'given', 'none'], 'Where the serials came from'),
  runs: Type.Optional(
    Type.Object(
      { first: Type.Integer(), count: Type.Integer() },
      { description: 'Runs that the units are in: run r numbers its units from r × 1 024' },
    ),
  ),
  length: Type.Optional(Type.Integer({ description: 'Characters of each random serial' })),
})
export type Commissioned = Static<typeof CommissionedSchema>

export const commissioningRoutes = defineRoutes({
  commission: {
    kind: 'job',
    method: 'POST',
    path: '/lots/:gtin/:lot/commissioning',
    summary: 'Commissions units of a lot',
    description:
      'Makes units with random serials, with the serials that are given, or without any. The serials stay at the ' +
      'factory: the ledger holds one hash for each. Large numbers are committed in runs of 1 024.',
    access: actingIn('factory'),
    params: lotPath,
    body: CommissionSchema,
    bodyLimit: 2 * 1024 * 1024,
    answer: CommissionedSchema,
  },
  upload: {
    kind: 'job',
    method: 'POST',
    path: '/lots/:gtin/:lot/commissioning/upload',
    summary: 'Commissions units with serials from a file',
    description:
      'The body has one serial on each line, at most 1 000 000; `format=ndjson`: one JSON string, or an object with ' +
      '`serial`, on each. It is checked while it comes. When a line is wrong nothing is commissioned, and the answer ' +
      'names the first 100 faults by line (`line/17`).',
    access: actingIn('factory'),
    params: lotPath,
    query: strict({
      format: Type.Optional(oneOf(['text', 'ndjson'], 'How a line holds its serial; text unless given')),
    }),
    consumes: 'text/plain',
    bodyLimit: 64 * 1024 * 1024,
    answer: CommissionedSchema,
  },
  serials: {
    kind: 'stream',
    method: 'GET',
    path: '/lots/:gtin/:lot/serials',
    summary: 'Serials of a lot, for its labels, as CSV',
    description:
      'Columns: number of the unit in its lot, serial, element string in brackets, GS1 Digital Link. Only the factory ' +
      'that commissioned the lot here has them; those whose commissioning is not sealed yet are left out.',
    access: anyIn('factory'),
    params: lotPath,
    query: strict({
      first: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffffffff, description: 'Number of the first unit' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostCommissioned, description: 'How many at most' })),
    }),
    produces: ['text/csv'],
  },
})
