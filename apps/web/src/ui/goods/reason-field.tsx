import { Button, Group, Stack, Textarea } from '@mantine/core'
import type { ComponentProps } from 'react'
import { FieldLabel } from '../form/field-label.tsx'
import { useGoodsWords } from './words.ts'

/** A reason in one's own words, with those that are given most often at hand. */
export function ReasonField(props: {
  readonly label: string
  readonly help: string
  readonly usual: readonly string[]
  readonly onPick: (reason: string) => void
  readonly input: ComponentProps<typeof Textarea>
}) {
  const { label, help, usual, onPick, input } = props
  const words = useGoodsWords()
  return (
    <Stack gap={6}>
      <Textarea label={<FieldLabel label={label} help={help} />} autosize minRows={2} maxLength={500} {...input} />
      <Group gap={6} role="group" aria-label={words.usual}>
        {usual.map((reason) => (
          <Button key={reason} variant="default" size="compact-sm" fw={400} onClick={() => onPick(reason)}>
            {reason}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
