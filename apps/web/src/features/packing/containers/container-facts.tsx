import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { glnsOf, usePlaceText } from '../place.ts'
import type { ContainerDetail } from './container-detail.ts'
import { useContainerWords } from './words.ts'

/** What a container is and where. */
export function ContainerFacts({ container }: { readonly container: ContainerDetail }) {
  const words = useContainerWords()
  const format = useFormat()
  const { sscc, place, root, units, lots, children, createdBy, createdAt } = container
  const nameOf = useInstitutionNames([...glnsOf(root), createdBy])
  const placeText = usePlaceText(nameOf)
  return (
    <Section>
      <Facts
        facts={[
          [words.sscc, <Identifier key="sscc" value={sscc} />],
          [
            words.place,
            root.kind === 'shipment' && root.sender !== undefined && root.number !== undefined ? (
              <AppLink key="place" to={paths.shipment(root.sender, root.number)}>
                {placeText(root)}
              </AppLink>
            ) : (
              placeText(root)
            ),
          ],
          [
            words.inside,
            place.kind === 'container' && place.sscc !== undefined && (
              <AppLink key="inside" to={paths.container(place.sscc)} ff="monospace">
                {place.sscc}
              </AppLink>
            ),
          ],
          [words.packs, format.number(units)],
          [words.lots, format.number(lots)],
          [words.children, children > 0 && format.number(children)],
          [words.madeBy, nameOf(createdBy)],
          [words.madeAt, format.instant(createdAt)],
        ]}
      />
    </Section>
  )
}
