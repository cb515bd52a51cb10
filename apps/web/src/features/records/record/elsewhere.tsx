import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCloudDownload, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, type WrittenRecord } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { ErrorState } from '../../../ui/state/states.tsx'
import { useElsewhereWords } from './elsewhere-words.ts'

/** A record's document that its author keeps on another server: who has it, and fetching it. */
export function Elsewhere({ record, author }: { readonly record: WrittenRecord; readonly author: string }) {
  const words = useElsewhereWords()
  const may = useMay()
  const { institution } = useSession()
  const service = useQuery(apiQuery('exchange', 'service', { params: { gln: record.author } }))
  const queryClient = useQueryClient()
  const fetching = useMutation({
    mutationFn: () => client.records.fetch({ params: { record: record.record } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['records'] }),
  })
  const url = service.data?.url
  const isOwn = record.author === institution.gln
  const mayFetch = may('records.fetch')
  return (
    <Alert color="blue" variant="light" icon={<IconInfoCircle />} title={words.title}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{isOwn ? words.gone : words.has(author)}</Text>
        {service.data && !isOwn && url === undefined && <Text size="sm">{words.noAddress(author)}</Text>}
        {url !== undefined && !isOwn && (
          <>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {words.server} <code>{url}</code>
            </Text>
            {mayFetch ? (
              <Button
                leftSection={<IconCloudDownload size={16} />}
                loading={fetching.isPending}
                onClick={() => fetching.mutate()}
              >
                {words.fetch(author)}
              </Button>
            ) : (
              <Text size="sm">{words.onlyLooks}</Text>
            )}
          </>
        )}
        {fetching.isError && <Failed error={fetching.error} author={author} />}
      </Stack>
    </Alert>
  )
}

/** Why it did not come, and who can do what about it. */
function Failed({ error, author }: { readonly error: unknown; readonly author: string }) {
  const words = useElsewhereWords()
  const may = useMay()
  const { institution } = useSession()
  const reason = error instanceof ApiError ? error.problem.reason : undefined
  if (reason?.name === 'DocumentDiffers') {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={words.differs} role="alert" w="100%">
        {words.differsDetail(author)}
      </Alert>
    )
  }
  if (reason?.name === 'ServiceUnknown' && reason.args.gln === institution.gln) {
    return (
      <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title={words.unknown} role="alert" w="100%">
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{words.unknownDetail}</Text>
          {may('exchange.setService') && (
            <ButtonLink to={paths.ownInstitution} variant="default" size="xs">
              {words.say}
            </ButtonLink>
          )}
        </Stack>
      </Alert>
    )
  }
  return <ErrorState error={error} />
}
