import type { Gln, Gtin, IsoDate, LotNumber, Serial, Sscc } from '@theriac/gs1'
import Type, { type TUnsafe } from 'typebox'

const branded = <T>(format: string, description: string, examples: readonly string[]): TUnsafe<T> =>
  Type.Unsafe<T>(Type.String({ format, description, examples }))

/** GTIN-14. */
export const GtinSchema = branded<Gtin>('gtin', 'GTIN, 14 digits with check digit', ['03400930000014'])
/** GLN-13. */
export const GlnSchema = branded<Gln>('gln', 'GLN, 13 digits with check digit', ['9520000000011'])
/** SSCC-18. */
export const SsccSchema = branded<Sscc>('sscc', 'SSCC, 18 digits with check digit', ['095200000000000011'])
/** Serial number (AI 21). */
export const SerialSchema = branded<Serial>('serial', 'Serial number (AI 21), at most 20 characters', ['K7QX2M9P4T8W'])
/** Lot number (AI 10). */
export const LotNumberSchema = branded<LotNumber>('lotNumber', 'Lot number (AI 10), at most 20 characters', ['NW2611A'])
/** A day. */
export const DaySchema = branded<IsoDate>('day', 'A day, YYYY-MM-DD (UTC)', ['2028-11-30'])
/** An instant. */
export const InstantSchema = Type.String({
  format: 'instant',
  description: 'An instant (ISO 8601)',
  examples: ['2026-11-27T10:00:00Z'],
})
/** An account on the ledger. */
export const AccountAddressSchema = branded<`0x${string}`>('account', 'Account on the ledger, lower case', [
  '0x52908400098527886e0f7030069857d2e4169ee7',
])
/** 32 bytes. */
export const HashSchema = branded<`0x${string}`>('hash', '32 bytes, 0x and hex digits', [
  '0x3ac225168df54212a25c1c01fd35bebfea408fdac2e31ddd6f80a4bbf9a5f1cb',
])
/** A whole number beyond 2^53, in decimal. */
export const CountSchema = Type.String({ format: 'count', description: 'A whole number in decimal digits' })
/** Why something is done, told to whoever may read it. */
export const ReasonSchema = Type.String({ minLength: 1, maxLength: 500, description: 'Why; others can read it' })
