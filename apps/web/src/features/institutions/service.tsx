import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { Facts } from '../../ui/facts.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { useStateWords } from '../../ui/state/words.ts'
import { useServiceWords } from './service-words.ts'

/** Where an institution's server is, for partners who fetch documents; its own admins say it here. */
export function Service({ institution: { gln } }: { readonly institution: Institution }) {
  const words = useServiceWords()
  const may = useMay()
  const session = useSession()
  const [isChanging, setChanging] = useState(false)
  const query = useQuery(apiQuery('exchange', 'service', { params: { gln } }))
  const isOurs = session.institution.gln === gln
  return (
    <Section title={isOurs ? words.ours : words.theirs}>
      <QueryView query={query} lines={2}>
        {({ url = '', signer }) => (
          <Stack>
            <Text size="sm" c="dimmed">
              {isOurs ? words.oursHelp : words.theirsHelp}
            </Text>
            {isChanging ? (
              <ServiceForm url={url} onDone={() => setChanging(false)} />
            ) : (
              <>
                {url === '' ? (
                  <Text size="sm">{isOurs ? words.oursNone : words.theirsNone}</Text>
                ) : (
                  <Facts
                    facts={[
                      [words.url, <Identifier key="url" value={url} most={60} />],
                      [words.signer, signer && <Identifier key="signer" value={signer} most={20} />],
                    ]}
                  />
                )}
                {isOurs && may('exchange.setService') && (
                  <Group>
                    <Button variant="default" onClick={() => setChanging(true)}>
                      {url === '' ? words.say : words.change}
                    </Button>
                  </Group>
                )}
              </>
            )}
          </Stack>
        )}
      </QueryView>
    </Section>
  )
}

function ServiceForm({ url, onDone }: { readonly url: string; readonly onDone: () => void }) {
  const words = useServiceWords()
  const states = useStateWords()
  const set = useJob((text: string, call) => client.exchange.setService({ body: { url: text }, ...call }), {
    done: (_, text) => (text === '' ? words.takenBack : words.said),
  })
  const form = useProblemForm({ initialValues: { url }, validateInputOnBlur: false })
  return (
    <form
      noValidate
      onSubmit={form.submit(async (values) => {
        await set.run(values.url.trim())
        form.reset()
        onDone()
      })}
    >
      <Stack>
        <TextInput
          label={<FieldLabel label={words.url} help={words.urlHelp} />}
          placeholder="https://drugs.example.org"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          {...form.getInputProps('url')}
        />
        <Text size="sm">{words.meaning}</Text>
        {form.problem}
        <JobProgress job={set.job} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone} disabled={form.sending}>
            {states.cancel}
          </Button>
          <Button type="submit" loading={form.sending} disabled={!form.isDirty()}>
            {words.save}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
