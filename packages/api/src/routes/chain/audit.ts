import Type, { type Static } from 'typebox'
import { everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema, GlnSchema, HashSchema, InstantSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { listQuery, pageOf } from '../../schemas/page.ts'
import { strict } from '../../schemas/strict.ts'

/** What calls are counted by. */
export const callGroupings = ['operator', 'institution', 'method', 'day'] as const
export type ChainCallGrouping = (typeof callGroupings)[number]

/** One call that somebody signed, whatever became of it. */
export const ChainCallSchema = Type.Object(
  {
    seq: Type.Integer({ description: 'Place among all events of the ledger' }),
    time: InstantSchema,
    block: Type.Integer(),
    txHash: HashSchema,
    operator: Type.Unsafe<`0x${string}`>({ ...AccountAddressSchema, description: 'Account that signed' }),
    gln: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Absent for an account of no institution' })),
    institution: Type.Optional(Type.String({ description: 'Its name' })),
    method: Type.String({ description: 'Function that was called' }),
    outcome: oneOf(['taken', 'refused'] as const, 'What became of it'),
    error: Type.Optional(Type.String({ description: "The contract's error, where it was refused" })),
  },
  { title: 'ChainCall' },
)
export type ChainCall = Static<typeof ChainCallSchema>

const filters = {
  gln: Type.Optional(
    Type.Unsafe<Static<typeof GlnSchema>>({ ...GlnSchema, description: 'Of one institution; the regulator’s to say' }),
  ),
  operator: Type.Optional(AccountAddressSchema),
  method: Type.Optional(Type.String({ maxLength: 64 })),
  outcome: Type.Optional(oneOf(['taken', 'refused'] as const, 'What became of it')),
  only: Type.Optional(
    oneOf(
      ['unknown', 'strong'] as const,
      '`unknown`: of accounts that were never of any institution; `strong`: proposals of strong acts and decisions on them',
    ),
  ),
  from: Type.Optional(InstantSchema),
  to: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'Excluded' })),
}

export const chainAuditRoutes = defineRoutes({
  audit: {
    kind: 'read',
    method: 'GET',
    path: '/chain/audit',
    summary: 'Who called what, newest first',
    description: "One's own institution's calls; the regulator sees everybody's. Refused calls are there too.",
    access: everyone,
    query: listQuery(filters, ['time'], '-time'),
    answer: pageOf(ChainCallSchema),
  },
  auditCounts: {
    kind: 'read',
    method: 'GET',
    path: '/chain/audit/counts',
    summary: 'Calls, counted',
    description: 'The 200 with the most calls; days newest first.',
    access: everyone,
    query: strict({ by: oneOf(callGroupings, 'What they are counted by'), ...filters }),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          key: Type.Optional(
            Type.String({ description: 'Account, GLN, function or day; absent for accounts of no institution' }),
          ),
          institution: Type.Optional(Type.String({ description: 'Name, where it is counted by institution' })),
          calls: Type.Integer(),
          refused: Type.Integer({ description: 'How many of them were refused' }),
          lastAt: InstantSchema,
        }),
      ),
    }),
  },
})
