import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import type { Found, Whereabouts } from '../../ui/goods/find-goods.ts'
import { GoodsCollector } from '../../ui/goods/goods-collector.tsx'
import { LotEntry } from '../../ui/goods/lot-entry.tsx'
import { type GoodsNote, useGoods } from '../../ui/goods/use-goods.ts'
import { useWhere } from '../../ui/goods/use-where.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { DestroyForm } from './new/destroy-form.tsx'
import { GoneForm } from './new/gone-form.tsx'
import { PlainForm } from './new/plain-form.tsx'
import { VoidForm } from './new/void-form.tsx'
import { WayChoice } from './new/way-choice.tsx'
import { isGone, type Way, ways } from './ways.ts'
import { useEndingWords } from './words.ts'

const first = { as: 'destroyed' }

/** Choose how, scan what, say why. */
export default function NewEndingPage() {
  const words = useEndingWords()
  const where = useWhere()
  const may = useMay()
  const { institution } = useSession()
  const [{ as }, change] = useSearchState(first)
  const open = ways.filter((one) => one !== 'voided' || may('endings.voidCommissioning'))
  const way = open.find((one) => one === as) ?? 'destroyed'

  function judge(found: Found): GoodsNote | undefined {
    const isMade = found.kind === 'pack' && found.unit.product.owner === institution.gln
    const elsewhere = where(found, (place) => mayLeave(way, place, { gln: institution.gln, isMade }))
    if (elsewhere) return elsewhere
    if (way === 'voided' && found.kind === 'container')
      return { tone: 'warn', title: words.notBoxed, detail: words.notBoxedDetail }
    const isHeld = found.kind === 'pack' && found.unit.holds.length > 0
    if (isHeld && way !== 'destroyed' && way !== 'voided' && !isGone(way))
      return { tone: 'bad', title: words.held, detail: words.heldDetail }
    return undefined
  }

  const goods = useGoods(judge)
  const isFromStock = way !== 'destroyed' && !isGone(way)
  const stock = useQuery(
    apiQuery('stock', 'list', {
      query: { limit: 500, sort: 'product', ...(isFromStock ? { state: 'sellable' as const } : {}) },
    }),
  )
  return (
    <PageFrame
      title={words.take}
      actions={
        <ButtonLink to={paths.endings} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <WayChoice way={way} ways={open} onChange={(next) => change({ as: next })} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <GoodsCollector
              goods={goods}
              label={words.goodsLabel}
              other={<LotEntry lots={stock.data?.items ?? []} scanned={goods.lot} ranges onAdd={goods.add} />}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Section>
            {way === 'destroyed' ? (
              <DestroyForm goods={goods} />
            ) : isGone(way) ? (
              <GoneForm key={way} state={way} goods={goods} />
            ) : way === 'voided' ? (
              <VoidForm goods={goods} />
            ) : (
              <PlainForm state={way} goods={goods} />
            )}
          </Section>
        </Grid.Col>
      </Grid>
      <UnsavedGuard when={goods.list.length > 0} />
    </PageFrame>
  )
}

/** Whether goods may leave circulation from where they are, as the ledger has it. */
function mayLeave(
  way: Way,
  { kind, gln, setter }: Whereabouts,
  who: { readonly gln: string; readonly isMade: boolean },
): boolean {
  if (isGone(way)) return kind !== 'container' && kind !== 'end' && (gln === who.gln || who.isMade)
  if (gln !== who.gln) return false
  if (way !== 'destroyed') return kind === 'institution'
  return (
    ['institution', 'opened', 'returned', 'rejected'].includes(kind) || (kind === 'quarantine' && setter === who.gln)
  )
}
