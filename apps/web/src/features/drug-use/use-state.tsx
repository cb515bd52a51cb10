import { Badge } from '@mantine/core'
import type { RowOf } from '../../core/api/query.ts'
import { useDrugUseWords } from './words.ts'

/** Whether a record is in force. */
export function UseState({ use }: { readonly use: Pick<RowOf<'drugUse', 'list'>, 'voided' | 'erased'> }) {
  const words = useDrugUseWords()
  const [colour, word] = use.voided
    ? ['gray', words.voided]
    : use.erased
      ? ['yellow', words.erased]
      : ['teal', words.current]
  return (
    <Badge variant="light" color={colour}>
      {word}
    </Badge>
  )
}
