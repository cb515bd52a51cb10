import { Text } from '@mantine/core'
import { useFormat } from '../../../core/i18n/language-provider.tsx'

/** When something was: to the second, and how long ago that is. */
export function Moment({ at }: { readonly at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at}>
      {format.second(at)}
      <Text component="span" c="dimmed" inherit>
        {' · '}
        {format.relative(at)}
      </Text>
    </time>
  )
}
