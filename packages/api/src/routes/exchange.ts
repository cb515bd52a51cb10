import Type, { type Static } from 'typebox'
import { admins, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, GlnSchema, HashSchema } from '../schemas/identifiers.ts'
import { strict } from '../schemas/strict.ts'

/** Where other institutions' servers find an institution's own, as the ledger says. */
export const ServiceSchema = Type.Object(
  {
    gln: GlnSchema,
    url: Type.Optional(Type.String({ description: 'Where its server is; absent where it has said nothing' })),
    signer: Type.Optional(AccountAddressSchema),
    here: Type.Boolean({ description: 'This server keeps its documents' }),
  },
  { title: 'Service' },
)
export type InstitutionService = Static<typeof ServiceSchema>

const author = { author: Type.Unsafe<Static<typeof GlnSchema>>({ ...GlnSchema, description: 'Who wrote it' }) }

const signed =
  'Another institution’s server asks, which the header `X-Theriac-Exchange` proves: `<GLN>;<Unix seconds>;<signature>`, the EIP-712 ' +
  'signature of the account that the ledger has for its server. Only what the ledger shows that institution is given.'

export const exchangeRoutes = defineRoutes({
  service: {
    kind: 'read',
    method: 'GET',
    path: '/institutions/:gln/service',
    summary: 'Where an institution’s server is',
    access: everyone,
    params: strict({ gln: GlnSchema }),
    answer: ServiceSchema,
  },
  setService: {
    kind: 'job',
    method: 'PUT',
    path: '/service',
    summary: 'Says where the institution’s server is, so that partners can fetch the documents that they need',
    description:
      'An empty URL takes it back. The server makes itself a key that it signs with, and the ledger learns its account.',
    access: admins,
    body: strict({
      url: Type.String({
        maxLength: 200,
        description: 'Scheme, host and port alone: `https://drugs.example.org`; empty for none',
      }),
    }),
    answer: Type.Object({ url: Type.String(), signer: AccountAddressSchema }),
  },
  document: {
    kind: 'stream',
    method: 'GET',
    path: '/exchange/:author/documents/:document',
    summary: 'A document, for the server of an institution that the ledger shows its record',
    description: signed,
    access: 'public',
    params: strict({ ...author, document: HashSchema }),
    produces: ['application/json'],
  },
  file: {
    kind: 'stream',
    method: 'GET',
    path: '/exchange/:author/documents/:document/files/:file',
    summary: 'A file of such a document',
    description: signed,
    access: 'public',
    params: strict({ ...author, document: HashSchema, file: HashSchema }),
    produces: ['application/octet-stream'],
  },
})
