import { SegmentedControl } from '@mantine/core'
import type { Sscc } from '@theriac/gs1'
import { usePathParams, useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { PrefixButton } from './prefix-button.tsx'
import { Station } from './station/station.tsx'
import { usePackingWords } from './words.ts'

const first = { mode: 'in' }

/** Puts packs into cases and cases onto pallets, and takes them out again. */
export default function PackingPage() {
  const words = usePackingWords()
  const { sscc } = usePathParams<'sscc'>()
  const [state, change] = useSearchState(first)
  const mode = state.mode === 'out' ? 'out' : 'in'
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <PrefixButton />
          <ButtonLink to={paths.containers} variant="default">
            {words.list}
          </ButtonLink>
          <ButtonLink to={paths.packLots} variant="default">
            {words.wholeLot}
          </ButtonLink>
        </>
      }
    >
      <SegmentedControl
        aria-label={words.mode}
        data={[
          { value: 'in', label: words.in },
          { value: 'out', label: words.out },
        ]}
        value={mode}
        onChange={(value) => change({ mode: value })}
        maw={360}
        size="md"
      />
      <Station key={`${mode} ${sscc ?? ''}`} mode={mode} first={sscc as Sscc | undefined} />
    </PageFrame>
  )
}
