import { Button, Stack } from '@mantine/core'
import { IconServer2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { NodeActions } from './node-actions.tsx'
import { NodeFacts } from './node-facts.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { useNodeWords } from './words.ts'

/** The institution's own nodes: how they do, what was asked for them, and asking for more. */
export default function OwnNodePage() {
  const words = useNodeWords()
  const may = useMay()
  const { institution } = useSession()
  const [isRegistering, setRegistering] = useState(false)
  const query = useQuery(apiQuery('chain', 'nodes'))
  const own = query.data?.items.filter(({ registered }) => registered?.gln === institution.gln) ?? []
  const register = may('chain.registerNode') && (
    <Button aria-haspopup="dialog" onClick={() => setRegistering(true)}>
      {words.register}
    </Button>
  )
  return (
    <PageFrame
      title={words.own}
      intro={words.ownIntro}
      width="narrow"
      actions={
        <>
          <ButtonLink to={paths.chainNodes} variant="default">
            {words.title}
          </ButtonLink>
          {own.length > 0 && register}
        </>
      }
    >
      <QueryView query={query}>
        {() =>
          own.length === 0 ? (
            <Section>
              <EmptyState
                icon={IconServer2}
                title={words.ownNone}
                detail={register ? words.ownNoneDetail : words.ownNoneAuditor}
              >
                {register}
              </EmptyState>
            </Section>
          ) : (
            <Stack gap="lg">
              {own.map((node) => (
                <Section key={node.address} title={node.registered?.name ?? node.address}>
                  <Stack>
                    <NodeFacts node={node} />
                    <NodeActions node={node} />
                  </Stack>
                </Section>
              ))}
            </Stack>
          )
        }
      </QueryView>
      {isRegistering && <RegisterDialog onClose={() => setRegistering(false)} />}
    </PageFrame>
  )
}
