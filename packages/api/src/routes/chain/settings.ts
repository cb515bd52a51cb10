import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { strict } from '../../schemas/strict.ts'
import { supported } from './supported.ts'

/** One setting of the chain. */
export const ConfigEntrySchema = Type.Object({
  key: Type.String({ examples: ['block_gas_limit', 'tx_count_limit'] }),
  value: Type.String(),
  settledBy: oneOf(
    ['genesis', 'program', 'vote'] as const,
    '`genesis`: for ever; `program`: by how the node is started; `vote`: it can be changed',
  ),
  irreversible: Type.Boolean({ description: 'A switch that cannot be switched off again' }),
})

const PlaceSchema = Type.Integer({ description: 'Place among the nodes that the server is given, from 1' })

/** How settings and versions of one's own nodes differ. */
export const ConfigDriftSchema = Type.Object(
  {
    nodes: Type.Array(
      Type.Object({
        place: PlaceSchema,
        fault: Type.Optional(Type.String({ description: 'Why it did not answer' })),
        id: Type.Optional(Type.String({ description: 'Its public key' })),
        version: Type.Optional(Type.String()),
        height: Type.Optional(Type.Integer()),
      }),
    ),
    differences: Type.Array(
      Type.Object({
        key: Type.String({ description: 'The setting; `version` for the version of the program' }),
        values: Type.Array(
          Type.Object({
            place: PlaceSchema,
            value: Type.Optional(Type.String({ description: 'Absent where the node has none' })),
          }),
        ),
      }),
      { description: 'Settings on which the nodes that answered do not agree' },
    ),
  },
  { title: 'ConfigDrift' },
)
export type ConfigDrift = Static<typeof ConfigDriftSchema>

/** It was said that something can never be undone, and that this is known. */
export const ForeverSchema = Type.Optional(
  Type.Boolean({ description: 'That it can never be undone is known; without it such a change is refused' }),
)

/** What became of a change on the engine. */
export const EngineChangeSchema = Type.Object({
  state: oneOf(['made', 'proposed'] as const, '`proposed`: governors have to vote for it'),
  proposal: Type.Optional(Type.String({ description: 'Number of the committee’s proposal' })),
})
export type EngineChangeAnswer = Static<typeof EngineChangeSchema>

export const chainSettingRoutes = defineRoutes({
  systemConfig: {
    kind: 'read',
    method: 'GET',
    path: '/chain/config',
    summary: 'Settings of the chain, and which can never be taken back',
    access: everyone,
    answer: Type.Object({ config: supported(Type.Array(ConfigEntrySchema), 'In order of their keys') }),
  },
  configDrift: {
    kind: 'read',
    method: 'GET',
    path: '/chain/drift',
    summary: "On what settings and versions the nodes of one's own do not agree",
    access: everyone,
    answer: Type.Object({ drift: supported(ConfigDriftSchema, 'Each node is asked by itself') }),
  },
  setSystemConfig: {
    kind: 'write',
    method: 'POST',
    path: '/chain/config/:key',
    summary: 'Change a setting of the chain',
    description:
      'On the engine at once, or as a proposal of its committee where authority is checked. One that can never be changed back is ' +
      'refused with `EngineRefused` and the code `CannotBeUndone` until `forever` is true.',
    access: actingIn('regulator'),
    params: strict({ key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }) }),
    body: strict({ value: Type.String({ minLength: 1, maxLength: 100 }), forever: ForeverSchema }),
    answer: EngineChangeSchema,
  },
})
