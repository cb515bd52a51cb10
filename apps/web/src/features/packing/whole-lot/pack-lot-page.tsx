import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@theriac/api'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { MadeCases } from './made-cases.tsx'
import { PlanForm } from './plan-form.tsx'
import { type Made, usePackLot } from './use-pack-lot.ts'
import { useWholeLotWords } from './words.ts'

/** Packs all loose packs of a lot into cases of one size. */
export default function PackLotPage() {
  const words = useWholeLotWords()
  const key = usePathParams<'gtin' | 'lot'>() as { readonly gtin: Gtin; readonly lot: LotNumber }
  const about = useQuery(apiQuery('lots', 'find', { params: key }))
  const loose = useQuery(apiQuery('stock', 'loose', { params: key }))
  const [made, setMade] = useState<Made>()
  const packing = usePackLot(key)
  const none = (
    <Section>
      <EmptyState title={words.nothingLoose} detail={words.nothingLooseDetail}>
        <ButtonLink to={paths.containers}>{words.list}</ButtonLink>
      </EmptyState>
    </Section>
  )
  return (
    <PageFrame
      title={words.one(key.lot)}
      width="narrow"
      {...(about.data && loose.data ? { intro: words.intro(about.data.productName, loose.data.units) } : {})}
    >
      {made !== undefined ? (
        <MadeCases lot={key} made={made} onMore={() => setMade(undefined)} />
      ) : loose.error instanceof ApiError && loose.error.status === 404 ? (
        none
      ) : (
        <QueryView query={loose}>
          {(packs) =>
            packs.units === 0 && !packing.running ? (
              none
            ) : (
              <PlanForm
                loose={packs}
                job={packing.job}
                onPack={async (plan) => setMade(await packing.pack(packs, plan))}
              />
            )
          }
        </QueryView>
      )}
    </PageFrame>
  )
}
