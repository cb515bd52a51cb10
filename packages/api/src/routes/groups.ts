import Type, { type Static } from 'typebox'
import { admins, adminsIn, everyone, type Kind, kinds } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, CountSchema, GlnSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'
import { chainEngines } from './chain/overview.ts'
import { institutionStatuses } from './institutions.ts'

/** Id of the group that every server has. */
export const mainGroup = 'main'

/** What an id of a group looks like: 1 to 20 lower-case letters, digits and dashes. */
export const groupIdPattern = '^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$'

const GroupIdSchema = Type.String({
  pattern: groupIdPattern,
  description: `Id of a group: 1 to 20 lower-case letters, digits and dashes; \`${mainGroup}\` is the first`,
  examples: ['rhine'],
})
const GroupNameSchema = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '^[^\\u0000-\\u001f\\u007f]*\\S[^\\u0000-\\u001f\\u007f]*$',
  description: 'What people call it',
})
const NodeUrlsSchema = (description: string, minItems: number) =>
  Type.Array(Type.String({ maxLength: 300, pattern: '^https?://[^\\s@]+$' }), { minItems, maxItems: 8, description })

/** One ledger with its own members. */
export const GroupSchema = Type.Object(
  {
    id: GroupIdSchema,
    name: GroupNameSchema,
    engine: oneOf(chainEngines, 'What its chain runs on: `theriac` is the embedded chain'),
    chainId: CountSchema,
    current: Type.Boolean({ description: 'The one that is asked' }),
    served: Type.Boolean({ description: 'False where it could not be opened, or its chain has stopped' }),
    port: Type.Optional(Type.Integer({ description: 'Where it is served, on the host of the one that is asked' })),
    url: Type.Optional(Type.String({ description: 'Where it is served, if it was told; goes before `port`' })),
  },
  { title: 'Group' },
)
export type Group = Static<typeof GroupSchema>

/** An institution as a member of a group. */
const MemberSchema = Type.Object({
  gln: GlnSchema,
  name: Type.String(),
  kind: oneOf<Kind>(kinds, 'What kind of institution it is'),
  status: oneOf(institutionStatuses, 'Where it stands with the regulator'),
  here: Type.Boolean({ description: 'It has accounts on this server' }),
})

/** A chain elsewhere with contracts on it. */
const ConnectSchema = strict(
  {
    engine: oneOf(['theriac', 'fisco-bcos'] as const, 'What the nodes run'),
    web3: NodeUrlsSchema('Ethereum JSON-RPC of the nodes, best first', 1),
    rpc: NodeUrlsSchema('Native JSON-RPC of the nodes; of FISCO BCOS at least one', 0),
    group: Type.Optional(Type.String({ pattern: '^\\w{1,40}$', description: 'On FISCO BCOS; `group0` unless given' })),
    directory: Type.Unsafe<`0x${string}`>({
      ...AccountAddressSchema,
      description: 'Address of the directory, by which all contracts are found',
    }),
  },
  { description: 'Nodes to connect to; without them the group gets an embedded chain of its own' },
)

export const groupRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/groups',
    summary: 'The groups that are served beside this one',
    description: 'Of the others no members and no figures: whoever belongs to one signs in there.',
    access: everyone,
    answer: Type.Object({ items: Type.Array(GroupSchema, { description: 'The first is the main one' }) }),
  },
  members: {
    kind: 'read',
    method: 'GET',
    path: '/groups/members',
    summary: 'Institutions of this group',
    access: everyone,
    query: listQuery({}, ['name', 'gln']),
    answer: pageOf(MemberSchema),
  },
  add: {
    kind: 'write',
    method: 'POST',
    path: '/groups',
    summary: 'Add a group, and serve it',
    description:
      'In the main group alone. An embedded chain of its own, or nodes elsewhere that have the contracts already. It has the same regulator, whose first account there is told this once.',
    access: adminsIn('regulator'),
    body: strict({ id: GroupIdSchema, name: GroupNameSchema, connect: Type.Optional(ConnectSchema) }),
    answer: Type.Object({
      group: GroupSchema,
      firstAccount: Type.Optional(
        Type.Object(
          { name: Type.String(), password: Type.String({ description: 'To be changed at the first sign-in' }) },
          { description: 'Of the regulator in the new group; absent where others must appoint it first' },
        ),
      ),
    }),
    secret: true,
  },
  setDefault: {
    kind: 'write',
    method: 'PUT',
    path: '/groups/default',
    summary: "Say which group is the institution's usual one",
    description: 'Those who sign in to another are offered it: `GET /session` tells it as `defaultGroup`.',
    access: admins,
    body: strict({ group: GroupIdSchema }),
  },
})
