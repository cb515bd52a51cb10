import Type, { type Static } from 'typebox'
import { actingIn, admins, everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema, GlnSchema, HashSchema, InstantSchema, ReasonSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { strict } from '../../schemas/strict.ts'
import { ProposedSchema, StrongActFields } from '../governance.ts'
import { supported } from './supported.ts'

/** What a node is to the group; `none` is outside of it. */
export const nodeRoles = ['none', 'observer', 'sealer'] as const
export type ChainNodeRole = (typeof nodeRoles)[number]

const RoleSchema = oneOf(nodeRoles, '`none`: outside of the group; `observer`: has all blocks; `sealer`: makes them')

/** A node: what the ledger knows of it, what the engine sees of it, or both. */
export const ChainNodeSchema = Type.Object(
  {
    address: Type.Unsafe<Static<typeof AccountAddressSchema>>({
      ...AccountAddressSchema,
      description: 'Account of its key',
    }),
    id: Type.Optional(Type.String({ description: 'Its public key, 0x and 128 hex digits' })),
    registered: Type.Optional(
      Type.Object(
        {
          node: HashSchema,
          name: Type.String(),
          gln: GlnSchema,
          institution: Type.Optional(Type.String({ description: 'Name of the institution' })),
          role: RoleSchema,
          wish: Type.Optional(
            Type.Object({
              role: RoleSchema,
              state: oneOf(['asked', 'approved'] as const, '`approved`: to be done on the engine'),
            }),
          ),
          declined: Type.Optional(
            Type.Object(
              { role: RoleSchema, reason: Type.String() },
              { description: 'The newest wish was turned down' },
            ),
          ),
          registeredAt: InstantSchema,
          updatedAt: InstantSchema,
        },
        { description: 'What its institution registered and the regulator decided; absent for a node that nobody did' },
      ),
    ),
    engine: Type.Optional(
      Type.Object(
        {
          role: RoleSchema,
          state: oneOf(['up', 'behind', 'down', 'unknown'] as const, 'As the other nodes see it'),
          weight: Type.Integer({ description: 'What it weighs in a vote' }),
          height: Type.Optional(Type.Integer()),
          lag: Type.Optional(Type.Integer({ description: 'Blocks that it lacks' })),
          view: Type.Optional(Type.Integer({ description: 'View of the consensus' })),
          lastSigned: Type.Optional(Type.Integer({ description: 'The newest block that bears its signature' })),
          missedSignatures: Type.Optional(Type.Integer({ description: 'Of the last blocks' })),
        },
        { description: 'What the engine sees of it; absent where it sees none such, or tells nothing' },
      ),
    ),
  },
  { title: 'ChainNode' },
)
export type ChainNode = Static<typeof ChainNodeSchema>

/** How many nodes seal. */
export const NodeCountsSchema = Type.Object({
  sealers: Type.Integer(),
  spare: Type.Integer({ description: 'Sealers that may fail before the chain halts; 0: one more failure halts it' }),
})

export type NodeCounts = Static<typeof NodeCountsSchema>

const oneNode = strict({
  node: Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'Keccak-256 of the public key' }),
})
const NodeJobSchema = Type.Object({ node: HashSchema, role: Type.Optional(RoleSchema) })

export const chainNodeRoutes = defineRoutes({
  nodes: {
    kind: 'read',
    method: 'GET',
    path: '/chain/nodes',
    summary: 'Nodes of the chain: who runs them, and how they do',
    access: everyone,
    answer: Type.Object({
      items: Type.Array(ChainNodeSchema),
      consensus: supported(NodeCountsSchema, 'How many nodes seal, and how many of them may fail'),
    }),
  },
  registerNode: {
    kind: 'job',
    method: 'POST',
    path: '/chain/nodes',
    summary: "Register a node of the institution's, and ask for its first role",
    description: 'One that is in no group yet can only become an observer; it may ask to seal when it is one.',
    access: admins,
    body: strict({
      id: Type.String({ pattern: '^(0x)?[0-9a-fA-F]{128}$', description: 'Its public key: 128 hex digits' }),
      name: Type.String({ minLength: 1, maxLength: 60 }),
      role: oneOf(['observer', 'sealer'] as const, 'The role that it shall have'),
    }),
    answer: NodeJobSchema,
  },
  askForRole: {
    kind: 'job',
    method: 'POST',
    path: '/chain/nodes/:node/role',
    summary: "Ask for another role of a node of the institution's",
    description:
      'In the place of what was asked for before and is not approved yet. `none` takes it out of the group. Only an observer can become a sealer.',
    access: admins,
    params: oneNode,
    body: strict({ role: RoleSchema }),
    answer: NodeJobSchema,
  },
  approveRole: {
    kind: 'job',
    method: 'POST',
    path: '/chain/nodes/:node/approval',
    summary: 'Propose that a node shall have the role that is asked for',
    description: 'A strong act. What is to be done on the engine is done there afterwards, and then noted.',
    access: actingIn('regulator'),
    params: oneNode,
    body: strict({
      role: Type.Unsafe<ChainNodeRole>({ ...RoleSchema, description: 'What is asked for, as it was seen' }),
      ...StrongActFields,
    }),
    answer: Type.Object({ node: HashSchema, role: RoleSchema, proposal: ProposedSchema }),
  },
  declineRole: {
    kind: 'job',
    method: 'POST',
    path: '/chain/nodes/:node/decline',
    summary: 'Turn down what is asked for, or what was approved and not done',
    access: actingIn('regulator'),
    params: oneNode,
    body: strict({ reason: ReasonSchema }),
    answer: NodeJobSchema,
  },
  changeRole: {
    kind: 'write',
    method: 'POST',
    path: '/chain/nodes/:node/change',
    summary: 'Make the change that was approved, on the engine',
    description:
      'Through the consensus contract, or as a proposal of the engine’s committee where authority is checked. Done already, it says so. ' +
      'Afterwards it is noted on the ledger.',
    access: actingIn('regulator'),
    params: oneNode,
    answer: Type.Object({
      node: HashSchema,
      role: RoleSchema,
      state: oneOf(['made', 'proposed'] as const, '`proposed`: other governors have to vote for it'),
      proposal: Type.Optional(Type.String({ description: 'Number of the committee’s proposal' })),
    }),
  },
  noteRole: {
    kind: 'job',
    method: 'POST',
    path: '/chain/nodes/:node/done',
    summary: 'Note that the engine has made the change that was approved',
    description: 'Refused while the engine says otherwise.',
    access: actingIn('regulator'),
    params: oneNode,
    answer: NodeJobSchema,
  },
})
