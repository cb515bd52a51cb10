import Type, { type Static } from 'typebox'
import { type Access, admins, everyone, kinds, type Role, roles } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, GlnSchema, InstantSchema } from '../schemas/identifiers.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** Languages of the application. */
export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

/**
 * Where an account stands: `pending` until the ledger knows its key; `disabled` by an admin, and may come back; `removed`
 * from the ledger, for good.
 */
export const accountStates = ['pending', 'active', 'disabled', 'removed'] as const
export type AccountState = (typeof accountStates)[number]

export const RoleSchema = Type.Unsafe<Role>(
  Type.String({
    enum: [...roles],
    description: 'An auditor only looks, an operator acts, an admin also manages accounts',
  }),
)
export const LocaleSchema = Type.Unsafe<Locale>(Type.String({ enum: [...locales], description: 'Language of texts' }))
const StateSchema = Type.Unsafe<AccountState>(
  Type.String({ enum: [...accountStates], description: '`pending` until the ledger knows its key' }),
)
const AccountIdSchema = Type.String({ minLength: 1, maxLength: 64, description: 'Id of an account' })

/** Longest password that is taken. */
export const longestPassword = 200
/** Shortest password that can be chosen. */
export const shortestPassword = 12
/** A password that somebody chooses. */
export const NewPasswordSchema = Type.String({
  minLength: shortestPassword,
  maxLength: longestPassword,
  description: 'At least 12 characters, and not the name',
})

const DisplayNameSchema = Type.String({ minLength: 1, maxLength: 100, description: 'How people call it' })
const SignInNameSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9._@-]{1,63}$',
  description: 'Name to sign in with: 2 to 64 lower-case letters, digits, or . _ @ -',
})

/** A signing service that keeps the key instead of this server. */
export const RemoteSignerSchema = strict(
  {
    url: Type.String({ minLength: 1, maxLength: 500, description: 'Where it signs; `https:`' }),
    token: Type.String({ minLength: 1, maxLength: 500, description: 'Sent to it as bearer token; never shown again' }),
    address: AccountAddressSchema,
  },
  { description: 'A signing service that keeps the key. Without one the key is made and kept here' },
)
export type RemoteSigner = Static<typeof RemoteSignerSchema>

/** A person or a machine that acts for an institution. */
export const AccountSchema = Type.Object(
  {
    id: AccountIdSchema,
    name: Type.String({ description: 'Name to sign in with' }),
    displayName: Type.String(),
    gln: GlnSchema,
    role: RoleSchema,
    state: StateSchema,
    machine: Type.Boolean({ description: 'Has no password and comes with tokens' }),
    operator: Type.Optional(AccountAddressSchema),
    awaited: Type.Optional(
      Type.Unsafe<`0x${string}`>(
        Type.String({ format: 'account', description: 'Key that takes its place as soon as the ledger knows it' }),
      ),
    ),
    signer: Type.Unsafe<'store' | 'remote'>(
      Type.String({ enum: ['store', 'remote'], description: 'Who keeps the key: this server, or a signing service' }),
    ),
    locale: LocaleSchema,
    mustChangePassword: Type.Boolean(),
    lockedUntil: Type.Optional(InstantSchema),
    lastSignInAt: Type.Optional(InstantSchema),
    createdAt: InstantSchema,
  },
  { title: 'Account' },
)
export type Account = Static<typeof AccountSchema>

/** What a job on an account tells. */
const AccountJobSchema = Type.Object({
  accountId: AccountIdSchema,
  operator: AccountAddressSchema,
})

const oneAccount = strict({ id: AccountIdSchema })
/** Who looks at the accounts of an institution and at what they did: its own, or any for the regulator. */
export const overseers: Access = { kinds, roles: ['auditor', 'admin'] }

const ofRegulator =
  'Of the regulator it is a proposal, which takes effect when as many of its operators as it takes have approved it.'

