import { Badge, Group, Text } from '@mantine/core'
import type { Verification } from '@theriac/api'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { toneOf } from './tone.ts'
import { useVerifyWords, verdictTitle } from './words.ts'

const colours = { good: 'teal', warn: 'yellow', bad: 'red' } as const

/** What came of a scan that had to wait. */
export default function WaitedAnswer({ answer }: { readonly answer: Verification }) {
  const words = useVerifyWords()
  const { pack, product } = answer
  return (
    <Group gap="xs">
      <Badge variant="light" color={colours[toneOf(answer)]} size="lg">
        {verdictTitle(answer, words)}
      </Badge>
      <Text size="sm">
        <AppLink to={paths.unit(pack.gtin, pack.serial)} size="sm">
          {product?.name ?? pack.gtin}
        </AppLink>
      </Text>
    </Group>
  )
}
