import { Group, Text } from '@mantine/core'

/** Name and sign of the platform. */
export function Brand({ short = false }: { readonly short?: boolean }) {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={28} height={28} />
      {!short && (
        <Text fw={700} size="lg" component="span">
          Theriac
        </Text>
      )}
    </Group>
  )
}
