import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { InstantSchema } from '../schemas/identifiers.ts'
import { strict } from '../schemas/strict.ts'

/** What an institution is told by itself, in the application and by webhook. */
export const notificationKinds = [
  'lot_recalled',
  'product_stopped',
  'alert_raised',
  'alert_escalated',
  'shipment_sent',
  'shipment_difference',
  'licence_ending',
  'job_rejected',
  'proposal_made',
  'destruction_proposed',
  'chain_alert_raised',
  'chain_alert_cleared',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

export const NotificationSchema = Type.Object(
  {
    id: Type.Integer(),
    kind: Type.Unsafe<NotificationKind>(
      Type.String({
        enum: [...notificationKinds],
        description: "`alert_raised` tells the factory of a pack of somebody else's alert; one's own are in the answer",
      }),
    ),
    text: Type.String({ description: 'What happened, in English' }),
    args: Type.Record(Type.String(), Type.Unknown(), {
      description: 'What it is about, by name, for words of one’s own',
    }),
    read: Type.Boolean(),
    createdAt: InstantSchema,
  },
  { title: 'Notification' },
)
/** A notification as code has it. */
export type Notification = Static<typeof NotificationSchema>

export const notificationRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/notifications',
    summary: 'What the institution and the account were told, newest first',
    access: everyone,
    query: strict({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows of a page' })),
      cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      unread: Type.Optional(Type.Boolean({ description: 'Only those not read yet' })),
      kind: Type.Optional(
        Type.Unsafe<NotificationKind>(
          Type.String({ enum: [...notificationKinds], description: 'Only those of one kind' }),
        ),
      ),
    }),
    answer: Type.Object({
      items: Type.Array(NotificationSchema),
      next: Type.Optional(Type.String({ description: 'Cursor of the next page' })),
      unread: Type.Integer({ description: 'How many are not read yet, on all pages' }),
    }),
  },
  read: {
    kind: 'write',
    method: 'POST',
    path: '/notifications/read',
    summary: 'Marks notifications as read by the account that is signed in',
    access: everyone,
    body: strict({
      ids: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 500, description: 'Single ones' })),
      upTo: Type.Optional(Type.Integer({ minimum: 1, description: 'This one and all older ones' })),
    }),
    answer: Type.Object({ unread: Type.Integer({ description: 'How many are left' }) }),
  },
})
