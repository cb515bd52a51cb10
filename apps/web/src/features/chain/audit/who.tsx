import { Anchor, Text } from '@mantine/core'
import { usePeopleNames } from '../../../core/names/use-people.ts'

/** Who signed: by name where it may be known, and by the account; narrows to it with a click. */
export function Who(props: {
  readonly operator: string
  readonly gln: string | undefined
  readonly onOpen: () => void
}) {
  const { operator, gln, onOpen } = props
  const name = usePeopleNames(gln)(operator)
  const short = `${operator.slice(0, 10)}…${operator.slice(-6)}`
  return (
    <Anchor component="button" type="button" onClick={onOpen} ta="start" inherit title={operator}>
      {name ?? (
        <Text component="span" ff="monospace" inherit>
          {short}
        </Text>
      )}
    </Anchor>
  )
}
