import type { PackingInput } from '@theriac/api'
import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { playVerdict } from '../../../core/scan/sound.ts'
import { useJob } from '../../../ui/job/use-job.tsx'
import { casesIn, fillCases, type Loose, loadPallets, type Plan, palletsIn } from './plan-cases.ts'

/** What came of packing a lot. */
export interface Made {
  readonly cases: readonly Sscc[]
  readonly pallets: readonly Sscc[]
  /** Why not all cases are on pallets. */
  readonly fault?: unknown
}

/** Packs a lot: numbers for the containers, the cases in one job, then each pallet. */
export function usePackLot(lot: { readonly gtin: Gtin; readonly lot: LotNumber }) {
  const [running, setRunning] = useState(false)
  const fill = useJob((containers: readonly PackingInput[], call) =>
    client.packing.pack({ body: { containers: [...containers] }, ...call }),
  )
  const load = useJob(({ parent, children }: { readonly parent: Sscc; readonly children: readonly Sscc[] }, call) =>
    client.packing.nest({ body: { parent, children: [...children] }, ...call }),
  )

  async function pack(loose: Loose, plan: Plan): Promise<Made> {
    setRunning(true)
    try {
      const n = casesIn(plan) + palletsIn(plan)
      const { ssccs } = await client.packing.allotSsccs({ body: { n } })
      const cases = ssccs.slice(0, casesIn(plan))
      await fill.run(fillCases(lot, loose, plan, cases))
      const pallets: Sscc[] = []
      try {
        const loads = plan.perPallet > 0 ? loadPallets(cases, plan.perPallet) : []
        for (const [index, children] of loads.entries()) {
          const parent = ssccs[cases.length + index]
          if (parent === undefined) throw new RangeError(`no SSCC was allotted for pallet ${index}`)
          await load.run({ parent, children })
          pallets.push(parent)
        }
      } catch (fault) {
        playVerdict('bad')
        return { cases, pallets, fault }
      }
      playVerdict('good')
      return { cases, pallets }
    } finally {
      setRunning(false)
    }
  }
  return { pack, running, job: fill.job ?? load.job }
}
