import { Text, Timeline } from '@mantine/core'
import { IconCircleOff, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { apiQuery, type RowOf } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { useDrugUseWords } from './words.ts'

type Version = RowOf<'drugUse', 'versions'>

/** The versions of a record, newest first: when, why, and what each changed. */
export function Versions({ id }: { readonly id: `0x${string}` }) {
  const words = useDrugUseWords()
  const format = useFormat()
  const query = useQuery(apiQuery('drugUse', 'versions', { params: { id } }))
  const changes = useChanges()
  return (
    <QueryView query={query}>
      {({ items }) => (
        <Timeline active={items.length} bulletSize={28} lineWidth={2}>
          {items
            .map((version, place) => ({ version, changed: changes(items[place - 1], version) }))
            .reverse()
            .map(({ version, changed }) => {
              const VersionIcon = version.voided ? IconCircleOff : version.version === 1 ? IconPlus : IconPencil
              const what = version.voided ? words.voided : version.version === 1 ? words.first : words.wasAmended
              return (
                <Timeline.Item
                  key={version.version}
                  bullet={<VersionIcon size={15} aria-hidden />}
                  title={`${words.versionOf(version.version)} · ${what}`}
                >
                  {version.reason && <Text size="sm">{version.reason}</Text>}
                  {changed.map((line) => (
                    <Text key={line} size="sm">
                      {line}
                    </Text>
                  ))}
                  <Text size="sm" c="dimmed">
                    {format.instant(version.at)}
                  </Text>
                </Timeline.Item>
              )
            })}
        </Timeline>
      )}
    </QueryView>
  )
}

/** What one version says otherwise than the one before. */
function useChanges(): (before: Version | undefined, after: Version) => readonly string[] {
  const words = useDrugUseWords()
  const format = useFormat()
  return (before, after) => {
    const [old, fresh] = [before?.details, after.details]
    if (old === undefined || fresh === undefined) return []
    const fields: readonly (readonly [string, string | undefined, string | undefined])[] = [
      [words.patient, old.patient, fresh.patient],
      [words.ward, old.ward, fresh.ward],
      [words.dose, old.dose, fresh.dose],
      [words.units, format.number(old.unitsUsed), format.number(fresh.unitsUsed)],
      [words.used, format.instant(old.usedAt), format.instant(fresh.usedAt)],
      [words.why, old.reason, fresh.reason],
    ]
    return fields
      .filter(([, one, other]) => one !== other)
      .map(([name, one, other]) => words.changed(name, one ?? words.nothing, other ?? words.nothing))
  }
}
