import Type, { type Static, type TSchema } from 'typebox'
import { oneOf } from '../../schemas/one-of.ts'

/** Why an engine does not have something. */
export const unsupportedReasons = [
  'one_sealer',
  'not_connected',
  'no_key',
  'not_told',
  'no_committee',
  'not_answered',
] as const
export type UnsupportedReason = (typeof unsupportedReasons)[number]

/** What an engine has, or why it has not. */
export type Supported<T> =
  | { readonly supported: true; readonly value: T }
  | { readonly supported: false; readonly why: UnsupportedReason }

/** What one engine has and another has not: nothing is made up. */
export const supported = <const T extends TSchema>(value: T, description: string) =>
  Type.Unsafe<Supported<Static<T>>>(
    Type.Object(
      {
        supported: Type.Boolean(),
        value: Type.Optional(value),
        why: Type.Optional(
          oneOf(
            unsupportedReasons,
            'Why not: one node seals alone; the node’s own interface is not connected; the server has no administrator’s key; no node tells it; the engine checks no authority; the node’s own interface fails just now',
          ),
        ),
      },
      { description },
    ),
  )
