import { Radio, Stack } from '@mantine/core'
import type { ChainNodeRole } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { nodeRoleMeanings, nodeRoleWords } from '../../../ui/words/nodes.ts'
import { useNodeWords } from './words.ts'

/** Roles that can be asked for; a node that is in no group yet cannot ask to seal. */
export function RoleChoice<R extends ChainNodeRole>(props: {
  readonly roles: readonly R[]
  readonly value: R
  readonly maySeal: boolean
  readonly onChange: (role: R) => void
}) {
  const { roles, value, maySeal, onChange } = props
  const words = useNodeWords()
  const text = useText()
  return (
    <Radio.Group label={words.wanted} value={value} onChange={(role) => onChange(role as R)}>
      <Stack gap="xs" mt="xs">
        {roles.map((role) => {
          const isPossible = role !== 'sealer' || maySeal
          return (
            <Radio
              key={role}
              value={role}
              disabled={!isPossible}
              label={text(nodeRoleWords[role])}
              description={isPossible ? text(nodeRoleMeanings[role]) : words.observerFirst}
            />
          )
        })}
      </Stack>
    </Radio.Group>
  )
}
