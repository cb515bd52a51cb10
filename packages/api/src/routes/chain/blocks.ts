import Type, { type Static } from 'typebox'
import { everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema, CountSchema, GlnSchema, HashSchema, InstantSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { strict } from '../../schemas/strict.ts'

/** A block in a list. */
export const BlockRowSchema = Type.Object({
  number: Type.Integer(),
  hash: HashSchema,
  time: InstantSchema,
  transactions: Type.Integer(),
  gasUsed: CountSchema,
  sealer: Type.Optional(AccountAddressSchema),
})
export type BlockRow = Static<typeof BlockRowSchema>

const MethodsSchema = Type.Array(
  Type.Object({ contract: Type.String(), method: Type.String(), calls: Type.Integer() }),
  { description: 'Functions of the contracts that it calls, those that its acts call among them' },
)

/** A transaction in a block's list. */
export const TransactionRowSchema = Type.Object({
  hash: HashSchema,
  from: AccountAddressSchema,
  to: Type.Optional(AccountAddressSchema),
  contract: Type.Optional(Type.String({ description: 'Which of the contracts it goes to' })),
  methods: MethodsSchema,
})
export type TransactionRow = Static<typeof TransactionRowSchema>

/** What an event concerns: where else it can be looked at. */
export const EventObjectSchema = Type.Object({
  kind: oneOf(['institution', 'product', 'lot', 'container', 'shipment', 'record', 'proposal'] as const, 'What it is'),
  gln: Type.Optional(Type.String()),
  gtin: Type.Optional(Type.String()),
  lot: Type.Optional(Type.String({ description: 'Lot number' })),
  sscc: Type.Optional(Type.String()),
  sender: Type.Optional(Type.String({ description: 'GLN of the sender of a shipment' })),
  number: Type.Optional(Type.String({ description: "The sender's number of a shipment" })),
  record: Type.Optional(Type.String()),
  proposal: Type.Optional(Type.String()),
})
export type EventObjectView = Static<typeof EventObjectSchema>

const ValuesSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'By name, as the contract has them: whole numbers that may be beyond 2^53 in decimal digits',
})

/** An entry of a receipt's log, decoded. */
export const ChainLogSchema = Type.Object(
  {
    block: Type.Integer(),
    time: InstantSchema,
    txHash: HashSchema,
    position: Type.Integer({ description: 'In the transaction’s receipt' }),
    seq: Type.Optional(Type.Integer({ description: 'Place among all events of the ledger' })),
    address: AccountAddressSchema,
    contract: Type.Optional(Type.String({ description: 'Which of the contracts told it' })),
    foreign: Type.Optional(
      Type.String({ description: 'Another contract that told it, as it was registered with its ABI' }),
    ),
    event: Type.Optional(Type.String({ description: 'Absent for what is none of their events' })),
    hidden: Type.Boolean({ description: 'It is between other institutions: what it says is not told' }),
    args: Type.Optional(ValuesSchema),
    gln: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who acted' })),
    objects: Type.Array(EventObjectSchema),
    topics: Type.Optional(
      Type.Array(HashSchema, { description: 'As the receipt has them: with its transaction, where it is told' }),
    ),
    data: Type.Optional(Type.Unsafe<`0x${string}`>(Type.String({ description: 'What it says beside its topics' }))),
  },
  { title: 'ChainLog' },
)
export type ChainLog = Static<typeof ChainLogSchema>

/** One act of a transaction: what an operator signed, and what became of it. */
export const ChainActSchema = Type.Object(
  {
    digest: HashSchema,
    outcome: oneOf(['taken', 'refused', 'repeated'] as const, '`repeated`: it had been taken or refused before'),
    contract: Type.Optional(Type.String()),
    method: Type.Optional(Type.String()),
    hidden: Type.Boolean({ description: 'It is between other institutions: who asked what is not told' }),
    args: Type.Optional(ValuesSchema),
    gln: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who acted' })),
    institution: Type.Optional(Type.String({ description: 'Its name' })),
    operator: Type.Optional(
      Type.Unsafe<`0x${string}`>({ ...AccountAddressSchema, description: "Who signed; told of one's own institution" }),
    ),
    error: Type.Optional(Type.String({ description: "The contract's error, where it was refused" })),
    reason: Type.Optional(ValuesSchema),
    events: Type.Array(ChainLogSchema),
  },
  { title: 'ChainAct' },
)
export type ChainAct = Static<typeof ChainActSchema>

