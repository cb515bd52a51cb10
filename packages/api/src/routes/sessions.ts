import Type, { type Static } from 'typebox'
import { everyone, type Kind, kinds } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GlnSchema, InstantSchema } from '../schemas/identifiers.ts'
import { strict } from '../schemas/strict.ts'
import { AccountSchema, longestPassword, NewPasswordSchema } from './accounts.ts'
import { mainGroup } from './groups.ts'

/**
 * Cookie that a browser's session in a group comes with. Cookies do not heed ports, by which groups on one host differ: each has a
 * name of its own.
 */
export const sessionCookieOf = (group: string): string =>
  group === mainGroup ? 'theriac_session' : `theriac_session_${group}`
/** Header that a browser's session must send, with the token that it was given, on all but GET. */
export const csrfHeader = 'x-csrf-token'

/** Who is signed in. */
export const CurrentSessionSchema = Type.Object(
  {
    account: AccountSchema,
    institution: Type.Object({
      gln: GlnSchema,
      name: Type.String(),
      kind: Type.Unsafe<Kind>(Type.String({ enum: [...kinds] })),
      status: Type.String({ description: 'Where it stands with the regulator: `active`, `suspended`, …' }),
      permissions: Type.Array(Type.String(), { description: 'What the regulator lets it do' }),
    }),
    csrfToken: Type.Optional(
      Type.String({ description: `Sent as \`${csrfHeader}\` on all but GET. Absent where a token was used` }),
    ),
    scope: Type.Optional(Type.Array(Type.String(), { description: 'What the token that was used may do' })),
    defaultGroup: Type.Optional(
      Type.String({ description: 'Group that the institution usually works in, where it has said so' }),
    ),
    mustChangePassword: Type.Boolean({ description: 'Nothing else is allowed until it is changed' }),
    expiresAt: InstantSchema,
  },
  { title: 'CurrentSession' },
)
export type CurrentSession = Static<typeof CurrentSessionSchema>

/** A browser that is signed in. */
export const SessionSchema = Type.Object(
  {
    id: Type.String(),
    accountId: Type.String(),
    current: Type.Boolean({ description: 'The one that asks' }),
    ip: Type.String({ description: 'Where it was signed in from' }),
    userAgent: Type.String(),
    createdAt: InstantSchema,
    lastSeenAt: InstantSchema,
    expiresAt: InstantSchema,
  },
  { title: 'Session' },
)
export type Session = Static<typeof SessionSchema>

export const sessionRoutes = defineRoutes({
  signIn: {
    kind: 'write',
    method: 'POST',
    path: '/session',
    summary: 'Sign in',
    description:
      'Gives the cookie of a session. After 5 wrong passwords a name is locked for 30 seconds, and twice as long after each further one.',
    access: 'public',
    body: strict({
      name: Type.String({ minLength: 1, maxLength: 100 }),
      password: Type.String({ minLength: 1, maxLength: longestPassword }),
    }),
    answer: CurrentSessionSchema,
    secret: true,
  },
  current: {
    kind: 'read',
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in, and what the institution may do',
    access: everyone,
    answer: CurrentSessionSchema,
  },
  signOut: { kind: 'write', method: 'DELETE', path: '/session', summary: 'Sign out', access: everyone },
  list: {
    kind: 'read',
    method: 'GET',
    path: '/sessions',
    summary: "One's own sessions; those of an account of the institution for its admin",
    access: everyone,
    query: strict({ accountId: Type.Optional(Type.String({ maxLength: 64 })) }),
    answer: Type.Object({ items: Type.Array(SessionSchema) }),
  },
  revoke: {
    kind: 'write',
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'End a session',
    access: everyone,
    params: strict({ id: Type.String({ maxLength: 64 }) }),
  },
  changePassword: {
    kind: 'write',
    method: 'PUT',
    path: '/password',
    summary: "Change one's own password; ends the other sessions",
    access: everyone,
    body: strict({
      old: Type.String({ minLength: 1, maxLength: longestPassword }),
      new: NewPasswordSchema,
    }),
  },
})
