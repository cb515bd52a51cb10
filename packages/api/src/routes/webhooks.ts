import Type, { type Static } from 'typebox'
import { admins } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { InstantSchema } from '../schemas/identifiers.ts'
import { strict } from '../schemas/strict.ts'
import { notificationKinds } from './notifications.ts'

/** What a webhook can be told: all notifications, and how jobs end. */
export const webhookKinds = [...notificationKinds, 'job_settled'] as const
export type WebhookKind = (typeof webhookKinds)[number]

const KindsSchema = Type.Array(Type.Unsafe<WebhookKind>(Type.String({ enum: [...webhookKinds] })), {
  minItems: 1,
  uniqueItems: true,
  description: 'What it is told',
})
const UrlSchema = Type.String({
  minLength: 8,
  maxLength: 2000,
  description: 'Where to: https, of a public address; credentials in it are not taken',
  examples: ['https://erp.example.org/theriac'],
})
const IdParams = strict({ id: Type.String({ maxLength: 64 }) })

export const WebhookSchema = Type.Object(
  {
    id: Type.String(),
    url: Type.String(),
    kinds: KindsSchema,
    state: Type.Unsafe<'active' | 'paused' | 'disabled'>(
      Type.String({
        enum: ['active', 'paused', 'disabled'],
        description: '`disabled` after nothing could be delivered for days; `paused` by an admin',
      }),
    ),
    failingSince: Type.Optional(InstantSchema),
    createdBy: Type.String(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  },
  { title: 'Webhook' },
)
/** A webhook as code has it. */
export type Webhook = Static<typeof WebhookSchema>

const SecretSchema = Type.String({
  description:
    'Shown this once. `X-Theriac-Signature: t=<Unix seconds>,v1=<hex>` of each delivery is the HMAC-SHA256 by this text over `<t>.<body>`',
})

export const DeliverySchema = Type.Object({
  id: Type.Integer(),
  eventId: Type.String({ description: 'The same in repeated deliveries: header `X-Theriac-Event`' }),
  kind: Type.String(),
  state: Type.Unsafe<'pending' | 'delivered' | 'failed'>(Type.String({ enum: ['pending', 'delivered', 'failed'] })),
  attempts: Type.Integer(),
  nextAt: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'When it is tried again' })),
  lastStatus: Type.Optional(Type.Integer({ description: 'HTTP status of the newest attempt' })),
  lastError: Type.Optional(Type.String({ description: 'Why the newest attempt failed' })),
  isTest: Type.Boolean(),
  createdAt: InstantSchema,
  settledAt: Type.Optional(InstantSchema),
})

export const webhookRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/webhooks',
    summary: "The institution's webhooks",
    access: admins,
    answer: Type.Object({ items: Type.Array(WebhookSchema) }),
  },
  create: {
    kind: 'write',
    method: 'POST',
    path: '/webhooks',
    summary: 'Adds a webhook; the answer has its secret, once',
    description:
      'Each delivery is a POST of `{ id, kind, time, data }`: `data` is what a notification of the kind has as `args`; for ' +
      '`job_settled` it is `{ job, operation, state, accountId, refusal? }`. Whatever is not answered with 2xx is sent again, ' +
      'with the same `id`, later and later.',
    access: admins,
    body: strict({ url: UrlSchema, kinds: KindsSchema }),
    answer: Type.Object({ webhook: WebhookSchema, secret: SecretSchema }),
    secret: true,
  },
  update: {
    kind: 'write',
    method: 'PATCH',
    path: '/webhooks/:id',
    summary: 'Changes where to and what it is told, pauses it, or sets it going again',
    access: admins,
    params: IdParams,
    body: strict({
      url: Type.Optional(UrlSchema),
      kinds: Type.Optional(KindsSchema),
      state: Type.Optional(
        Type.Unsafe<'active' | 'paused'>(
          Type.String({ enum: ['active', 'paused'], description: 'Set going, or pause' }),
        ),
      ),
    }),
    answer: WebhookSchema,
  },
  rotateSecret: {
    kind: 'write',
    method: 'POST',
    path: '/webhooks/:id/secret',
    summary: 'Puts a new secret in the place of the old one, at once',
    access: admins,
    params: IdParams,
    answer: Type.Object({ secret: SecretSchema }),
    secret: true,
  },
  remove: {
    kind: 'write',
    method: 'DELETE',
    path: '/webhooks/:id',
    summary: 'Ends a webhook and what was still to be delivered to it',
    access: admins,
    params: IdParams,
  },
  test: {
    kind: 'write',
    method: 'POST',
    path: '/webhooks/:id/test',
    summary: 'Sends a `ping`; see the log of deliveries for what came of it',
    access: admins,
    params: IdParams,
    answer: Type.Object({ eventId: Type.String() }),
  },
  deliveries: {
    kind: 'read',
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    summary: 'What was delivered, or is to be, newest first',
    access: admins,
    params: IdParams,
    query: strict({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows of a page' })),
      cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      state: Type.Optional(
        Type.Unsafe<'pending' | 'delivered' | 'failed'>(
          Type.String({ enum: ['pending', 'delivered', 'failed'], description: 'Only those that stand so' }),
        ),
      ),
    }),
    answer: Type.Object({
      items: Type.Array(DeliverySchema),
      next: Type.Optional(Type.String({ description: 'Cursor of the next page' })),
    }),
  },
  redeliver: {
    kind: 'write',
    method: 'POST',
    path: '/webhooks/:id/deliveries/:delivery/attempt',
    summary: 'Attempts a delivery that has not succeeded once more, at once, with the same event id',
    access: admins,
    params: strict({
      id: Type.String({ maxLength: 64 }),
      delivery: Type.String({ pattern: '^\\d{1,15}$', description: '`id` of the delivery' }),
    }),
    answer: DeliverySchema,
  },
})
