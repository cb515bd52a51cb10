import Type, { type Static } from 'typebox'
import { defineRoutes } from '../route.ts'
import {
  DaySchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  SerialSchema,
} from '../schemas/identifiers.ts'
import { strict } from '../schemas/strict.ts'

/** What the public is told of a pack. */
export const publicVerdicts = ['unknown', 'genuine', 'suspect', 'not_for_use', 'product_only'] as const

/** How often a pack was sold, in the words that Chinese consumers are told. */
export const saleVerdicts = ['not_sold_yet', 'sold_once', 'sold_more_than_once'] as const

const oneOf = <const T extends string>(list: readonly T[], description: string) =>
  Type.Unsafe<T>(Type.String({ enum: [...list], description }))

export const PublicPackSchema = Type.Object(
  {
    verdict: oneOf(
      publicVerdicts,
      '`unknown`: no such pack, whatever it is that is wrong; `not_for_use`: genuine, but expired, recalled or stopped; `product_only`: the code names no single pack',
    ),
    advice: Type.Array(
      oneOf(
        [
          'return_to_pharmacy',
          'do_not_use',
          'recall_ask_pharmacist',
          'check_again_in_two_days',
          'compare_day_of_sale',
          'report_to_authority',
          'scan_the_square_code',
        ],
        'What to do, in the order of urgency',
      ),
    ),
    product: Type.Optional(
      Type.Object({
        gtin: GtinSchema,
        name: Type.String(),
        genericName: Type.String(),
        form: Type.String(),
        strength: Type.String(),
        pack: Type.String(),
        maker: Type.String(),
        storageConditions: Type.String(),
        status: Type.String(),
      }),
    ),
    lot: Type.Optional(
      Type.Object({
        lot: LotNumberSchema,
        expiry: DaySchema,
        inDate: Type.Boolean(),
        production: DaySchema,
        origin: Type.String({ description: 'Where it was made' }),
        recall: Type.Optional(
          Type.Object({ class: Type.Integer({ description: '1 to 3, 1 the gravest' }), reason: Type.String() }),
        ),
      }),
    ),
    sale: Type.Optional(
      Type.Object(
        {
          verdict: oneOf(saleVerdicts, '`sold_once` on a day that is not the one you bought it: suspect'),
          day: Type.Optional(
            Type.Unsafe<string>({
              ...DaySchema,
              description: 'Day on which it was dispensed; never by whom or to whom',
            }),
          ),
        },
        { description: 'Absent unless the code names lot and expiry too' },
      ),
    ),
    way: Type.Optional(
      Type.Array(
        Type.Object({
          step: oneOf(['made', 'sent', 'received', 'dispensed', 'returned', 'ended'], 'What happened'),
          day: DaySchema,
          kind: Type.Optional(
            Type.String({ description: 'Kind of institution; its name is told of the factory alone' }),
          ),
          name: Type.Optional(Type.String()),
        }),
        { description: 'The way that it took; absent unless the code names lot and expiry too' },
      ),
    ),
    basis: Type.Object(
      {
        block: Type.Integer({ description: 'The newest block that the answer takes into account' }),
        blockHash: HashSchema,
        chainId: Type.String(),
      },
      { description: 'What the answer is based on: whoever has a node can check it' },
    ),
    checkedAt: InstantSchema,
  },
  { title: 'PublicPack' },
)
/** What the public is told of a pack, as code has it. */
export type PublicPack = Static<typeof PublicPackSchema>

export const publicLookUpRoutes = defineRoutes({
  pack: {
    kind: 'read',
    method: 'GET',
    path: '/public/packs',
    summary: 'What anyone may know of one pack',
    description:
      'Give the scan, or GTIN and serial; with lot and expiry, as the square code of a pack has them, the answer is full: lot, sale and way are told to nobody who does not know lot and expiry. Nothing is told of who bought it. A bare GTIN, or a Chinese traceability or drug code, answers the product alone.',
    access: 'public',
    query: strict({
      scan: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'What a phone or scanner read' })),
      gtin: Type.Optional(GtinSchema),
      serial: Type.Optional(SerialSchema),
      lot: Type.Optional(LotNumberSchema),
      expiry: Type.Optional(DaySchema),
    }),
    answer: PublicPackSchema,
  },
})
