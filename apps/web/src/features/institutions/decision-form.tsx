import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import type { Institution, InstitutionStatus } from '@theriac/api'
import { useState } from 'react'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useDecision, type Verb } from './use-decision.ts'
import { useInstitutionWords } from './words.ts'

const offered: Readonly<Record<InstitutionStatus, readonly Verb[]>> = {
  applied: ['admit', 'decline'],
  active: ['suspend'],
  suspended: ['reinstate'],
  declined: [],
  retired: [],
}

/** What the regulator can decide about an institution as it stands. */
export function DecisionForm({ institution }: { readonly institution: Institution }) {
  const { gln, status, kind } = institution
  const words = useInstitutionWords()
  const rules = useRules()
  const decision = useDecision(gln)
  const [verb, setVerb] = useState<Verb>()
  const [isProposed, setProposed] = useState(false)
  const form = useProblemForm({
    initialValues: { reason: '' },
    validate: { reason: rules.required },
    validateInputOnBlur: false,
  })
  const verbs = kind === 'regulator' ? [] : offered[status]
  if (verbs.length === 0) return null
  const send = (chosen: Verb) =>
    form.submit(async ({ reason }) => {
      setVerb(chosen)
      const { result } = await decision.run({ verb: chosen, reason: reason.trim() })
      form.reset()
      setProposed(result.proposal.state === 'open')
    })
  const isApplication = status === 'applied'
  return (
    <Section title={isApplication ? words.decide : words.handle}>
      <form noValidate onSubmit={send(verbs[0] ?? 'suspend')}>
        <Stack>
          <Text size="sm" c="dimmed">
            {isApplication ? words.decideIntro : words.handleIntro}
          </Text>
          <Textarea
            label={<FieldLabel label={words.reasonLabel} help={words.reasonHelp} />}
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          {form.problem}
          <JobProgress job={decision.job} />
          <Group>
            {verbs.map((one) => (
              <Button
                key={one}
                variant={one === 'decline' ? 'default' : 'filled'}
                {...(one === 'suspend' ? { color: 'red' } : {})}
                loading={form.sending && verb === one}
                disabled={form.sending && verb !== one}
                {...(one === verbs[0] ? { type: 'submit' as const } : { onClick: () => send(one)() })}
              >
                {words.acts[one]}
              </Button>
            ))}
            {isProposed && (
              <ButtonLink to={paths.governance} variant="subtle">
                {words.toProposals}
              </ButtonLink>
            )}
          </Group>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
    </Section>
  )
}
