import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconKey, IconPencil, IconPlayerPause, IconPlayerPlay, IconSend, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Webhook } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { useFaultWords } from '../../core/api/problem-words.ts'
import { paths } from '../../core/paths.ts'
import { Secret } from './secret.tsx'
import { useWebhookFormWords, useWebhookWords } from './words.ts'

type Doing = 'test' | 'pause' | 'rotate' | 'remove'

/** What can be done with a webhook. */
export function Actions({ webhook, onEdit }: { readonly webhook: Webhook; readonly onEdit: () => void }) {
  const words = useWebhookWords()
  const formWords = useWebhookFormWords()
  const faultWords = useFaultWords()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [doing, setDoing] = useState<Doing>()
  const [asked, setAsked] = useState<'rotate' | 'remove'>()
  const [secret, setSecret] = useState<string>()
  const params = { id: webhook.id }
  const isActive = webhook.state === 'active'

  async function run(what: Doing, send: () => Promise<string | undefined>): Promise<void> {
    setDoing(what)
    try {
      const told = await send()
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] })
      if (told !== undefined) notifications.show({ message: told, color: 'teal' })
    } catch (error) {
      const { title, detail } = faultWords(error)
      notifications.show({ title, message: detail, color: 'red', autoClose: false })
    } finally {
      setDoing(undefined)
      setAsked(undefined)
    }
  }
  const test = () =>
    run('test', async () => {
      await client.webhooks.test({ params })
      return words.tested
    })
  const pause = () =>
    run('pause', async () => {
      await client.webhooks.update({ params, body: { state: isActive ? 'paused' : 'active' } })
      return isActive ? words.paused : words.resumed
    })
  const rotate = () =>
    run('rotate', async () => {
      setSecret((await client.webhooks.rotateSecret({ params })).secret)
      return undefined
    })
  const remove = () =>
    run('remove', async () => {
      await client.webhooks.remove({ params })
      await navigate({ to: paths.webhooks })
      return words.removed
    })

  return (
    <>
      <Group gap="xs">
        <Button leftSection={<IconSend size={16} />} loading={doing === 'test'} onClick={() => void test()}>
          {words.test}
        </Button>
        <Button
          variant="default"
          leftSection={isActive ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          loading={doing === 'pause'}
          onClick={() => void pause()}
        >
          {isActive ? words.pause : words.resume}
        </Button>
        <Button variant="default" leftSection={<IconPencil size={16} />} onClick={onEdit}>
          {words.edit}
        </Button>
        <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => setAsked('rotate')}>
          {words.rotate}
        </Button>
        <Button variant="light" color="red" leftSection={<IconTrash size={16} />} onClick={() => setAsked('remove')}>
          {words.remove}
        </Button>
      </Group>
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked === 'remove' ? words.removeTitle : words.rotateTitle}
        closeButtonProps={{ 'aria-label': words.cancel }}
      >
        <Stack>
          <Text size="sm">{asked === 'remove' ? words.removeDetail : words.rotateDetail}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(undefined)} data-autofocus>
              {words.cancel}
            </Button>
            <Button
              color="red.9"
              loading={doing !== undefined}
              onClick={() => void (asked === 'remove' ? remove() : rotate())}
            >
              {asked === 'remove' ? words.remove : words.rotate}
            </Button>
          </Group>
        </Stack>
      </Modal>
      <Modal
        opened={secret !== undefined}
        onClose={() => setSecret(undefined)}
        title={words.rotate}
        size="lg"
        // Shown once: a click beside it must not take it away.
        closeOnClickOutside={false}
        withCloseButton={false}
      >
        <Secret secret={secret ?? ''}>
          <Button variant="default" onClick={() => setSecret(undefined)}>
            {formWords.done}
          </Button>
        </Secret>
      </Modal>
    </>
  )
}
