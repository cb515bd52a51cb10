import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Product } from '@theriac/api'
import type { Gtin } from '@theriac/gs1'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { AlertsAbout } from '../related/alerts-about.tsx'
import { HistoryAbout } from '../related/history-about.tsx'
import { LotsOf } from '../related/lots-of.tsx'
import { RecordsAbout } from '../related/records-about.tsx'
import { optionalTexts } from './master-data/fields.ts'
import { ProductActions } from './product-actions.tsx'
import { ProductVersions } from './versions/product-versions.tsx'
import { useProductFieldWords, useProductWords } from './words.ts'

/** One product: its master data now, and as it was before. */
export default function ProductPage() {
  const params = { gtin: usePathParams<'gtin'>().gtin as Gtin }
  const query = useQuery(apiQuery('products', 'find', { params }))
  const product = query.data
  return (
    <PageFrame
      title={product?.data.name ?? params.gtin}
      {...(product ? { actions: <ProductActions product={product} /> } : {})}
    >
      <QueryView query={query} lines={8}>
        {(found) => (
          <Stack gap="lg">
            <MasterData product={found} />
            <LotsOf gtin={found.gtin} />
            <RecordsAbout about={{ gtin: found.gtin }} />
            <AlertsAbout about={{ gtin: found.gtin }} />
            <HistoryAbout about={{ gtin: found.gtin }} />
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
            [
              words.owner,
              <AppLink key="owner" to={paths.institution(product.owner.gln)}>
                {product.owner.name}
              </AppLink>,
            ],
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
