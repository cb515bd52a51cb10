import Type, { type Static } from 'typebox'
import { admins, everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema, GlnSchema, InstantSchema } from '../../schemas/identifiers.ts'
import { strict } from '../../schemas/strict.ts'
import { ChainLogSchema } from './blocks.ts'

/** Entries of an ABI that are taken at most. */
export const mostAbiEntries = 1000

/** A contract that is none of the platform's, with what it can be read by. */
export const ForeignContractSchema = Type.Object(
  {
    address: AccountAddressSchema,
    name: Type.String(),
    gln: Type.Unsafe<Static<typeof GlnSchema>>({ ...GlnSchema, description: 'Who says so' }),
    own: Type.Boolean({ description: 'One’s own institution says so; otherwise the regulator does' }),
    functions: Type.Array(Type.String(), { description: 'As `transfer(address,uint256)`' }),
    events: Type.Array(Type.String()),
    registeredAt: InstantSchema,
  },
  { title: 'ForeignContract' },
)
export type ForeignContract = Static<typeof ForeignContractSchema>

const oneAddress = strict({ address: AccountAddressSchema })

export const chainAbiRoutes = defineRoutes({
  abis: {
    kind: 'read',
    method: 'GET',
    path: '/chain/abis',
    summary: 'Contracts beside the platform’s that this server can read',
    description: 'What one’s own institution has registered, and what the regulator has; one’s own comes first.',
    access: everyone,
    answer: Type.Object({ items: Type.Array(ForeignContractSchema) }),
  },
  foreignEvents: {
    kind: 'read',
    method: 'GET',
    path: '/chain/abis/:address/events',
    summary: 'Events of a contract beside the platform’s, newest first',
    description: 'As a node tells them. A page ends with a whole block, and where many blocks had none.',
    access: everyone,
    params: oneAddress,
    query: strict({
      toBlock: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 9e15, description: 'Included; `next` of the page before' }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'Events of a page' })),
    }),
    answer: Type.Object({
      items: Type.Array(ChainLogSchema),
      next: Type.Optional(Type.Integer({ description: '`toBlock` of the next page' })),
    }),
  },
  registerAbi: {
    kind: 'write',
    method: 'PUT',
    path: '/chain/abis/:address',
    summary: 'Register the ABI of a contract that is none of the platform’s, or another one in its place',
    description:
      'Transactions and events of the contract are told in its words from then on: to the institution, and to all where the regulator registers it. Nothing is written to the ledger.',
    access: admins,
    params: oneAddress,
    body: strict({
      name: Type.String({
        minLength: 1,
        maxLength: 60,
        pattern: '^[^\\u0000-\\u001f\\u007f]*\\S[^\\u0000-\\u001f\\u007f]*$',
        description: 'What it is called; not as one of the platform’s contracts',
      }),
      abi: Type.String({ minLength: 2, maxLength: 300_000, description: 'The ABI as JSON: a list of its entries' }),
    }),
    answer: ForeignContractSchema,
  },
  removeAbi: {
    kind: 'write',
    method: 'DELETE',
    path: '/chain/abis/:address',
    summary: 'Forget an ABI that the institution has registered',
    access: admins,
    params: oneAddress,
  },
})
