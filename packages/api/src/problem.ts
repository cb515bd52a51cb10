import Type, { type Static } from 'typebox'

/**
 * Every way a request can fail, with its HTTP status and title: the one table of the platform. `retry` says that the same
 * request may pass later.
 */
export const problems = {
  Malformed: { status: 400, title: 'The request cannot be read' },
  Invalid: { status: 400, title: 'A field breaks a rule' },
  NotSignedIn: { status: 401, title: 'Sign in first' },
  SessionExpired: { status: 401, title: 'The session has ended' },
  WrongCredentials: { status: 401, title: 'Name or password is wrong' },
  Forbidden: { status: 403, title: 'Not allowed for this account' },
  CsrfMissing: { status: 403, title: 'The request does not come from the application' },
  PasswordChangeRequired: { status: 403, title: 'The password must be changed first' },
  NotFound: { status: 404, title: 'There is no such thing' },
  MethodNotAllowed: { status: 405, title: 'The method is not for this resource' },
  WrongState: { status: 409, title: 'The state does not allow it' },
  AlreadyExists: { status: 409, title: 'It exists already' },
  Refused: { status: 409, title: 'The ledger refused it' },
  TooLarge: { status: 413, title: 'The body is too large' },
  UnsupportedMediaType: { status: 415, title: 'The body is of a type that is not taken' },
  IdempotencyKeyReused: { status: 422, title: 'The idempotency key belongs to another request' },
  LockedOut: { status: 429, title: 'Too many wrong passwords', retry: true },
  TooManyRequests: { status: 429, title: 'Too many requests', retry: true },
  PartnerAway: { status: 502, title: 'The server of a partner does not answer', retry: true },
  Internal: { status: 500, title: 'Something went wrong here' },
  ChainAway: { status: 503, title: 'The chain does not answer', retry: true },
  DatabaseAway: { status: 503, title: 'The database does not answer', retry: true },
  NotReady: { status: 503, title: 'The server is not ready yet', retry: true },
} as const satisfies Record<string, { status: number; title: string; retry?: true }>

/** Literal code of a problem; it never changes its meaning. */
export type ProblemCode = keyof typeof problems

/** One field and the rule that it breaks. */
export const FieldFaultSchema = Type.Object({
  field: Type.String({
    description: 'JSON pointer into the body, or `query.limit`, `path.gtin`, `header.idempotency-key`',
  }),
  rule: Type.String({ description: 'Name of the rule: `format`, `required`, `unknown`, …' }),
  detail: Type.String({ description: 'The rule in words' }),
})
export type FieldFault = Static<typeof FieldFaultSchema>

/** Problem details (RFC 9457). */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: '`urn:theriac:problem:` and the code' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Unsafe<ProblemCode>(Type.String({ enum: Object.keys(problems) })),
    detail: Type.String({ description: 'What is wrong with this request, in words' }),
    errors: Type.Optional(Type.Array(FieldFaultSchema)),
    /** What the ledger, or the state, says: error name and arguments. */
    reason: Type.Optional(
      Type.Object(
        { name: Type.String(), args: Type.Record(Type.String(), Type.Unknown()) },
        { description: 'What the ledger says' },
      ),
    ),
    retryAfterSeconds: Type.Optional(Type.Integer()),
    alertCode: Type.Optional(Type.String({ description: 'Of the European vocabulary, where there is one: PCK_22, …' })),
    jobId: Type.Optional(Type.String({ description: 'The job that was refused' })),
    requestId: Type.Optional(Type.String()),
  },
  { title: 'Problem' },
)
/** Problem details as code has them. */
export type Problem = Static<typeof ProblemSchema>
