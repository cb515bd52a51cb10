import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { InstantSchema } from '../schemas/identifiers.ts'
import { strict } from '../schemas/strict.ts'

/** What a token may do: `read` is everything that only looks; `shipments:write` includes `shipments:read`. */
export const TokenScopeSchema = Type.Array(
  Type.String({ pattern: '^(read|[a-z][A-Za-z]{0,39}:(read|write))$', description: '`read`, or a subject of routes' }),
  {
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    description: '`read` for everything that only looks; `shipments:read`, `shipments:write` for one subject of routes',
    examples: [['read', 'shipments:write']],
  },
)

/** A token, without its secret. */
export const TokenSchema = Type.Object(
  {
    id: Type.String(),
    accountId: Type.String(),
    name: Type.String(),
    prefix: Type.String({ description: 'How the secret begins' }),
    scope: TokenScopeSchema,
    createdAt: InstantSchema,
    expiresAt: InstantSchema,
    lastUsedAt: Type.Optional(InstantSchema),
    revokedAt: Type.Optional(InstantSchema),
  },
  { title: 'Token' },
)
export type Token = Static<typeof TokenSchema>

export const tokenRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/tokens',
    summary: "One's own tokens; those of an account of the institution for its admin",
    access: everyone,
    query: strict({ accountId: Type.Optional(Type.String({ maxLength: 64 })) }),
    answer: Type.Object({ items: Type.Array(TokenSchema) }),
  },
  create: {
    kind: 'write',
    method: 'POST',
    path: '/tokens',
    summary: 'Make a token',
    description:
      "For one's own account; an admin also for the institution's machines, never for another person. A token cannot make tokens.",
    access: everyone,
    body: strict({
      accountId: Type.Optional(Type.String({ maxLength: 64, description: 'A machine of the institution' })),
      name: Type.String({ minLength: 1, maxLength: 100, description: 'What it is for' }),
      scope: TokenScopeSchema,
      expiresAt: InstantSchema,
    }),
    answer: Type.Object({
      token: TokenSchema,
      secret: Type.String({ description: 'Sent as `Authorization: Bearer …`; shown this once' }),
    }),
    secret: true,
  },
  revoke: {
    kind: 'write',
    method: 'DELETE',
    path: '/tokens/:id',
    summary: 'Revoke a token',
    access: everyone,
    params: strict({ id: Type.String({ maxLength: 64 }) }),
  },
})
