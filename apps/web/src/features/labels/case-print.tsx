import { lazy, Suspense, useState } from 'react'
import { useSession } from '../../core/session/session.ts'
import { LoadingState } from '../../ui/state/states.tsx'
import { caseSizes } from './print/label-sizes.ts'
import type { LabelledContainer } from './print/labelled-container.ts'
import { PrintPanel } from './print/print-panel.tsx'

const LogisticLabel = lazy(async () => ({ default: (await import('./print/logistic-label.tsx')).LogisticLabel }))

const names = Object.keys(caseSizes) as readonly (keyof typeof caseSizes)[]

/** Prints the labels of some cases or pallets. */
export function CasePrint({ containers }: { readonly containers: readonly LabelledContainer[] }) {
  const { institution } = useSession()
  const [size, setSize] = useState<keyof typeof caseSizes>('a4x4')
  return (
    <Suspense fallback={<LoadingState />}>
      <PrintPanel
        list={containers}
        keyOf={({ sscc }) => sscc}
        nameOf={({ sscc }) => sscc}
        sizeNames={names}
        size={size}
        onSize={(name) => setSize(names.find((one) => one === name) ?? 'a4x4')}
        shape={caseSizes[size]}
        zoom={0.9}
        symbolOf={async ({ sscc }) => (await import('./symbol/symbol-of.ts')).symbolOfSscc(sscc)}
      >
        {(container) => <LogisticLabel container={container} from={institution.name} size={caseSizes[size]} />}
      </PrintPanel>
    </Suspense>
  )
}
