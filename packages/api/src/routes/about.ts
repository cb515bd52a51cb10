import Type, { type Static } from 'typebox'
import { type Kind, kinds, type Role, roles } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { oneOf } from '../schemas/one-of.ts'

/** What a server tells everybody of itself. */
export const AboutSchema = Type.Object(
  {
    version: Type.String({ description: 'Of the program' }),
    demonstration: Type.Boolean({ description: 'What it holds was made up to show the platform' }),
    accounts: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.String({ description: 'Name to sign in with' }),
          password: Type.String(),
          role: oneOf<Role>(roles, 'What it may do in its institution'),
          institution: Type.String(),
          kind: oneOf<Kind>(kinds, 'Kind of the institution'),
        }),
        { description: 'Accounts that anybody may sign in with; of a demonstration alone' },
      ),
    ),
  },
  { title: 'About' },
)
export type About = Static<typeof AboutSchema>

export const aboutRoutes = defineRoutes({
  show: {
    kind: 'read',
    method: 'GET',
    path: '/about',
    summary: 'What this server is, and whom a demonstration lets in',
    access: 'public',
    answer: AboutSchema,
  },
})
