import { Progress, Stack } from '@mantine/core'
import type { Lot } from '@theriac/api'
import { useLotWords } from './words.ts'

/** How much of a lot is made, in words and as a bar. */
export function Made({ lot }: { readonly lot: Lot }) {
  const words = useLotWords()
  return (
    <Stack gap={4} maw={280}>
      <span>{words.ofPlanned(lot.commissioned, lot.quantity)}</span>
      <Progress value={(lot.commissioned / lot.quantity) * 100} size="sm" aria-hidden />
    </Stack>
  )
}
