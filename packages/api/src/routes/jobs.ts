import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, CountSchema, GlnSchema, HashSchema, InstantSchema } from '../schemas/identifiers.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** States of a job. `sealed` and `rejected` are final. */
export const jobStates = ['preparing', 'pending', 'sealed', 'rejected'] as const

/** A write to the ledger, followed until it is settled. */
export const JobSchema = Type.Object(
  {
    id: Type.String(),
    /** Route that made it: `dispensing.dispense`. */
    operation: Type.String(),
    state: Type.Unsafe<(typeof jobStates)[number]>(Type.String({ enum: [...jobStates] })),
    /** Acts that are settled, of how many. `total` grows while the job is preparing. */
    progress: Type.Object({ done: Type.Integer(), total: Type.Integer() }),
    gln: GlnSchema,
    /** Who asked for it. */
    accountId: Type.String(),
    operator: AccountAddressSchema,
    createdAt: InstantSchema,
    settledAt: Type.Optional(InstantSchema),
    /** What the job is about and what came of it: ids that it made, and the like. */
    result: Type.Record(Type.String(), Type.Unknown()),
    /** Why the ledger refused, and what had been done before that stays done. */
    refusal: Type.Optional(
      Type.Object({
        name: Type.String({ description: "The contract's error, such as InventoryNotHeld" }),
        args: Type.Record(Type.String(), Type.Unknown()),
        detail: Type.String({ description: 'The same in words' }),
        /** Alert code of the European vocabulary where there is one: PCK_19, … */
        alertCode: Type.Optional(Type.String()),
        taken: Type.Integer({ description: 'Acts of the job that were taken and stay done' }),
      }),
    ),
    /** Transactions that carried it, the newest 20. */
    transactions: Type.Array(Type.Object({ txHash: HashSchema, block: CountSchema }), {
      description: 'Of a job that is asked for by itself; a list leaves them out',
    }),
  },
  { title: 'Job' },
)
export type Job = Static<typeof JobSchema>

export const jobRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/jobs',
    summary: "The institution's jobs, newest first",
    access: everyone,
    query: listQuery(
      {
        state: Type.Optional(Type.Unsafe<(typeof jobStates)[number]>(Type.String({ enum: [...jobStates] }))),
        operation: Type.Optional(Type.String({ maxLength: 100 })),
      },
      ['createdAt'],
      '-createdAt',
    ),
    answer: pageOf(JobSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/jobs/:id',
    summary: 'One job',
    access: everyone,
    params: strict({ id: Type.String({ maxLength: 64 }) }),
    query: strict({
      wait: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 60, description: 'Seconds to wait until it is settled' }),
      ),
    }),
    answer: JobSchema,
  },
})
