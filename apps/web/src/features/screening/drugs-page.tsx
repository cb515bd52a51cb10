import { useQueries } from '@tanstack/react-query'
import type { Product, ProductScreening } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { statusOf } from '../../ui/words/status.ts'
import { type DrugPart, drugParts } from './parts.ts'
import { DrugDetails } from './report/drug-details.tsx'
import { Report } from './report/report.tsx'
import { usePartWords } from './report/use-part-words.ts'
import { useScreeningWords } from './words.ts'

/** One drug's record by its parts, or two or three side by side. */
export default function DrugsPage() {
  const words = useScreeningWords()
  const text = useText()
  const partWords = usePartWords()
  const gtins = usePathParams<'gtins'>().gtins.split(',').slice(0, 3) as Product['gtin'][]
  const queries = useQueries({ queries: gtins.map((gtin) => apiQuery('screening', 'product', { params: { gtin } })) })
  const tellPart = (part: DrugPart, found: ProductScreening): readonly string[] => {
    const { status, reason, owner, inspections, lots, alerts } = found
    switch (part) {
      case 'status':
        return [text(statusOf(status).words), ...(reason ? [reason] : [])]
      case 'maker':
        return [owner.name, text(statusOf(owner.status).words)]
      case 'inspections':
        return [partWords.inspections(inspections)]
      case 'recalls':
        return [words.recalled(lots.recalledLots, lots.lots)]
      case 'alerts':
        return [words.counted(alerts.total, alerts.open, alerts.confirmed)]
      case 'serials':
        return [words.repeated(lots.repeatedSerials, lots.commissioned)]
      default:
        return part satisfies never
    }
  }
  return (
    <Report
      title={words.drugTitle}
      back={`${paths.screening}?what=drugs`}
      ids={gtins}
      queries={queries}
      parts={drugParts}
      tellPart={tellPart}
      pathOf={({ gtin }) => paths.product(gtin)}
      details={(found) => <DrugDetails found={found} />}
    />
  )
}
