import { Button, Group, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { paths } from '../../core/paths.ts'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useApplyWords } from './words.ts'

/** For whoever has applied already. */
export function FindApplication() {
  const words = useApplyWords()
  const rules = useRules()
  const navigate = useNavigate()
  const form = useProblemForm({
    initialValues: { known: '' },
    validate: { known: rules.all(rules.required, rules.gln) },
    validateInputOnBlur: false,
  })
  return (
    <Section title={words.already}>
      <form noValidate onSubmit={form.submit(({ known }) => navigate({ to: paths.application(known.trim()) }))}>
        <Group align="flex-end">
          <TextInput
            label={words.knownGln}
            inputMode="numeric"
            maxLength={13}
            flex="1 1 200px"
            maw={360}
            {...form.getInputProps('known')}
          />
          <Button type="submit" variant="default">
            {words.look}
          </Button>
        </Group>
      </form>
    </Section>
  )
}
