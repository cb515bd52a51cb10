import { Alert, List, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useFaultWords } from '../../core/api/problem-words.ts'

/** What went wrong with what was sent, and the faults that belong to no field. */
export function ProblemAlert({ error, rest = [] }: { readonly error: unknown; readonly rest?: readonly string[] }) {
  const { title, detail } = useFaultWords()(error)
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
