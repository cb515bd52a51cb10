import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Product } from '@theriac/api'
import type { Gtin } from '@theriac/gs1'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { optionalTexts } from './fields.ts'
import { ProductVersions } from './product-versions.tsx'
import { useProductFieldWords, useProductWords } from './words.ts'

/** One product: its master data now, and as it was before. */
export default function ProductPage() {
  const words = useProductWords()
  const params = { gtin: usePathParams<'gtin'>().gtin as Gtin }
  const may = useMay()
  const { institution } = useSession()
  const query = useQuery(apiQuery('products', 'find', { params }))
  const product = query.data
  const canMake = product?.owner.gln === institution.gln && product.status === 'active' && may('lots.register')
  return (
    <PageFrame
      title={product?.data.name ?? params.gtin}
      actions={
        canMake && (
          <ButtonLink to={paths.newLot} leftSection={<IconStack2 size={16} />}>
            {words.registerLot}
          </ButtonLink>
        )
      }
    >
      <QueryView query={query} lines={8}>
        {(found) => (
          <Stack gap="lg">
            <MasterData product={found} />
            <ProductVersions gtin={found.gtin} newest={found.version} />
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}

function MasterData({ product }: { readonly product: Product }) {
  const words = useProductWords()
  const fieldWords = useProductFieldWords()
  const format = useFormat()
  const { data } = product
  return (
    <>
      {product.status !== 'active' && product.reason && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={words.reason}>
          {product.reason}
        </Alert>
      )}
      <Section>
        <Facts
          facts={[
            [words.status, <StatusBadge key="status" status={product.status} />],
            [fieldWords.gtin, <Identifier key="gtin" value={product.gtin} />],
            [words.owner, product.owner.name],
            ...optionalTexts.map((field) => [fieldWords[field], data[field]] as const),
            [fieldWords.packSize, format.number(data.packSize)],
            [words.updatedAt, format.instant(product.updatedAt)],
          ]}
        />
      </Section>
      {data.levels.length > 0 && (
        <Section title={words.levels}>
          <Stack gap="xs">
            {data.levels.map(({ gtin, units }) => (
              <Group key={gtin} gap="md">
                <Identifier value={gtin} />
                <Text size="sm" c="dimmed">
                  {words.level(units)}
                </Text>
              </Group>
            ))}
          </Stack>
        </Section>
      )}
    </>
  )
}
