import { Radio, Stack, TextInput } from '@mantine/core'
import { usualPermissions } from '@theriac/api'
import { checkDigit } from '@theriac/gs1'
import { useText } from '../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { newLicence } from '../../ui/form/licences/licence-values.ts'
import { kindWords } from '../../ui/words/kinds.ts'
import { type ApplyForm, kindsThatApply } from './use-apply-form.ts'
import { useApplyWords } from './words.ts'

/** What kind of institution it is, its number and its name. */
export function InstitutionFields({ form }: { readonly form: ApplyForm }) {
  const words = useApplyWords()
  const text = useText()
  const { gln, licences } = form.getValues()
  const body = gln.slice(0, 12)
  const digit = body.length === 12 ? checkDigit(body) : undefined
  const hint =
    digit === undefined ? words.glnHint(gln.length) : gln === `${body}${digit}` ? words.glnFits : words.glnDigit(digit)
  return (
    <Stack>
      <Radio.Group
        label={words.kind}
        {...form.getInputProps('kind')}
        onChange={(chosen) => {
          const kind = kindsThatApply.find((one) => one === chosen)
          if (kind === undefined) return
          form.setFieldValue('kind', kind)
          // What such an institution is usually licensed for, where there is nothing written yet.
          if (licences.every(({ number }) => number === '')) {
            form.setFieldValue('licences', [newLicence(usualPermissions[kind])])
          }
        }}
      >
        <Stack gap="xs" mt="xs">
          {kindsThatApply.map((one) => (
            <Radio key={one} value={one} label={text(kindWords[one])} description={words.kinds[one]} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={<FieldLabel label={words.gln} help={words.glnHelp} />}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        maw={360}
        {...form.getInputProps('gln')}
        onChange={(event) => form.setFieldValue('gln', event.currentTarget.value.replace(/\D/g, '').slice(0, 13))}
      />
      <TextInput
        label={<FieldLabel label={words.name} help={words.nameHelp} />}
        maxLength={200}
        autoComplete="organization"
        {...form.getInputProps('name')}
      />
    </Stack>
  )
}
