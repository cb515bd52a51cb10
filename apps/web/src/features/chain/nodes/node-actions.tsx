import { Button, Group } from '@mantine/core'
import type { ChainNode } from '@theriac/api'
import { useState } from 'react'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ApproveDialog } from './approve-dialog.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { DeclineDialog } from './decline-dialog.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { useNodeWords } from './words.ts'

type Registered = NonNullable<ChainNode['registered']>

/** What somebody may do about a node now; nothing for who may only look. */
export function NodeActions({ node: { registered } }: { readonly node: ChainNode }) {
  const may = useMay()
  const { institution } = useSession()
  if (registered === undefined) return null
  const asks = registered.gln === institution.gln && may('chain.askForRole') && registered.wish?.state !== 'approved'
  return <Offered registered={registered} asks={asks} decides={may('chain.approveRole')} />
}

function Offered(props: { readonly registered: Registered; readonly asks: boolean; readonly decides: boolean }) {
  const { registered, asks, decides } = props
  const { wish, role } = registered
  const words = useNodeWords()
  const [open, setOpen] = useState<'change' | 'leave' | 'approve' | 'decline' | 'note'>()
  const offers = [
    ...(decides && wish?.state === 'asked' ? (['approve'] as const) : []),
    ...(decides && wish?.state === 'approved' ? (['note'] as const) : []),
    ...(decides && wish !== undefined ? (['decline'] as const) : []),
    ...(asks ? (['change'] as const) : []),
    ...(asks && role !== 'none' ? (['leave'] as const) : []),
  ]
  const close = () => setOpen(undefined)
  return (
    <>
      <Group gap="xs">
        {offers.map((offer) => (
          <Button
            key={offer}
            variant={offer === 'approve' || offer === 'note' ? 'filled' : 'default'}
            aria-haspopup="dialog"
            onClick={() => setOpen(offer)}
          >
            {words[offer]}
          </Button>
        ))}
      </Group>
      {open === 'change' && <AskDialog registered={registered} onClose={close} />}
      {open === 'leave' && <AskDialog registered={registered} leaves onClose={close} />}
      {open === 'approve' && <ApproveDialog registered={registered} onClose={close} />}
      {open === 'decline' && <DeclineDialog registered={registered} onClose={close} />}
      {open === 'note' && <NoteDialog registered={registered} onClose={close} />}
    </>
  )
}
