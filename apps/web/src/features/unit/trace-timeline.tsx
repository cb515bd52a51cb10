import { Text, Timeline } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconBuildingFactory2,
  IconCircleOff,
  IconPackage,
  IconPackageImport,
  IconPoint,
  IconTruck,
} from '@tabler/icons-react'
import type { TimelineEvent } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { OnChainLink } from '../../ui/on-chain-link.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { actWords } from '../../ui/words/acts.ts'
import { usePlaceText } from './place.ts'
import { useUnitWords } from './words.ts'

/** What happened to a pack, newest first. */
export function TraceTimeline(props: {
  readonly events: readonly TimelineEvent[]
  readonly nameOf: (gln: string) => string
}) {
  const { events, nameOf } = props
  const words = useUnitWords()
  const format = useFormat()
  const text = useText()
  const placeText = usePlaceText(nameOf)
  return (
    <Timeline active={events.length} bulletSize={30} lineWidth={2}>
      {events.map((event) => {
        const StepIcon = iconOf(event)
        const { seq, act, name, gln, to, container, time, eventTime, block } = event
        return (
          <Timeline.Item key={seq} bullet={<StepIcon size={16} aria-hidden />} title={text(actWords(act ?? name))}>
            <Text size="sm">
              {[to === undefined ? gln && nameOf(gln) : placeText(to), container && words.through(container)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            <Text size="sm" c="dimmed">
              {[
                format.instant(time),
                eventTime !== undefined && eventTime !== time && words.happened(format.instant(eventTime)),
                words.block(block),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            {name === 'ActRefused' && <StatusBadge status="turned_down" size="sm" mr="xs" />}
            <OnChainLink txHash={event.txHash} />
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}

function iconOf({ name, act = '', to }: TimelineEvent): Icon {
  if (name === 'ActRefused' || /^recall|^suspend/.test(act)) return IconAlertTriangle
  if (to?.kind === 'shipment') return IconTruck
  if (to?.kind === 'end') return IconCircleOff
  if (/^commission/.test(act)) return IconBuildingFactory2
  if (/^receive/.test(act)) return IconPackageImport
  return to === undefined ? IconPoint : IconPackage
}
