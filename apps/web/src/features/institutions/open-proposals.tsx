import { Alert, List } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Gln } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { actWords } from '../../ui/words/acts.ts'
import { useInstitutionWords } from './words.ts'

/** What was proposed about an institution and waits for more approvals. */
export function OpenProposals({ gln }: { readonly gln: Gln }) {
  const words = useInstitutionWords()
  const text = useText()
  const { data: open } = useQuery(apiQuery('governance', 'list', { query: { state: 'open', limit: 500 } }))
  const { data: operators } = useQuery(
    apiQuery('institutions', 'operators', { params: { gln }, query: { limit: 500, active: true } }),
  )
  const accounts = operators?.items.map(({ account }) => account as string) ?? []
  const about = (open?.items ?? []).filter(
    ({ subject }) => subject?.id === gln || (subject?.kind === 'account' && accounts.includes(subject.id)),
  )
  if (about.length === 0) return null
  return (
    <Alert color="yellow" variant="light" icon={<IconGavel />} title={words.waits(about.length)}>
      <List size="sm">
        {about.map(({ id, act, reason }) => (
          <List.Item key={id}>
            <AppLink to={paths.proposal(id)} size="sm">
              {words.waiting(
                (words.acts as Readonly<Record<string, string>>)[act.name] ?? text(actWords(act.name)),
                reason,
              )}
            </AppLink>
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
