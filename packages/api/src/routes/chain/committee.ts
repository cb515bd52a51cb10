import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { strict } from '../../schemas/strict.ts'
import { nodeRoles } from './nodes.ts'
import { EngineChangeSchema, ForeverSchema } from './settings.ts'
import { supported } from './supported.ts'

/** What a proposal to the committee would change. */
export const committeeSubjects = [
  'update_governor',
  'set_rate',
  'upgrade_vote_computer',
  'set_deploy_auth_type',
  'modify_deploy_auth',
  'reset_admin',
  'set_sys_config',
  'set_consensus_weight',
  'remove_node',
  'unknown',
] as const
export type ChainCommitteeSubject = (typeof committeeSubjects)[number]

/** Whether this server's account may vote on a proposal, or why not. */
export const committeeBallots = ['may', 'no_key', 'not_governor', 'expired', 'closed', 'voted'] as const
export type ChainCommitteeBallot = (typeof committeeBallots)[number]

/** States of an account on the engine. */
export const engineAccountStates = ['normal', 'frozen', 'abolished'] as const
export type EngineAccountState = (typeof engineAccountStates)[number]

const DeploymentRuleSchema = oneOf(
  ['everybody', 'listed', 'not_listed'] as const,
  'Who may make contracts: everybody, who is on the list, who is not',
)

const CommitteeSchema = Type.Object(
  {
    governors: Type.Array(Type.Object({ account: AccountAddressSchema, weight: Type.Integer() })),
    participatesRate: Type.Integer({ description: 'Percent of the weight that must take part' }),
    winRate: Type.Integer({ description: 'Percent of it that must agree' }),
    deployment: DeploymentRuleSchema,
    own: Type.Optional(
      Type.Unsafe<`0x${string}`>({
        ...AccountAddressSchema,
        description: "This server's account for such acts; absent without a key",
      }),
    ),
  },
  { title: 'ChainCommittee' },
)
export type ChainCommittee = Static<typeof CommitteeSchema>

const ProposedValuesSchema = Type.Object(
  {
    account: Type.Optional(AccountAddressSchema),
    weight: Type.Optional(Type.Integer()),
    participatesRate: Type.Optional(Type.Integer({ description: 'Per cent' })),
    winRate: Type.Optional(Type.Integer({ description: 'Per cent' })),
    rule: Type.Optional(DeploymentRuleSchema),
    may: Type.Optional(Type.Boolean({ description: 'The account may make contracts' })),
    key: Type.Optional(Type.String({ description: 'Setting of the chain' })),
    value: Type.Optional(Type.String()),
    node: Type.Optional(Type.String({ description: 'Public key of a node, 0x and 128 hex digits' })),
    role: Type.Optional(oneOf(nodeRoles, 'What the node would be')),
  },
  { title: 'ProposedValues', description: 'What it would set, as far as its subject has it' },
)
export type ProposedValues = Static<typeof ProposedValuesSchema>

/** A proposal to the engine's committee. */
export const CommitteeProposalSchema = Type.Object(
  {
    id: Type.Integer(),
    subject: oneOf(committeeSubjects, 'What it would change'),
    proposer: AccountAddressSchema,
    resource: Type.Unsafe<`0x${string}`>({
      ...AccountAddressSchema,
      description: 'Account or contract that it is about',
    }),
    values: Type.Optional(ProposedValuesSchema),
    agreed: Type.Array(AccountAddressSchema),
    against: Type.Array(AccountAddressSchema),
    state: oneOf(
      ['open', 'passed', 'denied', 'revoked', 'expired', 'unknown'] as const,
      'What has become of it; `expired` also where the engine has not noticed yet',
    ),
    lastBlock: Type.Integer({ description: 'The last block that can hold a vote' }),
    blocksLeft: Type.Integer(),
    secondsLeft: Type.Optional(Type.Integer({ description: 'About how long that is, as fast as blocks came lately' })),
    ballot: oneOf(committeeBallots, "Whether this server's account may vote now, or why not"),
    revocable: Type.Boolean({ description: "This server's account made it, and can take it back" }),
  },
  { title: 'CommitteeProposal' },
)
export type ChainCommitteeProposal = Static<typeof CommitteeProposalSchema>

