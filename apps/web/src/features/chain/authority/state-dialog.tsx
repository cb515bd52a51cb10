import { Alert, Checkbox } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { ChainContractName, ChainContractState } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { ConfirmDialog } from '../../../ui/form/confirm-dialog.tsx'
import { contractWords } from '../words/contract-words.ts'
import { useAuthorityWords } from './words.ts'

/** Freezes a contract, which stops everybody and is asked for twice, or thaws it. */
export function StateDialog(props: {
  readonly name: ChainContractName
  /** As it is now. */
  readonly state: ChainContractState
  readonly onClose: () => void
}) {
  const { name, state, onClose } = props
  const words = useAuthorityWords()
  const text = useText()
  const queryClient = useQueryClient()
  const [isKnown, setIsKnown] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const freezes = state === 'available'
  const called = text(contractWords(name))

  async function confirm(): Promise<'stay' | undefined> {
    if (freezes && !isKnown) {
      setIsAsked(true)
      return 'stay'
    }
    await client.chain.setContractState({ params: { name }, body: { state: freezes ? 'frozen' : 'available' } })
    await queryClient.invalidateQueries({ queryKey: ['chain'] })
    notifications.show({ message: words.made })
    return undefined
  }

  return (
    <ConfirmDialog
      title={freezes ? words.freeze : words.thaw}
      meaning={freezes ? words.freezeMeaning(called) : words.thawMeaning(called)}
      confirm={freezes ? words.freeze : words.thaw}
      isGrave={freezes}
      onConfirm={confirm}
      onClose={onClose}
    >
      {freezes && (
        <>
          <Alert color="red" icon={<IconAlertTriangle />}>
            {name === 'acts' ? words.freezeEntry : words.freezeOther}
          </Alert>
          <Checkbox
            label={words.freezeKnown}
            checked={isKnown}
            onChange={({ currentTarget }) => setIsKnown(currentTarget.checked)}
            error={isAsked && !isKnown && words.freezeAsked}
          />
        </>
      )}
    </ConfirmDialog>
  )
}
