import { Alert, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { Supported } from '@theriac/api'
import type { ReactNode } from 'react'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useFrameWords, whyNotWords } from './words.ts'

/** What the chain's engine has, or why it has not. */
export function IfSupported<T>(props: {
  readonly part: Supported<T>
  readonly children: (value: T) => ReactNode
  /** Title of the note that says why not. */
  readonly otherwise?: string
}) {
  const { part, children, otherwise } = props
  const words = useFrameWords()
  const text = useText()
  if (part.supported) return children(part.value)
  return (
    <Alert color="gray" variant="light" icon={<IconInfoCircle />} title={otherwise ?? words.notHere}>
      <Text size="sm">{text(whyNotWords[part.why])}</Text>
    </Alert>
  )
}
