import Type, { type Static } from 'typebox'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, CountSchema, GlnSchema, InstantSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { overseers, RoleSchema } from './accounts.ts'

/** Where a key stands: the ledger says it of all but the awaited ones. */
export const keyStates = ['current', 'awaited', 'replaced', 'removed'] as const
export type KeyState = (typeof keyStates)[number]

/** Where the secret half of a key is. */
export const keyPlaces = ['store', 'remote', 'elsewhere'] as const
export type KeyPlace = (typeof keyPlaces)[number]

const KeyStateSchema = oneOf(
  keyStates,
  '`current`: what it signs counts; `awaited`: the ledger does not know it yet; `replaced`: the account has another one now; `removed`: taken off the ledger',
)

/** A key that signs, or signed, for an institution. Never the key itself: its account on the ledger. */
export const AccountKeySchema = Type.Object(
  {
    operator: AccountAddressSchema,
    gln: GlnSchema,
    institution: Type.Optional(Type.String({ description: 'Its name' })),
    accountId: Type.Optional(
      Type.String({ description: 'Account of this server; absent where it is none of its own' }),
    ),
    displayName: Type.Optional(Type.String()),
    role: RoleSchema,
    state: KeyStateSchema,
    place: oneOf(
      keyPlaces,
      '`store`: the key store of this server; `remote`: a signing service; `elsewhere`: this server does not know',
    ),
    host: Type.Optional(Type.String({ description: 'Of the signing service' })),
    since: Type.Unsafe<string>({
      ...InstantSchema,
      description: 'When the ledger took it; of an awaited one when it was made',
    }),
    until: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'When the ledger let it go' })),
    successor: Type.Optional(
      Type.Unsafe<`0x${string}`>({ ...AccountAddressSchema, description: 'The key that took its place' }),
    ),
  },
  { title: 'AccountKey' },
)
export type AccountKeyView = Static<typeof AccountKeySchema>

/** An account that carries acts to the ledger and has no authority there. */
const LaneSchema = Type.Object({
  address: AccountAddressSchema,
  state: oneOf(['idle', 'sending', 'resting'] as const, '`resting`: it has met a fault, and is tried again'),
  fault: Type.Optional(Type.String({ description: 'Why it rests' })),
  balance: Type.Optional(
    Type.Unsafe<string>({ ...CountSchema, description: 'In the smallest unit; absent where no node tells it' }),
  ),
  nonce: Type.Optional(
    Type.Unsafe<string>({
      ...CountSchema,
      description: 'Transactions that it has sent; absent where no node tells it',
    }),
  ),
})

/** Whose server signs its requests for documents with which account. */
const ServiceKeySchema = Type.Object({
  gln: GlnSchema,
  institution: Type.Optional(Type.String()),
  signer: AccountAddressSchema,
  url: Type.String(),
  here: Type.Boolean({ description: 'The key is in the key store of this server' }),
})

/** A certificate of a node, out of a file that this server’s settings name. */
export const CertificateSchema = Type.Object(
  {
    file: Type.String({ description: 'Name of the file' }),
    fault: Type.Optional(
      oneOf(['absent', 'unreadable', 'no_certificate'] as const, 'Why there is nothing to say of it'),
    ),
    subject: Type.Optional(Type.String()),
    issuer: Type.Optional(Type.String()),
    validFrom: Type.Optional(InstantSchema),
    validTo: Type.Optional(InstantSchema),
    daysLeft: Type.Optional(Type.Integer({ description: 'Whole days; negative once it has run out' })),
  },
  { title: 'Certificate' },
)
export type Certificate = Static<typeof CertificateSchema>

export const keyRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/keys',
    summary: 'Keys that sign, or signed, for the institution; the regulator sees all',
    description:
      'Those of this server’s accounts, and those that the ledger knows beside them. A key is changed at its account, and never told to anybody.',
    access: overseers,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        state: Type.Optional(KeyStateSchema),
        place: Type.Optional(oneOf(keyPlaces, 'Where it is')),
      },
      ['since', 'gln'],
      '-since',
    ),
    answer: pageOf(AccountKeySchema),
  },
  server: {
    kind: 'read',
    method: 'GET',
    path: '/keys/server',
    summary: 'Keys of the server itself, and certificates of its nodes',
    description:
      'Lanes carry what others signed. Certificates are read from the files that `theriac.json` names. Of servers’ accounts one’s own; the regulator sees all.',
    access: overseers,
    answer: Type.Object({
      services: Type.Array(ServiceKeySchema),
      lanes: Type.Array(LaneSchema),
      certificates: Type.Array(CertificateSchema),
    }),
  },
})
