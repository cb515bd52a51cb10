import Type, { type Static } from 'typebox'
import { everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { CountSchema, DaySchema, HashSchema, InstantSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { ChainNodeSchema, NodeCountsSchema } from './nodes.ts'
import { supported } from './supported.ts'

/** What a chain can run on. */
export const chainEngines = ['theriac', 'fisco-bcos', 'unknown'] as const
export type ChainEngine = (typeof chainEngines)[number]

/** How the chain does. */
export const ChainOverviewSchema = Type.Object(
  {
    engine: oneOf(chainEngines, 'What it runs on: `theriac` is the embedded chain'),
    version: Type.String({ description: 'What the node says that it is' }),
    chainId: CountSchema,
    genesisHash: HashSchema,
    height: Type.Integer({ description: 'Number of the newest block' }),
    headHash: HashSchema,
    headTime: InstantSchema,
    indexed: Type.Integer({ description: 'The newest block that this server has read' }),
    blockSeconds: Type.Optional(
      Type.Number({ description: 'Between two of the last blocks, in the middle; absent before there are three' }),
    ),
    pending: supported(Type.Integer(), 'Transactions that are in no block yet'),
    disk: Type.Object(
      { freeBytes: Type.Integer(), totalBytes: Type.Integer() },
      { description: 'Where this server keeps its data, and the embedded chain where it runs one' },
    ),
    days: Type.Array(
      Type.Object({
        day: DaySchema,
        blocks: Type.Integer({ description: 'Blocks in which the contracts told of something' }),
        transactions: Type.Integer({ description: 'Transactions of those blocks' }),
      }),
      { description: 'The last 15 days, oldest first; the last one is not over yet' },
    ),
    nodes: Type.Array(ChainNodeSchema),
    consensus: supported(NodeCountsSchema, 'How many nodes seal, and how many of them may fail'),
  },
  { title: 'ChainOverview' },
)
export type ChainOverviewView = Static<typeof ChainOverviewSchema>

export const chainOverviewRoutes = defineRoutes({
  overview: {
    kind: 'read',
    method: 'GET',
    path: '/chain',
    summary: 'How the chain does: height, load, nodes',
    access: everyone,
    answer: ChainOverviewSchema,
  },
})
