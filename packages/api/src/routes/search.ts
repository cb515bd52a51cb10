import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { strict } from '../schemas/strict.ts'

/** What a search finds. */
export const searchGroups = [
  'units',
  'products',
  'lots',
  'containers',
  'shipments',
  'institutions',
  'transactions',
  'documents',
] as const
export type SearchGroup = (typeof searchGroups)[number]

export const SearchHitSchema = Type.Object({
  title: Type.String({ description: 'What it is called' }),
  subtitle: Type.Optional(Type.String()),
  keys: Type.Record(Type.String(), Type.String(), {
    description:
      'What it is known by: `gtin`, `serial`, `lot`, `sscc`, `sender`, `number`, `gln`, `txHash`, `hash`, `record`',
  }),
})
export type SearchHit = Static<typeof SearchHitSchema>

export const searchRoutes = defineRoutes({
  search: {
    kind: 'read',
    method: 'GET',
    path: '/search',
    summary: 'Searches everything that the caller may see',
    description:
      'Takes names, GTINs, lot numbers, SSCCs, GLNs, numbers of shipments, hashes of transactions and documents, serials with their GTIN, and any scanned code.',
    access: everyone,
    query: strict({
      q: Type.String({ minLength: 1, maxLength: 1000, description: 'What to look for' }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10, description: 'Hits of each group' })),
    }),
    answer: Type.Object({
      groups: Type.Array(
        Type.Object({
          group: Type.Unsafe<SearchGroup>(Type.String({ enum: [...searchGroups] })),
          hits: Type.Array(SearchHitSchema),
          more: Type.Boolean({ description: 'There are more than are told' }),
        }),
      ),
    }),
  },
})