export const accountRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/accounts',
    summary: "The institution's accounts; the regulator sees all",
    access: overseers,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        role: Type.Optional(RoleSchema),
        state: Type.Optional(StateSchema),
        text: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the name or of the display name' })),
      },
      ['name', 'createdAt'],
    ),
    answer: pageOf(AccountSchema),
  },
  people: {
    kind: 'read',
    method: 'GET',
    path: '/people',
    summary: 'Who is who in the institution: names behind account ids and ledger accounts',
    description:
      'Past keys and closed accounts included, so that what was done long ago has a name. The regulator may name an institution.',
    access: everyone,
    query: strict({ gln: Type.Optional(GlnSchema) }),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          accountId: Type.String(),
          displayName: Type.String(),
          role: RoleSchema,
          active: Type.Boolean({ description: 'Whether it can be used' }),
          operators: Type.Array(AccountAddressSchema, { description: 'Ledger accounts that it has signed with' }),
        }),
      ),
    }),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/accounts/:id',
    summary: 'One account',
    access: overseers,
    params: oneAccount,
    answer: AccountSchema,
  },
  create: {
    kind: 'job',
    method: 'POST',
    path: '/accounts',
    summary: 'Make an account with a ledger key of its own',
    description: `It can be used as soon as the job is sealed. ${ofRegulator} A password given here must be changed at the first sign-in; without one it is a machine, which comes with tokens.`,
    access: admins,
    body: strict({
      name: SignInNameSchema,
      displayName: DisplayNameSchema,
      role: RoleSchema,
      password: Type.Optional(NewPasswordSchema),
      locale: Type.Optional(LocaleSchema),
      signer: Type.Optional(RemoteSignerSchema),
    }),
    answer: AccountJobSchema,
  },
  amend: {
    kind: 'write',
    method: 'PATCH',
    path: '/accounts/:id',
    summary: 'Change how an account is called, its language, or whether it can be used',
    description: 'Disabling ends its sessions and keeps its tokens from working. The ledger still knows its key.',
    access: admins,
    params: oneAccount,
    body: strict({
      displayName: Type.Optional(DisplayNameSchema),
      locale: Type.Optional(LocaleSchema),
      disabled: Type.Optional(Type.Boolean()),
    }),
    answer: AccountSchema,
  },
  changeRole: {
    kind: 'job',
    method: 'PUT',
    path: '/accounts/:id/role',
    summary: 'Give an account another role, and with it another key',
    description: `The new key is added to the ledger with the new role, then the old one is removed: the account can act all the while. ${ofRegulator} Not for one's own account.`,
    access: admins,
    params: oneAccount,
    body: strict({ role: RoleSchema, signer: Type.Optional(RemoteSignerSchema) }),
    answer: AccountJobSchema,
  },
  remove: {
    kind: 'job',
    method: 'DELETE',
    path: '/accounts/:id',
    summary: "Remove an account's key from the ledger, for good",
    description: `It is disabled at once, and stays so if the ledger refuses. ${ofRegulator} Not for one's own account.`,
    access: admins,
    params: oneAccount,
    answer: AccountJobSchema,
  },
  rotateKey: {
    kind: 'job',
    method: 'POST',
    path: '/accounts/:id/key-rotation',
    summary: "Put a new key in the place of one's own",
    description: 'Signed with the old key, so only for the account itself. Its other jobs must be settled first.',
    access: everyone,
    params: oneAccount,
    body: strict({ signer: Type.Optional(RemoteSignerSchema) }),
    answer: AccountJobSchema,
  },
  dropAwaitedKey: {
    kind: 'write',
    method: 'DELETE',
    path: '/accounts/:id/awaited-key',
    summary: 'Stop waiting for a key that the ledger was never told to take',
    description:
      'For a proposal of the regulator that has expired or was taken back. An account that never had another key goes with it.',
    access: admins,
    params: oneAccount,
  },
  resetPassword: {
    kind: 'write',
    method: 'POST',
    path: '/accounts/:id/password-reset',
    summary: 'Give an account a password that must be changed at the next sign-in',
    description: "Ends its sessions and a lock-out. Not for one's own account.",
    access: admins,
    params: oneAccount,
    body: strict({ password: NewPasswordSchema }),
    answer: AccountSchema,
  },
  unlock: {
    kind: 'write',
    method: 'POST',
    path: '/accounts/:id/unlock',
    summary: 'End a lock-out after wrong passwords',
    access: admins,
    params: oneAccount,
    answer: AccountSchema,
  },
  setLocale: {
    kind: 'write',
    method: 'PUT',
    path: '/accounts/me/locale',
    summary: "Choose one's own language",
    access: everyone,
    body: strict({ locale: LocaleSchema }),
    answer: AccountSchema,
  },
})
