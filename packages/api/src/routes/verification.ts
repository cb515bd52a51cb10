import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import {
  DaySchema,
  GtinSchema,
  InstantSchema,
  LotNumberSchema,
  SerialSchema,
  SsccSchema,
} from '../schemas/identifiers.ts'
import { PackLotSchema, PackProductSchema, packHolds } from '../schemas/pack.ts'
import { strict } from '../schemas/strict.ts'
import { alertCauses } from './alerts.ts'

const oneOf = <const T extends string>(list: readonly T[], description: string) =>
  Type.Unsafe<T>(Type.String({ enum: [...list], description }))

/** Answers of a verification. */
export const verdicts = ['genuine', 'suspect', 'not_sellable'] as const
/** Where a pack should be, seen by who asks. */
export const packLocations = ['here', 'on_its_way_here', 'sent_from_here', 'elsewhere', 'ended'] as const

export const VerificationSchema = Type.Object(
  {
    verdict: oneOf(
      verdicts,
      '`suspect`: keep it and look into it; `not_sellable`: genuine, but not to be supplied now',
    ),
    status: Type.String({
      description:
        'Effective status: the gravest of what holds the pack back (`product_withdrawn`, `product_suspended`, `lot_recalled`, `expired`, `holder_not_licensed`), else the state of the unit; or what is wrong with the code: `product_unknown`, `not_a_pack`, `lot_unknown`, `expiry_differs`, `lot_differs`, `serial_unknown`, `serial_repeated`',
    }),
    sellable: Type.Boolean({ description: 'Whether the caller may supply it now, as far as the pack goes' }),
    holds: Type.Array(oneOf(packHolds, 'What holds it back, the gravest first')),
    pack: Type.Object(
      {
        gtin: GtinSchema,
        serial: SerialSchema,
        lot: Type.Optional(LotNumberSchema),
        expiry: Type.Optional(DaySchema),
      },
      { description: 'What the code says, after repair' },
    ),
    product: Type.Optional(PackProductSchema),
    lot: Type.Optional(PackLotSchema),
    unit: Type.Optional(
      Type.Object({
        state: Type.String({
          description:
            '`active`, `partially_dispensed`, `returned`, `rejected`, `quarantined`, `in_transit`, or how it ended',
        }),
        location: oneOf(packLocations, 'Where it should be'),
        endedOn: Type.Optional(Type.Unsafe<string>({ ...DaySchema, description: 'Day on which it left circulation' })),
        container: Type.Optional(
          Type.Unsafe<string>({
            ...SsccSchema,
            description: 'Case that it should be in; told where it should be here',
          }),
        ),
      }),
    ),
    alert: Type.Optional(
      Type.Object({
        id: Type.String(),
        code: Type.String({ description: 'PC_02, LOT_03, LOT_12, LOT_13, PCK_22, …' }),
        cause: oneOf(alertCauses, 'What most likely lies behind it'),
        detail: Type.String(),
      }),
    ),
    repair: Type.Optional(
      Type.Object(
        {
          causes: Type.Array(
            Type.String({
              description:
                '`capsLock`, `azertyLayout`, `qwertzLayout`, `separatorReplaced`, `separatorLost`, `blanksInserted`',
            }),
          ),
          text: Type.String({ description: 'The scan as it should have come' }),
        },
        { description: 'What a reader or keyboard had done to the scan, and was undone for this answer' },
      ),
    ),
    checkedAt: InstantSchema,
  },
  { title: 'Verification' },
)
/** Answer of a verification as code has it. */
export type Verification = Static<typeof VerificationSchema>

export const verificationRoutes = defineRoutes({
  verify: {
    kind: 'read',
    method: 'POST',
    path: '/verifications',
    summary: 'Says what a scanned pack is, and raises an alert where one is due',
    description:
      'Takes `scan`, or `gtin` and `serial` with what else is known. Product, then lot, then unit are checked; the first that fails ends it. A scan that a reader or keyboard spoilt is repaired first. No alert is raised for a pack that cannot be sold only because it is expired, recalled, withdrawn or suspended. Changes nothing about the pack.',
    access: everyone,
    body: strict({
      scan: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 1000,
          description: 'What the scanner gave, as it came: element string, Digital Link or EPC',
          examples: ['\u001d010340093000001417281130211A2B3C4D\u001d10NW2611A'],
        }),
      ),
      gtin: Type.Optional(GtinSchema),
      serial: Type.Optional(SerialSchema),
      lot: Type.Optional(LotNumberSchema),
      expiry: Type.Optional(DaySchema),
    }),
    answer: VerificationSchema,
  },
})
