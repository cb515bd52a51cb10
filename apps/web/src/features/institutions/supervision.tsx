import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { Institution, InstitutionStatus } from '@theriac/api'
import { useState } from 'react'
import { useRules } from '../../ui/form/rules.ts'
import { StrongActDialog } from '../../ui/form/strong-act/strong-act-dialog.tsx'
import { firstTerms, termsOf } from '../../ui/form/strong-act/strong-act-terms.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useDecision, type Verb } from './use-decision.ts'
import { useInstitutionWords } from './words.ts'

type Act = Verb | 'rename'

const offered: Readonly<Record<InstitutionStatus, readonly Act[]>> = {
  applied: ['admit', 'decline', 'rename'],
  active: ['suspend', 'rename', 'retire'],
  suspended: ['reinstate', 'rename', 'retire'],
  declined: [],
  retired: [],
}
const grave: readonly Act[] = ['suspend', 'retire', 'decline']

/** What the regulator can decide about an institution as it stands: each with what it means. */
export function Supervision({ institution }: { readonly institution: Institution }) {
  const { status, kind } = institution
  const words = useInstitutionWords()
  const [chosen, setChosen] = useState<Act>()
  // The regulator can neither suspend nor retire itself.
  const acts: readonly Act[] = kind === 'regulator' ? ['rename'] : offered[status]
  if (acts.length === 0) return null
  const isApplication = status === 'applied'
  return (
    <Section title={isApplication ? words.decide : words.handle}>
      <Stack gap="md">
        {isApplication && (
          <Text size="sm" c="dimmed">
            {words.decideIntro}
          </Text>
        )}
        {acts.map((act, place) => (
          <Group key={act} justify="space-between" gap="xs">
            <Box flex="1 1 260px">
              <Text fw={500}>{words.acts[act]}</Text>
              <Text size="sm" c="dimmed">
                {words.means[act]}
              </Text>
            </Box>
            <Button
              variant={isApplication && place === 0 ? 'filled' : 'default'}
              miw={110}
              aria-haspopup="dialog"
              onClick={() => setChosen(act)}
            >
              {words.acts[act]}
            </Button>
          </Group>
        ))}
      </Stack>
      {chosen && <ActDialog act={chosen} institution={institution} onClose={() => setChosen(undefined)} />}
    </Section>
  )
}

function ActDialog(props: { readonly act: Act; readonly institution: Institution; readonly onClose: () => void }) {
  const { act, institution, onClose } = props
  const words = useInstitutionWords()
  const rules = useRules()
  const decision = useDecision(institution.gln)
  const isRename = act === 'rename'
  const form = useProblemForm({
    initialValues: { ...firstTerms, name: institution.name },
    validate: { reason: rules.required, name: isRename ? rules.required : () => null },
    validateInputOnBlur: false,
  })
  return (
    <StrongActDialog
      title={words.actOn(words.acts[act], institution.name)}
      meaning={words.means[act]}
      confirm={words.acts[act]}
      isGrave={grave.includes(act)}
      form={form}
      input={(name) => form.getInputProps(name)}
      job={decision.job}
      onClose={onClose}
      onSubmit={form.submit(async ({ name, ...terms }) => {
        const body = termsOf(terms)
        await decision.run(isRename ? { verb: act, body: { name: name.trim(), ...body } } : { verb: act, body })
        onClose()
      })}
    >
      {isRename && <TextInput label={words.newName} maxLength={200} data-autofocus {...form.getInputProps('name')} />}
    </StrongActDialog>
  )
}
