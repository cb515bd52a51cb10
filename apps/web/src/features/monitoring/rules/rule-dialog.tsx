import { Button, Group, Modal, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import type { ChainRule } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useStateWords } from '../../../ui/state/words.ts'
import { chainRuleWords, unitWords } from '../../../ui/words/chain-alerts.ts'
import { useRuleWords } from './words.ts'

/** Changes a rule's threshold, or switches it off and on. */
export function RuleDialog({ rule, onClose }: { readonly rule: ChainRule; readonly onClose: () => void }) {
  const words = useRuleWords()
  const states = useStateWords()
  const text = useText()
  const queryClient = useQueryClient()
  const { least, most, standard, samples, calmSamples, unit } = rule
  const isWithin = (value: number | string) => value !== '' && Number(value) >= least && Number(value) <= most
  const form = useProblemForm<{ enabled: boolean; threshold: number | string }>({
    initialValues: { enabled: rule.enabled, threshold: rule.threshold },
    validate: { threshold: (value) => (isWithin(value) ? null : words.outside(least, most)) },
    validateInputOnBlur: false,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={text(chainRuleWords[rule.rule].title)}
      closeButtonProps={{ 'aria-label': states.close }}
    >
      <form
        noValidate
        onSubmit={form.submit(async ({ enabled, threshold }) => {
          const body = { enabled, threshold: Number(threshold) }
          await client.monitoring.changeRule({ params: { rule: rule.rule }, body })
          await queryClient.invalidateQueries({ queryKey: ['monitoring'] })
          notifications.show({ message: words.saved })
          onClose()
        })}
      >
        <Stack>
          <Switch
            label={words.watch}
            description={words.offMeans}
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
          <NumberInput
            label={words.threshold}
            description={words.bounds(least, most, standard)}
            suffix={` ${text(unitWords(unit))}`}
            disabled={!form.getValues().enabled}
            data-autofocus
            {...form.getInputProps('threshold')}
          />
          <Text size="sm" c="dimmed">
            {words.when(samples, calmSamples)}
          </Text>
          {form.problem}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {states.cancel}
            </Button>
            <Button type="submit" loading={form.sending}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
