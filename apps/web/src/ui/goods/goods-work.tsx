import { Button, Grid, Stack, Text } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { JobProgress } from '../job/job-progress.tsx'
import { Section } from '../layout/page-frame.tsx'

/**
 * Goods that are collected, and beside them what is done with them: further fields, how far it is, and the button.
 *
 * @param props.collector - the `GoodsCollector`, with what stands below it
 * @param props.count - packs on the list; without any nothing can be sent
 * @param props.send - what the button says
 * @param props.first - what to do while the list is empty
 * @param props.next - what will come of it
 * @param props.size - of the button: large where it is pressed all day
 * @param props.children - fields of the form
 */
export function GoodsWork(props: {
  readonly collector: ReactNode
  readonly form: { readonly problem: ReactNode; readonly sending: boolean }
  readonly onSubmit: NonNullable<ComponentProps<'form'>['onSubmit']>
  readonly job: ComponentProps<typeof JobProgress>['job']
  readonly count: number
  readonly send: string
  readonly first: string
  readonly next?: string
  readonly size?: 'md' | 'lg'
  readonly children?: ReactNode
}) {
  const { collector, form, onSubmit, job, count, send, first, next, size = 'md', children } = props
  const hint = count === 0 ? first : next
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>{collector}</Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Section>
          <form noValidate onSubmit={onSubmit}>
            <Stack>
              {children}
              {form.problem}
              <JobProgress job={job} />
              <Button type="submit" size={size} loading={form.sending} disabled={count === 0}>
                {send}
              </Button>
              {hint !== undefined && (
                <Text size="sm" c="dimmed" ta="center">
                  {hint}
                </Text>
              )}
            </Stack>
          </form>
        </Section>
      </Grid.Col>
    </Grid>
  )
}
