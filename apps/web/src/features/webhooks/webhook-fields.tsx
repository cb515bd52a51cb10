import { Checkbox, Stack, TextInput } from '@mantine/core'
import { type Webhook, webhookKinds } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { kindWords, useWebhookFormWords } from './words.ts'

/** A webhook as a form has it. */
export interface WebhookValues extends Record<string, unknown> {
  url: string
  kinds: string[]
}

/** A form's values as the API takes them. */
export const bodyOf = ({ url, kinds }: WebhookValues): Pick<Webhook, 'url' | 'kinds'> => ({
  url: url.trim(),
  kinds: webhookKinds.filter((kind) => kinds.includes(kind)),
})

/** Rules for the fields. */
export function useWebhookRules() {
  const rules = useRules()
  const words = useWebhookFormWords()
  return {
    // http is for receivers on the server's own machine, where the server lets them be.
    url: (url: string) => rules.required(url) ?? (/^https?:\/\/\S+$/.test(url.trim()) ? null : words.wrongUrl),
    kinds: (kinds: string[]) => (kinds.length > 0 ? null : words.needsEvent),
  }
}

/** Fields of a webhook: where to, and what it is told. */
export function WebhookFields(props: {
  readonly kinds: readonly string[]
  readonly onKinds: (kinds: string[]) => void
  readonly inputProps: (field: 'url' | 'kinds') => object
}) {
  const { kinds, onKinds, inputProps } = props
  const words = useWebhookFormWords()
  const text = useText()
  const isAll = kinds.length === webhookKinds.length
  return (
    <>
      <TextInput
        type="url"
        label={<FieldLabel label={words.url} help={words.urlHelp} />}
        placeholder="https://erp.example.org/theriac"
        withAsterisk
        autoComplete="off"
        maxLength={2000}
        {...inputProps('url')}
      />
      <Checkbox.Group label={words.events} withAsterisk {...inputProps('kinds')}>
        <Stack gap="xs" mt={6}>
          {webhookKinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={text(kindWords[kind])} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox
        label={words.everything}
        checked={isAll}
        indeterminate={!isAll && kinds.length > 0}
        onChange={() => onKinds(isAll ? [] : [...webhookKinds])}
      />
    </>
  )
}
