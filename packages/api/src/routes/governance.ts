import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, CountSchema, GlnSchema, InstantSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** States of a proposal. One that can no longer be approved is `expired`; the ledger itself says nothing then. */
export const proposalStates = ['open', 'executed', 'cancelled', 'expired'] as const
export type ProposalState = (typeof proposalStates)[number]

/** What every strong act of the regulator takes beside what it is about. */
export const StrongActFields = {
  reason: Type.String({ minLength: 1, maxLength: 500, description: 'Why; told in public' }),
  openDays: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 30, description: 'Days that it can be approved, where one is not enough; 7' }),
  ),
}

/** What a job that proposes a strong act tells about the proposal. */
export const ProposedSchema = Type.Object(
  {
    id: Type.Optional(Type.String({ description: 'Number of the proposal, as soon as the job is sealed' })),
    state: Type.Optional(oneOf(proposalStates, '`executed` where one operator is enough, else `open`')),
    needed: Type.Integer({ description: 'Operators of the regulator that it takes' }),
    callHash: Type.String({ description: 'Keccak-256 of the call that is proposed' }),
  },
  { description: 'The proposal that a strong act of the regulator is' },
)
export type Proposed = Static<typeof ProposedSchema>

/** A strong act that was proposed. */
export const ProposalSchema = Type.Object(
  {
    id: CountSchema,
    state: oneOf(proposalStates, 'Where it stands now'),
    act: Type.Object(
      {
        contract: Type.String(),
        name: Type.String({ description: "The contract's function, such as `suspend`" }),
        args: Type.Record(Type.String(), Type.Unknown(), {
          description: 'Arguments by name: GLNs, GTINs, names, days and instants as everywhere in this API',
        }),
      },
      { description: 'What is done when it is approved' },
    ),
    subject: Type.Optional(
      Type.Object(
        {
          kind: oneOf(['institution', 'product', 'account'] as const, 'What it is done to'),
          id: Type.String({ description: 'GLN, GTIN or account' }),
          name: Type.Optional(Type.String()),
        },
        { description: 'What it is done to' },
      ),
    ),
    reason: Type.String({ description: 'As told in public' }),
    proposer: AccountAddressSchema,
    madeAt: InstantSchema,
    expiresAt: InstantSchema,
    closedAt: Type.Optional(InstantSchema),
    approvals: Type.Array(
      Type.Object({
        account: AccountAddressSchema,
        at: InstantSchema,
        counts: Type.Optional(
          Type.Boolean({
            description: 'While it is open: not, where the account has left the regulator or changed its key since',
          }),
        ),
      }),
      { description: 'In order; the first is the proposer' },
    ),
    needed: Type.Integer({ description: 'Operators that a strong act takes now' }),
  },
  { title: 'Proposal' },
)
export type Proposal = Static<typeof ProposalSchema>

const oneProposal = strict({
  id: Type.String({ pattern: '^(0|[1-9]\\d{0,14})$', description: 'Number of the proposal' }),
})

/** What a job on a proposal tells. */
const ProposalJobSchema = Type.Object({
  proposal: CountSchema,
  state: Type.Optional(oneOf(proposalStates, 'As soon as the job is sealed: `executed`, or `open` for more approvals')),
  approvals: Type.Integer({ description: 'Approvals that count, with this one' }),
  needed: Type.Integer({ description: 'Operators that a strong act takes' }),
})

export const governanceRoutes = defineRoutes({
  overview: {
    kind: 'read',
    method: 'GET',
    path: '/governance',
    summary: "The regulator's strong acts, counted in public",
    description: 'For everybody, signed in or not: who supervises is counted too.',
    access: 'public',
    answer: Type.Object({
      regulator: Type.Optional(Type.Object({ gln: GlnSchema, name: Type.String() })),
      threshold: Type.Integer({ description: 'Operators of the regulator that a strong act takes' }),
      operators: Type.Integer({ description: 'Operators of the regulator that may approve' }),
      executions: CountSchema,
      open: Type.Integer({ description: 'Proposals that can be approved' }),
      byAct: Type.Array(Type.Object({ contract: Type.String(), name: Type.String(), executions: Type.Integer() }), {
        description: 'Strong acts that were carried out, by what they did',
      }),
    }),
  },
  list: {
    kind: 'read',
    method: 'GET',
    path: '/proposals',
    summary: 'Strong acts that were proposed, newest first',
    description: 'The regulator sees all of them; everybody else those that were carried out.',
    access: everyone,
    query: listQuery(
      {
        state: Type.Optional(oneOf(proposalStates, 'Only those that stand like this')),
        act: Type.Optional(Type.String({ maxLength: 64, description: 'Only of this function, such as `suspend`' })),
      },
      ['id'],
      '-id',
    ),
    answer: pageOf(ProposalSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/proposals/:id',
    summary: 'One proposal',
    access: everyone,
    params: oneProposal,
    answer: ProposalSchema,
  },
  approve: {
    kind: 'job',
    method: 'POST',
    path: '/proposals/:id/approve',
    summary: 'Approve a proposal',
    description: 'The approval that completes the number carries it out.',
    access: actingIn('regulator'),
    params: oneProposal,
    answer: ProposalJobSchema,
  },
  cancel: {
    kind: 'job',
    method: 'POST',
    path: '/proposals/:id/cancel',
    summary: "Take back a proposal of one's own",
    access: actingIn('regulator'),
    params: oneProposal,
    answer: Type.Object({ proposal: CountSchema }),
  },
  setThreshold: {
    kind: 'job',
    method: 'PUT',
    path: '/governance/threshold',
    summary: 'Propose how many operators a strong act takes from now on',
    access: actingIn('regulator'),
    body: strict({
      threshold: Type.Integer({ minimum: 1, maximum: 65_535, description: 'At most as many as there are operators' }),
      ...StrongActFields,
    }),
    answer: Type.Object({ threshold: Type.Integer(), proposal: ProposedSchema }),
  },
})
