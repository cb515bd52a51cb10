import { Alert, List, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'

/** What went wrong, in words that are there already, and faults that belong to no field. */
export function FaultAlert(props: {
  readonly title: string
  readonly detail: string
  readonly rest?: readonly string[]
}) {
  const { title, detail, rest = [] } = props
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} title={title} role="alert">
      <Text size="sm">{detail}</Text>
      {rest.length > 0 && (
        <List size="sm" mt="xs">
          {rest.map((fault) => (
            <List.Item key={fault}>{fault}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}
