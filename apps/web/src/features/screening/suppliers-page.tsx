import { useQueries } from '@tanstack/react-query'
import type { Institution, InstitutionScreening } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { statusOf } from '../../ui/words/status.ts'
import { type SupplierPart, supplierParts } from './parts.ts'
import { Report } from './report/report.tsx'
import { SupplierDetails } from './report/supplier-details.tsx'
import { usePartWords } from './report/use-part-words.ts'
import { useScreeningWords } from './words.ts'

/** One supplier's record by its parts, or two or three side by side. */
export default function SuppliersPage() {
  const words = useScreeningWords()
  const text = useText()
  const format = useFormat()
  const partWords = usePartWords()
  const glns = usePathParams<'glns'>().glns.split(',').slice(0, 3) as Institution['gln'][]
  const queries = useQueries({
    queries: glns.map((gln) => apiQuery('screening', 'institution', { params: { gln } })),
  })
  const tellPart = (part: SupplierPart, found: InstitutionScreening): readonly string[] => {
    const { status, memberSince, licences, inspections, made, alerts, shipments } = found
    switch (part) {
      case 'standing':
        return [
          text(statusOf(status).words),
          ...(memberSince ? [words.memberSince(format.day(memberSince.slice(0, 10)))] : []),
        ]
      case 'licence': {
        const shipping = licences.filter(({ scope, state }) => scope.includes('ship') && state !== 'expired')
        return shipping.length === 0
          ? [words.noLicence]
          : shipping.map(({ number, validTo }) => words.until(number, format.day(validTo.slice(0, 10))))
      }
      case 'inspections':
        return [partWords.inspections(inspections)]
      case 'recalls':
        return [made.lots === 0 ? words.noLots : words.recalled(made.recalledLots, made.lots)]
      case 'alerts':
        return [words.counted(alerts.total, alerts.open, alerts.confirmed)]
      case 'shipments':
        return [words.sent(shipments.sent, shipments.withDifferences)]
      case 'products':
        return [words.made(made.products, made.withdrawnProducts, made.repeatedSerials)]
      default:
        return part satisfies never
    }
  }
  return (
    <Report
      title={words.supplierTitle}
      back={`${paths.screening}?what=factory`}
      ids={glns}
      queries={queries}
      parts={supplierParts}
      tellPart={tellPart}
      pathOf={({ gln }) => paths.institution(gln)}
      details={(found) => <SupplierDetails found={found} />}
    />
  )
}
