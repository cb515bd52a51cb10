import { Box, Group, Progress, Text } from '@mantine/core'
import { useFormat } from '../core/i18n/language-provider.tsx'

/** A part of a whole. */
export interface Share {
  readonly id: string
  readonly name: string
  readonly units: number
  readonly colour: string
}

/** Parts of a whole as one bar. It is not read aloud: put the figures beside it, such as `ShareLegend`. */
export function ShareBar(props: { readonly parts: readonly Share[]; readonly total: number; readonly size?: number }) {
  const { parts, total, size = 12 } = props
  return (
    <Progress.Root size={size} radius="sm" aria-hidden>
      {parts.map(({ id, units, colour }) => (
        <Progress.Section key={id} withAria={false} value={total > 0 ? (units / total) * 100 : 0} color={colour} />
      ))}
    </Progress.Root>
  )
}

/** What the colours of a `ShareBar` are, with figures. */
export function ShareLegend({ parts, total }: { readonly parts: readonly Share[]; readonly total: number }) {
  const format = useFormat()
  return (
    <Group component="ul" gap="lg" mt="sm" mb={0} p={0} style={{ listStyle: 'none', rowGap: 6 }}>
      {parts.map(({ id, name, units, colour }) => (
        <Group component="li" key={id} gap={6} wrap="nowrap">
          <Box w={12} h={12} bg={colour} style={{ borderRadius: 3 }} />
          <Text size="sm">{name}</Text>
          <Text size="sm" fw={600}>
            {format.number(units)}
          </Text>
          {total > 0 && (
            <Text size="sm" c="dimmed">
              {format.percent(units / total)}
            </Text>
          )}
        </Group>
      ))}
    </Group>
  )
}
