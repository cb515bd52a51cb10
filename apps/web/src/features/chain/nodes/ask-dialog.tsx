import { useQuery } from '@tanstack/react-query'
import { type ChainNode, type ChainNodeRole, nodeRoles } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { ConfirmDialog } from '../../../ui/form/confirm-dialog.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useNodeWords } from './words.ts'

/** Asks the regulator for another role of a node, or to take it out of the group. */
export function AskDialog(props: {
  readonly registered: NonNullable<ChainNode['registered']>
  readonly leaves?: boolean
  readonly onClose: () => void
}) {
  const { registered, leaves = false, onClose } = props
  const words = useNodeWords()
  const others = nodeRoles.filter((role) => role !== registered.role && role !== 'none')
  const { data } = useQuery(apiQuery('chain', 'nodes'))
  const engine = data?.items.find(({ registered: one }) => one?.node === registered.node)?.engine
  // Where the engine tells no roles, it refuses by itself what cannot be.
  const maySeal = data?.consensus.supported !== true || (engine !== undefined && engine.role !== 'none')
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
      {!leaves && <RoleChoice roles={others} value={role} maySeal={maySeal} onChange={setRole} />}
    </ConfirmDialog>
  )
}
