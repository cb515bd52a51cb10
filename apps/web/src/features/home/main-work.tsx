import type { Icon } from '@tabler/icons-react'
import { IconBarcode, IconChartAreaLine, IconNurse, IconPackageImport, IconPrescription } from '@tabler/icons-react'
import type { Kind } from '@theriac/api'
import { paths } from '../../core/paths.ts'
import { type RouteId, useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useHomeWords } from './words.ts'

interface Work {
  readonly to: string
  readonly word: 'toOverview' | 'toCommissioning' | 'toReceiving' | 'toDispensing' | 'toAdministering'
  readonly icon: Icon
  /** The write that it is for; those who only look at things have no button for it. */
  readonly route?: RouteId
}

const commissioning = {
  to: paths.commissioning,
  word: 'toCommissioning',
  icon: IconBarcode,
  route: 'commissioning.commission',
} as const
const receiving = {
  to: paths.receive,
  word: 'toReceiving',
  icon: IconPackageImport,
  route: 'shipments.receive',
} as const
const dispensing = {
  to: paths.dispense,
  word: 'toDispensing',
  icon: IconPrescription,
  route: 'dispensing.dispense',
} as const
const administering = {
  to: paths.administer,
  word: 'toAdministering',
  icon: IconNurse,
  route: 'dispensing.administer',
} as const
const overview = { to: paths.overview, word: 'toOverview', icon: IconChartAreaLine } as const

const works: Readonly<Record<Kind, readonly Work[]>> = {
  regulator: [overview],
  factory: [commissioning],
  distributor: [receiving],
  pharmacy: [dispensing],
  hospital: [administering, dispensing],
}

/** What people of an institution do all day, one press away from the first page. */
export function MainWork() {
  const words = useHomeWords()
  const may = useMay()
  const { institution } = useSession()
  return works[institution.kind]
    .filter(({ route }) => route === undefined || may(route))
    .map(({ to, word, icon: WorkIcon }) => (
      <ButtonLink key={to} to={to} variant="default" leftSection={<WorkIcon size={18} />}>
        {words[word]}
      </ButtonLink>
    ))
}
