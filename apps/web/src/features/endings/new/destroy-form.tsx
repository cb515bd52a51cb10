import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { countPacks, goodsInput } from '../../../ui/goods/goods.ts'
import { ReasonField } from '../../../ui/goods/reason-field.tsx'
import type { GoodsCollection } from '../../../ui/goods/use-goods.ts'
import { useDestructionWords } from '../destruction/words.ts'

/** Proposes to destroy goods: the first of two people. */
export function DestroyForm({ goods }: { readonly goods: GoodsCollection }) {
  const words = useDestructionWords()
  const rules = useRules()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useProblemForm({ initialValues: { reason: '' }, validate: { reason: rules.required } })
  const count = countPacks(goods.list)

  async function send({ reason }: { readonly reason: string }): Promise<void> {
    const { list } = goods
    const { id } = await client.endings.proposeDestruction({
      body: { goods: goodsInput(list), reason: reason.trim() },
    })
    goods.drop(list)
    form.reset()
    await queryClient.invalidateQueries({ queryKey: ['endings'] })
    await navigate({ to: paths.destruction(id), ignoreBlocker: true })
  }

  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack>
        <Alert variant="light" color="yellow" icon={<IconUsers />}>
          {words.needsSecond}
        </Alert>
        <ReasonField
          label={words.whyDestroy}
          help={words.whyDestroyHelp}
          usual={Object.values(words.usualDestroy)}
          onPick={(reason) => form.setFieldValue('reason', reason)}
          input={form.getInputProps('reason')}
        />
        {form.problem}
        <Button type="submit" size="md" color="red.8" loading={form.sending} disabled={count === 0}>
          {words.propose(count)}
        </Button>
        <Text size="sm" c="dimmed" ta="center">
          {count === 0 ? words.scanFirst : words.forGood}
        </Text>
      </Stack>
    </form>
  )
}
