import { Group, Text } from '@mantine/core'
import type { EventObjectView } from '@theriac/api'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { useBrowseWords } from './words.ts'

/** Where what an event is about can be looked at. */
export function ObjectLinks({ objects }: { readonly objects: readonly EventObjectView[] }) {
  const words = useBrowseWords()
  const nameOf = useInstitutionNames(objects.flatMap(({ kind, gln }) => (kind === 'institution' && gln ? [gln] : [])))
  const links = objects.map((one) => linkOf(one))
  return (
    <Group gap="sm">
      {links.map(({ kind, to, label }) => (
        <Text key={to} size="sm" component="span">
          {kind !== 'institution' && `${words[kind]} `}
          <AppLink to={to} size="sm" lh="24px" display="inline-block">
            {kind === 'institution' ? nameOf(label) : label}
          </AppLink>
        </Text>
      ))}
    </Group>
  )
}

function linkOf({
  kind,
  gln = '',
  gtin = '',
  lot = '',
  sscc = '',
  sender = '',
  number = '',
  record = '',
  proposal = '',
}: EventObjectView): { readonly kind: EventObjectView['kind']; readonly to: string; readonly label: string } {
  switch (kind) {
    case 'institution':
      return { kind, to: paths.institution(gln), label: gln }
    case 'product':
      return { kind, to: paths.product(gtin), label: gtin }
    case 'lot':
      return { kind, to: paths.lot(gtin, lot), label: lot }
    case 'container':
      return { kind, to: paths.container(sscc), label: sscc }
    case 'shipment':
      return { kind, to: paths.shipment(sender, number), label: number }
    case 'record':
      return { kind, to: paths.record(record), label: `${record.slice(0, 10)}…` }
    case 'proposal':
      return { kind, to: paths.proposal(proposal), label: proposal }
    default:
      return kind satisfies never
  }
}
