import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import { apiQuery } from '../../../core/api/query.ts'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { NextSteps } from '../../../ui/next-steps/next-steps.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { ContainerActions } from './container-actions.tsx'
import { ContainerContent } from './container-content.tsx'
import { ContainerFacts } from './container-facts.tsx'
import { ContainerHistory } from './container-history.tsx'
import { kindOf } from './kind.ts'
import { useContainerWords } from './words.ts'

/** One case or pallet: where it is, what is in it, what happened to it, and what can be done with it. */
export default function ContainerPage() {
  const words = useContainerWords()
  const { sscc } = usePathParams<'sscc'>() as { readonly sscc: Sscc }
  const query = useQuery(apiQuery('packing', 'find', { params: { sscc }, query: { serials: true } }))
  if (query.error instanceof ApiError && [404, 422, 400].includes(query.error.status)) {
    return (
      <PageFrame title={words.unnamed(sscc)} width="narrow">
        <Section>
          <EmptyState title={words.unknown} detail={words.unknownDetail}>
            <ButtonLink to={paths.containers}>{words.toList}</ButtonLink>
          </EmptyState>
        </Section>
      </PageFrame>
    )
  }
  const { data } = query
  return (
    <PageFrame
      title={data ? words.one(words.kinds[kindOf(data)], sscc) : words.unnamed(sscc)}
      {...(data ? { actions: <ContainerActions container={data} /> } : {})}
    >
      <QueryView query={query} lines={8}>
        {(container) => (
          <Stack gap="lg">
            <ContainerFacts container={container} />
            <NextSteps code={`00${sscc}`} holder={container.place} kind="container" />
            <ContainerContent container={container} />
            <ContainerHistory sscc={sscc} />
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}