const oneProposal = strict({ proposal: Type.Integer({ minimum: 1, maximum: 9e15 }) })
const oneAccount = strict({ account: AccountAddressSchema })
const regulator = actingIn('regulator')
const RateSchema = Type.Integer({ minimum: 0, maximum: 100 })
const EngineAccountStateSchema = oneOf(
  engineAccountStates,
  'What a frozen account signs is not taken; what an abolished one signs, never again',
)

const propose = <const P extends string>(path: P, summary: string) =>
  ({ kind: 'write', method: 'POST', path, summary, access: regulator, answer: EngineChangeSchema }) as const

export const chainCommitteeRoutes = defineRoutes({
  permissions: {
    kind: 'read',
    method: 'GET',
    path: '/chain/permissions',
    summary: 'Who decides over the chain itself: the committee of its engine',
    description: 'What institutions may do is in the contracts: see `institutions.find` and `governance.overview`.',
    access: everyone,
    answer: Type.Object({ committee: supported(CommitteeSchema, 'Governors of the chain') }),
  },
  committeeProposals: {
    kind: 'read',
    method: 'GET',
    path: '/chain/committee/proposals',
    summary: 'Proposals to the committee of the engine, newest first',
    access: everyone,
    query: strict({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'Rows of a page' })),
      before: Type.Optional(Type.Integer({ minimum: 1, maximum: 9e15, description: '`next` of the page before' })),
    }),
    answer: Type.Object({
      proposals: supported(
        Type.Object({
          height: Type.Integer({ description: 'The newest block when it was asked' }),
          items: Type.Array(CommitteeProposalSchema),
          next: Type.Optional(Type.Integer({ description: '`before` of the next page' })),
        }),
        'What governors decide on',
      ),
    }),
  },
  voteInCommittee: {
    kind: 'write',
    method: 'POST',
    path: '/chain/committee/proposals/:proposal/vote',
    summary: "Vote on a proposal with this server's account",
    description: 'A proposal that has expired is refused here: the engine would count the vote.',
    access: regulator,
    params: oneProposal,
    body: strict({ agree: Type.Boolean() }),
    answer: Type.Object({
      state: oneOf(['made', 'counted'] as const, '`made`: it was the vote that was lacking, and the change was made'),
    }),
  },
  revokeInCommittee: {
    kind: 'write',
    method: 'POST',
    path: '/chain/committee/proposals/:proposal/revocation',
    summary: "Take back a proposal that this server's account made",
    access: regulator,
    params: oneProposal,
    answer: EngineChangeSchema,
  },
  proposeGovernor: {
    ...propose('/chain/committee/governors/:account', 'Propose the weight of a governor; 0 takes the account out'),
    params: oneAccount,
    body: strict({ weight: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }) }),
  },
  proposeRates: {
    ...propose('/chain/committee/rates', 'Propose how many governors must take part and agree'),
    body: strict({ participatesRate: RateSchema, winRate: RateSchema }),
  },
  proposeDeployment: {
    ...propose('/chain/committee/deployment', 'Propose who may make contracts'),
    body: strict({ rule: oneOf(['listed', 'not_listed'] as const, 'Who is on the list, or who is not') }),
  },
  proposeDeployer: {
    ...propose('/chain/committee/deployers/:account', 'Propose that an account may make contracts, or may not'),
    params: oneAccount,
    body: strict({ may: Type.Boolean() }),
  },
  engineAccount: {
    kind: 'read',
    method: 'GET',
    path: '/chain/accounts/:account',
    summary: 'Whether the engine lets an account act and make contracts',
    access: everyone,
    params: oneAccount,
    answer: Type.Object({
      account: supported(
        Type.Object({
          state: EngineAccountStateSchema,
          mayDeploy: Type.Boolean({ description: 'It may make contracts' }),
        }),
        'As the engine sees it',
      ),
    }),
  },
  setEngineAccount: {
    kind: 'write',
    method: 'POST',
    path: '/chain/accounts/:account',
    summary: 'Freeze an account on the engine, thaw it, or abolish it for good',
    description:
      'Each governor alone may. Abolishing is refused with the code `CannotBeUndone` until `forever` is true.',
    access: regulator,
    params: oneAccount,
    body: strict({ state: EngineAccountStateSchema, forever: ForeverSchema }),
    answer: EngineChangeSchema,
  },
})
