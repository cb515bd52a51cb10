import Type from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { strict } from '../schemas/strict.ts'

export const liveRoutes = defineRoutes({
  events: {
    kind: 'stream',
    method: 'GET',
    path: '/events',
    summary: 'Jobs, alerts, notifications and blocks while they happen, as server-sent events',
    description:
      'Each event is named `job`, `alert`, `notification` or `block`, with JSON as data. An event is a hint to look: nothing is sent again to who was away.',
    access: everyone,
    query: strict({
      kinds: Type.Optional(
        Type.String({
          pattern: '^(job|alert|notification|block)(,(job|alert|notification|block))*$',
          description: 'Only these, separated by commas',
        }),
      ),
    }),
    produces: ['text/event-stream'],
  },
})
