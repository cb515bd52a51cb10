import { bytea } from '@theriac/read-model'
import { bigint, boolean, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

// All times are Unix milliseconds.

/** People and machines that act for an institution. */
export const accounts = appSchema.table(
  'accounts',
  {
    id: text().primaryKey(),
    /** Name to sign in with, in lower case. */
    name: text().notNull(),
    displayName: text('display_name').notNull(),
    gln: text().notNull(),
    /** `admin`, `operator`, `auditor`. */
    role: text().notNull(),
    /** Account on the ledger that signs for it, in lower case; null until the ledger knows its first key. */
    operator: text(),
    /** Key that takes the place of `operator` when the ledger knows it. */
    awaited: text(),
    /** The job that tells the ledger of the awaited key. */
    awaitedJobId: text('awaited_job_id'),
    /** Argon2id; null for a machine, which comes with tokens. */
    passwordHash: text('password_hash'),
    mustChangePassword: boolean('must_change_password').notNull(),
    /** `en`, `zh`. */
    locale: text().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    lastSignInAt: bigint('last_sign_in_at', { mode: 'number' }),
    disabledAt: bigint('disabled_at', { mode: 'number' }),
    /** When its key was seen to be off the ledger: for good. */
    removedAt: bigint('removed_at', { mode: 'number' }),
  },
  (table) => [
    uniqueIndex('accounts_name').on(table.name),
    index('accounts_gln').on(table.gln, table.name),
    index('accounts_operator').on(table.operator),
    index('accounts_awaited').on(table.awaited),
  ],
)

/** Every key that an account has, had or waits for: tells for ever who it was that signed an act. */
export const accountKeys = appSchema.table(
  'account_keys',
  {
    /** In lower case. */
    operator: text().primaryKey(),
    accountId: text('account_id').notNull(),
    /** Who keeps it: `store` or `remote`. */
    signer: text().notNull(),
    /** Of a remote signer: where it is, and the sealed bearer token. */
    url: text(),
    token: bytea(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  },
  (table) => [index('account_keys_account').on(table.accountId)],
)

/** Browsers that are signed in. */
export const sessions = appSchema.table(
  'sessions',
  {
    /** SHA-256 of the cookie's value, in hex: who reads the table cannot come in with it. */
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    csrfToken: text('csrf_token').notNull(),
    ip: text().notNull(),
    userAgent: text('user_agent').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    lastSeenAt: bigint('last_seen_at', { mode: 'number' }).notNull(),
    /** Moves on while it is used, up to a bound from `createdAt`. */
    expiresAt: bigint('expires_at', { mode: 'number' }).notNull(),
  },
  (table) => [index('sessions_account').on(table.accountId), index('sessions_expires').on(table.expiresAt)],
)

/** What machines come with. */
export const tokens = appSchema.table(
  'tokens',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    /** SHA-256 of the secret, in hex. */
    hash: text().notNull(),
    /** How the secret begins, to tell one from another. */
    prefix: text().notNull(),
    name: text().notNull(),
    scope: jsonb().$type<string[]>().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    expiresAt: bigint('expires_at', { mode: 'number' }).notNull(),
    lastUsedAt: bigint('last_used_at', { mode: 'number' }),
    revokedAt: bigint('revoked_at', { mode: 'number' }),
  },
  (table) => [uniqueIndex('tokens_hash').on(table.hash), index('tokens_account').on(table.accountId)],
)

/** Wrong passwords by name, whether an account has the name or not, so that a lock-out does not tell which names there are. */
export const signInFailures = appSchema.table(
  'sign_in_failures',
  {
    name: text().primaryKey(),
    failures: integer().notNull(),
    lockedUntil: bigint('locked_until', { mode: 'number' }),
    lastAt: bigint('last_at', { mode: 'number' }).notNull(),
  },
  (table) => [index('sign_in_failures_last').on(table.lastAt)],
)

/** Every write and every refusal, each entry bound to the one before it. */
export const operatorLog = appSchema.table(
  'operator_log',
  {
    /** Counts from 1 without a gap. */
    number: bigint({ mode: 'number' }).primaryKey(),
    time: bigint({ mode: 'number' }).notNull(),
    /** Null where nobody was signed in. */
    accountId: text('account_id'),
    gln: text(),
    /** Id of the route. */
    route: text().notNull(),
    /** `done`, `refused`, `failed`. */
    outcome: text().notNull(),
    /** Of the problem. */
    code: text(),
    /** SHA-256 over what was asked. */
    request: text().notNull(),
    requestId: text('request_id').notNull(),
    jobId: text('job_id'),
    ip: text(),
    /** Hash of the entry before; zeros for the first. */
    previous: text().notNull(),
    /** SHA-256 over all of the above. */
    hash: text().notNull(),
  },
  (table) => [
    index('operator_log_gln').on(table.gln, table.number),
    index('operator_log_account').on(table.accountId, table.number),
    index('operator_log_route').on(table.route, table.number),
    index('operator_log_time').on(table.time),
  ],
)

/** Heads of the log that were put on the ledger, or are on their way there. */
export const logAnchors = appSchema.table('log_anchors', {
  /** Entry that it is of. */
  number: bigint({ mode: 'number' }).primaryKey(),
  hash: text().notNull(),
  /** Day on which it was made, UTC. */
  day: text().notNull(),
  /** Institution that anchored it. */
  gln: text().notNull(),
  jobId: text('job_id').notNull(),
  sealedAt: bigint('sealed_at', { mode: 'number' }),
})
