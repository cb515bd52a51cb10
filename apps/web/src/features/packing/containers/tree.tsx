import { ActionIcon, Group, Text } from '@mantine/core'
import { IconBox, IconChevronDown, IconChevronRight, IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Container } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import { type ReactNode, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import classes from '../packing.module.css'
import { useContainerWords } from './words.ts'

/** Containers shown of one level. */
const most = 100
/** Ranges of numbers shown of a lot. */
const mostRanges = 6

/**
 * What is in a container, and in those within it: each is opened with a click, and read then.
 *
 * @param props.markOf - put before each container right inside, such as a box to tick
 */
export function Tree({ sscc, markOf }: { readonly sscc: Sscc; readonly markOf?: (child: Container) => ReactNode }) {
  const words = useContainerWords()
  const format = useFormat()
  const found = useQuery(apiQuery('packing', 'find', { params: { sscc } }))
  const children = useQuery(apiQuery('packing', 'children', { params: { sscc }, query: { limit: most } }))
  return (
    <QueryView query={found} lines={3}>
      {({ content, loose, children: count }) => (
        <ul className={classes.root}>
          {count === 0 && loose.length === 0 && (
            <li>
              <Text c="dimmed">{words.nothingIn}</Text>
            </li>
          )}
          {(children.data?.items ?? []).map((child) => (
            <Branch key={child.sscc} child={child} mark={markOf?.(child)} />
          ))}
          {count > most && (
            <li>
              <Text size="sm" c="dimmed">
                {words.moreChildren(count - most)}
              </Text>
            </li>
          )}
          {loose.map(({ gtin, lot, ranges, quantity }) => {
            const about = content.find((one) => one.gtin === gtin && one.lot === lot)
            return (
              <li key={`${gtin} ${lot}`} className={classes.leaf}>
                <div>
                  <Text>{about?.productName ?? gtin}</Text>
                  <Text size="sm" c="dimmed">
                    {[
                      words.lot(lot),
                      about && words.until(format.day(about.expiry)),
                      ranges.length > 0 && words.numbers(rangesText(ranges)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </div>
                <Text className={classes.count}>{words.count(quantity)}</Text>
              </li>
            )
          })}
        </ul>
      )}
    </QueryView>
  )
}

function Branch({ child, mark }: { readonly child: Container; readonly mark: ReactNode }) {
  const words = useContainerWords()
  const [isOpen, setOpen] = useState(false)
  const { sscc, units, children } = child
  const KindIcon = children > 0 ? IconStack2 : IconBox
  return (
    <li className={classes.node}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap={6} wrap="nowrap">
          {mark}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            aria-label={isOpen ? words.shut(sscc) : words.open(sscc)}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <IconChevronDown size={18} /> : <IconChevronRight size={18} />}
          </ActionIcon>
          <KindIcon size={18} aria-hidden />
          <AppLink to={paths.container(sscc)} ff="monospace">
            {sscc}
          </AppLink>
        </Group>
        <Text className={classes.count}>{words.count(units)}</Text>
      </Group>
      {isOpen && (
        <div className={classes.branch}>
          <Tree sscc={sscc} />
        </div>
      )}
    </li>
  )
}

/** `0–49, 52, 60–99`. */
function rangesText(ranges: readonly { readonly first: number; readonly last: number }[]): string {
  const shown = ranges.slice(0, mostRanges).map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
  return ranges.length > mostRanges ? `${shown.join(', ')} …` : shown.join(', ')
}
