import { Alert } from '@mantine/core'
import { ApiError, type ChainNode } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { ConfirmDialog } from '../../../ui/form/confirm-dialog.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useNodeWords } from './words.ts'

/**
 * The regulator has the engine make a change that was approved, where this server can, and notes it; the noting is refused while
 * the engine says otherwise.
 */
export function NoteDialog(props: {
  readonly registered: NonNullable<ChainNode['registered']>
  readonly onClose: () => void
}) {
  const { registered, onClose } = props
  const words = useNodeWords()
  const [proposal, setProposal] = useState<string>()
  const params = { node: registered.node }
  const note = useJob((_: string, call) => client.chain.noteRole({ params, ...call }), { done: () => words.noted })

  async function change(): Promise<'stay' | 'done'> {
    const made = await client.chain.changeRole({ params }).catch((error: unknown) => {
      // Somebody else makes it, with the engine's own tools.
      if (error instanceof ApiError && error.problem.reason?.name === 'EngineCannot') return undefined
      throw error
    })
    if (made?.state === 'proposed') {
      setProposal(made.proposal ?? '')
      return 'stay'
    }
    await note.run('note')
    return 'done'
  }

  return (
    <ConfirmDialog
      title={words.note}
      meaning={words.noteMeaning}
      confirm={words.note}
      onConfirm={change}
      onClose={onClose}
      job={note.job}
    >
      {proposal !== undefined && <Alert color="yellow">{words.engineProposed(proposal)}</Alert>}
    </ConfirmDialog>
  )
}
