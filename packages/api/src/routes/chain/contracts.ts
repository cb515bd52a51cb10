import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema, GlnSchema, HashSchema, InstantSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { strict } from '../../schemas/strict.ts'
import { ProposedSchema, StrongActFields } from '../governance.ts'
import { ChainLogSchema } from './blocks.ts'

/** Names of the contracts. */
export const contractNames = [
  'acts',
  'institutions',
  'governance',
  'catalogue',
  'inventory',
  'records',
  'nodes',
  'directory',
] as const
export type ChainContractName = (typeof contractNames)[number]
export const ContractNameSchema = oneOf(contractNames, 'Name of the contract')

/** A contract of the group. */
export const ChainContractSchema = Type.Object(
  {
    name: Type.String(),
    address: AccountAddressSchema,
    version: Type.Optional(Type.Integer({ description: 'How often the directory listed it' })),
    listedAt: Type.Optional(InstantSchema),
    abiHash: Type.Optional(HashSchema),
    used: Type.Boolean({ description: 'This server works with it, at this address' }),
    known: Type.Boolean({ description: 'This server has the ABI that the directory names' }),
  },
  { title: 'ChainContract' },
)
export type ChainContract = Static<typeof ChainContractSchema>

const ParameterSchema = Type.Object({
  name: Type.String(),
  type: Type.String({ examples: ['uint64', '(bytes32,uint256)[]'] }),
})
const AbiItemSchema = Type.Object({
  name: Type.String(),
  inputs: Type.Array(ParameterSchema),
  outputs: Type.Array(ParameterSchema),
})

export const chainContractRoutes = defineRoutes({
  contracts: {
    kind: 'read',
    method: 'GET',
    path: '/chain/contracts',
    summary: 'The directory: contracts of the group, their addresses and versions',
    access: everyone,
    answer: Type.Object({ items: Type.Array(ChainContractSchema) }),
  },
  contract: {
    kind: 'read',
    method: 'GET',
    path: '/chain/contracts/:name',
    summary: 'What a contract can be asked, and what it tells',
    access: everyone,
    params: strict({ name: ContractNameSchema }),
    answer: Type.Object({
      name: ContractNameSchema,
      address: AccountAddressSchema,
      reads: Type.Array(AbiItemSchema, { description: 'Functions that change nothing' }),
      writes: Type.Array(AbiItemSchema, { description: 'Functions that acts call' }),
      events: Type.Array(AbiItemSchema),
    }),
  },
  listContract: {
    kind: 'job',
    method: 'POST',
    path: '/chain/contracts',
    summary: 'Propose to list a contract in the directory, in the place of the version before',
    access: actingIn('regulator'),
    body: strict({
      name: Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z][a-zA-Z0-9-]*$' }),
      address: AccountAddressSchema,
      abiHash: HashSchema,
      ...StrongActFields,
    }),
    answer: Type.Object({ name: Type.String(), proposal: ProposedSchema }),
  },
  read: {
    kind: 'read',
    method: 'GET',
    path: '/chain/contracts/:name/reads/:function',
    summary: 'Ask a contract',
    description: 'The inventory, which says what everybody has, answers the regulator only.',
    access: everyone,
    params: strict({
      name: ContractNameSchema,
      function: Type.String({ maxLength: 64, pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$' }),
    }),
    query: strict({
      args: Type.Optional(
        Type.String({ maxLength: 20_000, description: 'Arguments as a JSON array; whole numbers in decimal digits' }),
      ),
    }),
    answer: Type.Object({
      block: Type.Integer({ description: 'The newest block when it was asked' }),
      values: Type.Array(Type.Object({ name: Type.String(), type: Type.String(), value: Type.Unknown() }), {
        description: 'What it answers: whole numbers that may be beyond 2^53 in decimal digits',
      }),
    }),
  },
  events: {
    kind: 'read',
    method: 'GET',
    path: '/chain/events',
    summary: 'Events of the contracts, newest first',
    description: 'Those that the caller took part in, and those that every member may know; the regulator sees all.',
    access: everyone,
    query: strict({
      contract: Type.Optional(ContractNameSchema),
      event: Type.Optional(Type.String({ maxLength: 64 })),
      gln: Type.Optional(Type.Unsafe<Static<typeof GlnSchema>>({ ...GlnSchema, description: 'Who acted' })),
      fromBlock: Type.Optional(Type.Integer({ minimum: 0, maximum: 9e15 })),
      toBlock: Type.Optional(Type.Integer({ minimum: 0, maximum: 9e15, description: 'Included' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'Rows of a page' })),
      before: Type.Optional(Type.Integer({ minimum: 1, maximum: 9e15, description: '`next` of the page before' })),
    }),
    answer: Type.Object({
      items: Type.Array(ChainLogSchema),
      next: Type.Optional(Type.Integer({ description: '`before` of the next page' })),
    }),
  },
})
