import { Text, Timeline } from '@mantine/core'
import {
  type Icon,
  IconBuildingFactory2,
  IconCircleOff,
  IconCornerUpLeft,
  IconPackageImport,
  IconPill,
  IconTruck,
} from '@tabler/icons-react'
import type { PublicPack } from '@theriac/api'
import { useFormat } from '../core/i18n/language-provider.tsx'
import { useCheckWords } from './words.ts'

type Step = NonNullable<PublicPack['way']>[number]

const icons: Readonly<Record<Step['step'], Icon>> = {
  made: IconBuildingFactory2,
  sent: IconTruck,
  received: IconPackageImport,
  dispensed: IconPill,
  returned: IconCornerUpLeft,
  ended: IconCircleOff,
}

/** The way of a pack, its making first. */
export function Way({ way }: { readonly way: readonly Step[] }) {
  const words = useCheckWords()
  const format = useFormat()
  const kinds: Readonly<Record<string, string>> = words.kinds
  return (
    <Timeline active={way.length} bulletSize={30} lineWidth={2}>
      {way.map(({ step, day, kind, name }, place) => {
        const StepIcon = icons[step]
        return (
          <Timeline.Item
            // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be the same in all but their place
            key={place}
            bullet={<StepIcon size={16} aria-hidden />}
            title={words.steps[step]}
          >
            <Text size="sm" c="dimmed">
              {[name ?? (kind === undefined ? undefined : (kinds[kind] ?? kind)), format.day(day)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}
