import { Radio, Stack } from '@mantine/core'
import { type ChainNode, type ChainNodeRole, nodeRoles } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { ConfirmDialog } from '../../../ui/form/confirm-dialog.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { nodeRoleMeanings, nodeRoleWords } from '../../../ui/words/nodes.ts'
import { useNodeWords } from './words.ts'

/** Asks the regulator for another role of a node, or to take it out of the group. */
export function AskDialog(props: {
  readonly registered: NonNullable<ChainNode['registered']>
  readonly leaves?: boolean
  readonly onClose: () => void
}) {
  const { registered, leaves = false, onClose } = props
  const words = useNodeWords()
  const text = useText()
  const others = nodeRoles.filter((role) => role !== registered.role && role !== 'none')
  const [role, setRole] = useState<ChainNodeRole>(leaves ? 'none' : (others[0] ?? 'observer'))
  const ask = useJob(
    (wanted: ChainNodeRole, call) =>
      client.chain.askForRole({ params: { node: registered.node }, body: { role: wanted }, ...call }),
    { done: () => words.sent },
  )
  return (
    <ConfirmDialog
      title={leaves ? words.leave : words.change}
      meaning={leaves ? words.leaveMeaning : words.changeMeaning}
      confirm={words.send}
      onConfirm={() => ask.run(role)}
      onClose={onClose}
      job={ask.job}
    >
      {!leaves && (
        <Radio.Group label={words.wanted} value={role} onChange={(value) => setRole(value as ChainNodeRole)}>
          <Stack gap="xs" mt="xs">
            {others.map((one) => (
              <Radio key={one} value={one} label={text(nodeRoleWords[one])} description={text(nodeRoleMeanings[one])} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </ConfirmDialog>
  )
}
