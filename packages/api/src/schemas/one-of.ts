import Type, { type TUnsafe } from 'typebox'

/** One of a list of words. */
export const oneOf = <const T extends string>(values: readonly T[], description: string): TUnsafe<T> =>
  Type.Unsafe<T>(Type.String({ enum: [...values], description }))
