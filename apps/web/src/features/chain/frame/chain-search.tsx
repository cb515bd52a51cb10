import { Alert, Button, Group, List, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ChainHit } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useFrameWords } from './words.ts'

/** The page of what was found on the chain. */
function hitPath({ kind, block, hash, contract = '', account }: ChainHit): string {
  switch (kind) {
    case 'block':
      return paths.block(block ?? hash ?? '')
    case 'transaction':
      return paths.transaction(hash ?? '')
    case 'contract':
      return paths.contract(contract)
    case 'account':
      return paths.chainAuditOf(account ?? '')
    case 'lane':
      return paths.keys
    case 'node':
      return paths.chainNode(account ?? '')
    default:
      return kind satisfies never
  }
}

/** Finds a block, transaction, account or node by what it is called; goes there where it is one thing. */
export function ChainSearch() {
  const words = useFrameWords()
  const navigate = useNavigate()
  const [found, setFound] = useState<readonly ChainHit[]>()
  const form = useProblemForm({ initialValues: { text: '' }, validateInputOnBlur: false })
  const nameOf = ({ kind, block, act, contract, name, hash, account, node }: ChainHit): string => {
    if (kind === 'block') return words.block(String(block))
    if (act !== undefined) return `${words.act} ${hash}`
    return `${words[kind]} ${name ?? contract ?? hash ?? account ?? node}`
  }
  const search = form.submit(async ({ text }) => {
    const wanted = text.trim()
    if (wanted === '') return
    const { items } = await client.chain.search({ query: { text: wanted } })
    const [only] = items
    if (only !== undefined && items.length === 1) await navigate({ to: hitPath(only) })
    else setFound(items)
  })
  return (
    <form noValidate onSubmit={search}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <TextInput
          aria-label={words.search}
          placeholder={words.searchPlaceholder}
          leftSection={<IconSearch size={16} />}
          flex={1}
          maw={620}
          {...form.getInputProps('text')}
        />
        <Button type="submit" variant="default" loading={form.sending}>
          {words.find}
        </Button>
      </Group>
      {form.problem}
      {found !== undefined && (
        <Alert color="gray" variant="light" mt="xs" role="status">
          {found.length === 0 ? (
            <>
              <Text size="sm" fw={600}>
                {words.nothing}
              </Text>
              <Text size="sm">{words.nothingDetail}</Text>
            </>
          ) : (
            <List size="sm">
              {found.map((hit) => (
                <List.Item key={nameOf(hit)}>
                  <AppLink to={hitPath(hit)}>{nameOf(hit)}</AppLink>
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </form>
  )
}
