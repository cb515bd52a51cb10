import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { Certificates } from './certificates.tsx'
import { KeyTable } from './key-table.tsx'
import { ServerKeys } from './server-keys.tsx'
import { useKeyWords } from './words.ts'

/** What signs, where it is, and until when: never a key itself. */
export default function KeysPage() {
  const words = useKeyWords()
  const { institution } = useSession()
  const server = useQuery(apiQuery('keys', 'server'))
  return (
    <PageFrame
      title={words.title}
      intro={institution.kind === 'regulator' ? words.introAll : words.intro}
      actions={
        <ButtonLink to={paths.accounts} variant="default">
          {words.toAccounts}
        </ButtonLink>
      }
    >
      <Stack gap="lg">
        <KeyTable />
        <QueryView query={server} lines={8}>
          {({ services, lanes, certificates }) => (
            <>
              <Certificates certificates={certificates} />
              <ServerKeys services={services} lanes={lanes} />
            </>
          )}
        </QueryView>
      </Stack>
    </PageFrame>
  )
}