/** A transaction with all that it did. */
export const ChainTransactionSchema = Type.Object(
  {
    hash: HashSchema,
    state: oneOf(['sealed', 'pending'] as const, '`pending`: in no block yet'),
    block: Type.Optional(Type.Integer()),
    blockHash: Type.Optional(HashSchema),
    time: Type.Optional(InstantSchema),
    index: Type.Optional(Type.Integer({ description: 'Place in the block' })),
    from: Type.Unsafe<`0x${string}`>({ ...AccountAddressSchema, description: 'Who sent it: a server’s lane' }),
    to: Type.Optional(AccountAddressSchema),
    created: Type.Optional(
      Type.Unsafe<`0x${string}`>({ ...AccountAddressSchema, description: 'The contract that it made' }),
    ),
    contract: Type.Optional(Type.String({ description: 'Which of the contracts it goes to' })),
    foreign: Type.Optional(
      Type.Object(
        { name: Type.String(), method: Type.Optional(Type.String()), args: Type.Optional(ValuesSchema) },
        { description: 'Another contract that it goes to, as it was registered with its ABI, and what is asked of it' },
      ),
    ),
    nonce: CountSchema,
    inputBytes: Type.Integer(),
    succeeded: Type.Optional(Type.Boolean()),
    gasUsed: Type.Optional(CountSchema),
    methods: MethodsSchema,
    acts: Type.Array(ChainActSchema, { description: 'Acts that it carries, in order' }),
    events: Type.Array(ChainLogSchema, { description: 'What it made happen beside acts' }),
  },
  { title: 'ChainTransaction' },
)
export type ChainTransactionView = Static<typeof ChainTransactionSchema>

/** Something that a search of the chain found. */
export const ChainHitSchema = Type.Object({
  kind: oneOf(
    ['block', 'transaction', 'contract', 'account', 'lane', 'node'] as const,
    '`account`: of somebody who acts; `lane`: one of this server’s, which carries acts, told to those who look after keys',
  ),
  block: Type.Optional(Type.Integer()),
  hash: Type.Optional(HashSchema),
  act: Type.Optional(Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'Digest of an act in it' })),
  contract: Type.Optional(Type.String()),
  account: Type.Optional(AccountAddressSchema),
  gln: Type.Optional(GlnSchema),
  name: Type.Optional(Type.String({ description: 'Of an institution or a node' })),
  node: Type.Optional(HashSchema),
})
export type ChainHit = Static<typeof ChainHitSchema>

export const chainBlockRoutes = defineRoutes({
  blocks: {
    kind: 'read',
    method: 'GET',
    path: '/chain/blocks',
    summary: 'Blocks, newest first',
    access: everyone,
    query: strict({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'Rows of a page' })),
      before: Type.Optional(Type.Integer({ minimum: 0, maximum: 9e15, description: 'Only blocks below this number' })),
    }),
    answer: Type.Object({
      items: Type.Array(BlockRowSchema),
      next: Type.Optional(Type.Integer({ description: '`before` of the next page' })),
    }),
  },
  block: {
    kind: 'read',
    method: 'GET',
    path: '/chain/blocks/:block',
    summary: 'One block with its transactions',
    access: everyone,
    params: strict({
      block: Type.String({ pattern: '^(0|[1-9]\\d{0,14}|0x[0-9a-f]{64})$', description: 'Number or hash' }),
    }),
    answer: Type.Object({
      ...BlockRowSchema.properties,
      parentHash: HashSchema,
      list: Type.Array(TransactionRowSchema),
    }),
  },
  transaction: {
    kind: 'read',
    method: 'GET',
    path: '/chain/transactions/:hash',
    summary: 'One transaction: the acts that it carries, decoded, and what came of each',
    description: 'Acts and events between other institutions are there, but not what they say; the regulator sees all.',
    access: everyone,
    params: strict({ hash: HashSchema }),
    answer: ChainTransactionSchema,
  },
  search: {
    kind: 'read',
    method: 'GET',
    path: '/chain/search',
    summary: 'Searches the chain',
    description:
      'Takes numbers and hashes of blocks, hashes of transactions, digests of acts, addresses, node ids and names of nodes.',
    access: everyone,
    query: strict({ text: Type.String({ minLength: 1, maxLength: 200 }) }),
    answer: Type.Object({ items: Type.Array(ChainHitSchema) }),
  },
})
