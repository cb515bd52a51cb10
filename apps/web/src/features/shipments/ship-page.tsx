import { Button, Grid, Input, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Institution } from '@theriac/api'
import { useRef, useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { useSession } from '../../core/session/session.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { ErrorState } from '../../ui/state/states.tsx'
import { GoodsList } from './ship/goods-list.tsx'
import { countPacks, goodsInput, goodsKey, readGoods, type ShippedGoods } from './ship/read-goods.ts'
import { type ShipNote, ShipVerdict } from './ship/ship-verdict.tsx'
import { StockDialog } from './ship/stock-dialog.tsx'
import { useShipWords } from './ship-words.ts'

interface Sending {
  readonly receiver: Institution['gln']
  readonly purpose: 'supply' | 'return'
  readonly list: readonly ShippedGoods[]
}

const first = { receiver: '', purpose: 'supply' }

/** Sends goods to another institution. */
export default function ShipPage() {
  const words = useShipWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { institution } = useSession()
  const [list, setList] = useState<readonly ShippedGoods[]>([])
  const [note, setNote] = useState<ShipNote>()
  const [isChoosing, setChoosing] = useState(false)
  // What scans that come faster than the screen must see of one another.
  const latest = useRef(list)
  const receivers = useQuery(
    apiQuery('institutions', 'list', { query: { status: 'active', limit: 500, sort: 'name' } }),
  )
  // Where somebody is sent from who has to send something back.
  const [asked] = useSearchState(first)
  const form = useProblemForm({
    initialValues: asked,
    validate: { receiver: rules.required },
  })
  const purpose = form.values.purpose === 'return' ? 'return' : 'supply'

  function change(next: readonly ShippedGoods[]): void {
    latest.current = next
    setList(next)
  }
  function tell(next: ShipNote): void {
    setNote(next)
    playVerdict(next.kind === 'good' ? 'good' : next.kind === 'notHere' ? 'bad' : 'warn')
  }
  function add(goods: ShippedGoods): void {
    const what = goods.kind === 'container' ? goods.sscc : goods.kind === 'pack' ? goods.serial : goods.lot
    if (latest.current.some((one) => goodsKey(one) === goodsKey(goods))) tell({ kind: 'again', what })
    else if (goods.kind !== 'container' && goods.isHeld && purpose === 'supply') tell({ kind: 'held', what })
    else {
      change([...latest.current, goods])
      tell({ kind: 'good', what })
    }
  }

  const read = useMutation({
    mutationFn: (scan: string) => readGoods(scan, institution.gln),
    onSuccess(found) {
      if (found.kind === 'goods') add(found.goods)
      else tell({ kind: found.kind, what: found.kind === 'inside' ? found.sscc : '' })
    },
    onError() {
      playVerdict('bad')
      setNote(undefined)
    },
  })
  const ship = useJob(
    ({ list: goods, ...rest }: Sending, call) =>
      client.shipments.ship({ body: { ...rest, goods: goodsInput(goods) }, ...call }),
    {
      done: (job) => words.sent(job.result.number),
      undo: ({ result: { sender, number } }, call) => client.shipments.void({ params: { sender, number }, ...call }),
    },
  )
  const options = (receivers.data?.items ?? [])
    .filter(({ gln, kind }) => gln !== institution.gln && kind !== 'regulator')
    .map(({ gln, name }) => ({ value: gln as string, label: name }))
  const count = countPacks(list)

  async function send(values: { readonly receiver: string }): Promise<void> {
    const job = await ship.run({ receiver: values.receiver as Institution['gln'], purpose, list })
    change([])
    setNote(undefined)
    form.reset()
    await navigate({ to: paths.shipment(job.result.sender, job.result.number), ignoreBlocker: true })
  }

  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Section>
              <ScanBox
                label={words.scan}
                action={words.add}
                busy={read.isPending}
                listens={!isChoosing}
                onScan={({ text }) => read.mutate(text)}
              />
            </Section>
            {read.isError ? <ErrorState error={read.error} /> : note && <ShipVerdict note={note} />}
            <GoodsList
              list={list}
              onChoose={() => setChoosing(true)}
              onRemove={(goods) => {
                change(latest.current.filter((one) => one !== goods))
                setNote(undefined)
              }}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Section>
            <form noValidate onSubmit={form.submit(send)}>
              <Stack>
                <Select
                  label={<FieldLabel label={words.receiver} help={words.receiverHelp} />}
                  placeholder={words.receiverPlaceholder}
                  nothingFoundMessage={words.noReceiver}
                  data={options}
                  searchable
                  {...form.getInputProps('receiver')}
                />
                <Input.Wrapper labelElement="div" label={<FieldLabel label={words.purpose} help={words.purposeHelp} />}>
                  <SegmentedControl
                    fullWidth
                    aria-label={words.purpose}
                    data={[
                      { value: 'supply', label: words.supply },
                      { value: 'return', label: words.return },
                    ]}
                    {...form.getInputProps('purpose')}
                  />
                </Input.Wrapper>
                {form.problem}
                <JobProgress job={ship.job} />
                <Button type="submit" size="md" loading={form.sending} disabled={count === 0}>
                  {words.send(count)}
                </Button>
                {count === 0 && (
                  <Text size="sm" c="dimmed" ta="center">
                    {words.nothing}
                  </Text>
                )}
              </Stack>
            </form>
          </Section>
        </Grid.Col>
      </Grid>
      {isChoosing && (
        <StockDialog
          list={list}
          onClose={() => setChoosing(false)}
          onAdd={(goods) => {
            setChoosing(false)
            for (const one of goods) add(one)
          }}
        />
      )}
      <UnsavedGuard when={(count > 0 || form.isDirty()) && !form.sending} />
    </PageFrame>
  )
}
