import type { PackingInput } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { useJob } from '../../../ui/job/use-job.tsx'
import { usePackingWords } from '../words.ts'
import { casesOf, type Draft, type Item, type Mode, packingOf, unitsOf } from './draft.ts'

interface Nesting {
  readonly parent: Sscc
  readonly children: readonly Sscc[]
}

const nestingBody = ({ parent, children }: Nesting) => ({ parent, children: [...children] })

/** Books what was scanned for a container: packs first, then containers. Each can be taken back for some seconds. */
export function useBooking(mode: Mode) {
  const words = usePackingWords()
  const { pack, unpack, nest, denest } = client.packing
  const [movePacks, backPacks] = mode === 'in' ? [pack, unpack] : [unpack, pack]
  const [moveCases, backCases] = mode === 'in' ? [nest, denest] : [denest, nest]
  const said = mode === 'in' ? words.packed : words.unpacked
  const packs = useJob((packing: PackingInput, call) => movePacks({ body: { containers: [packing] }, ...call }), {
    done: (_job, { sscc }) => said(sscc),
    undo: (_job, call, packing) => backPacks({ body: { containers: [packing] }, ...call }),
  })
  const cases = useJob((nesting: Nesting, call) => moveCases({ body: nestingBody(nesting), ...call }), {
    done: (_job, { parent }) => said(parent),
    undo: (_job, call, nesting) => backCases({ body: nestingBody(nesting), ...call }),
  })
  return {
    running: packs.running || cases.running,
    job: packs.job ?? cases.job,
    /**
     * @param onLeft - told of what is left when the packs have gone through
     * @returns packs that were moved
     */
    async book(draft: Draft, onLeft: (left: readonly Item[]) => void): Promise<number> {
      const packing = packingOf(draft)
      const children = casesOf(draft)
      if (packing !== undefined) {
        await packs.run(packing)
        onLeft(draft.items.filter(({ kind }) => kind === 'case'))
      }
      if (children.length > 0) await cases.run({ parent: draft.sscc, children })
      return draft.items.reduce((sum, item) => sum + unitsOf(item), 0)
    },
  }
}
