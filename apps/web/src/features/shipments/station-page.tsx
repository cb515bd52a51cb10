import { useQuery } from '@tanstack/react-query'
import type { Gln } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { useReceiveWords } from './receive-words.ts'
import { Station } from './station/station.tsx'

/** One delivery: what is expected against what was scanned. */
export default function StationPage() {
  const words = useReceiveWords()
  const { institution } = useSession()
  const { sender, number } = usePathParams<'sender' | 'number'>()
  const query = useQuery(apiQuery('shipments', 'find', { params: { sender: sender as Gln, number } }))
  return (
    <PageFrame
      title={words.station(number)}
      {...(query.data ? { intro: `${words.from(query.data.sender.name)} · ${words.stationIntro}` } : {})}
      actions={
        <ButtonLink to={paths.shipment(sender, number)} variant="default">
          {words.look}
        </ButtonLink>
      }
    >
      <QueryView query={query}>
        {(shipment) =>
          shipment.state === 'in_transit' && shipment.receiver.gln === institution.gln ? (
            <Station shipment={shipment} />
          ) : (
            <EmptyState title={words.over} detail={words.overDetail}>
              <ButtonLink to={paths.receive}>{words.expected}</ButtonLink>
            </EmptyState>
          )
        }
      </QueryView>
    </PageFrame>
  )
}
