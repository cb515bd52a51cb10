import { Box, Group, List, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import {
  type Icon,
  IconBan,
  IconCalendarCheck,
  IconCalendarX,
  IconCash,
  IconCashOff,
  IconShieldCheck,
  IconSpeakerphone,
} from '@tabler/icons-react'
import type { PublicPack } from '@theriac/api'
import type { ReactNode } from 'react'
import { useFormat } from '../core/i18n/language-provider.tsx'
import { Facts } from '../ui/facts.tsx'
import { VerdictPanel } from '../ui/verdict/verdict-panel.tsx'
import { toneOf } from './tone.ts'
import { Way } from './way.tsx'
import { useCheckWords } from './words.ts'

/** All that the public may know of a pack, the verdict first. */
export function PackAnswer({ pack }: { readonly pack: PublicPack }) {
  const words = useCheckWords()
  const format = useFormat()
  const { verdict, advice, product, lot, way, basis, checkedAt } = pack
  return (
    <Stack gap="lg">
      <VerdictPanel tone={toneOf(verdict)} title={words.verdicts[verdict]} detail={words.details[verdict]} />
      <Checks pack={pack} />
      {advice.length > 0 && (
        <Part title={words.doNow}>
          <List spacing={6}>
            {advice.map((one) => (
              <List.Item key={one}>{words.advice[one]}</List.Item>
            ))}
          </List>
        </Part>
      )}
      {product && (
        <Part title={product.name || words.medicine}>
          <Facts
            facts={[
              [words.substance, [product.genericName, product.strength].filter(Boolean).join(' ')],
              [words.pack, [product.form, product.pack].filter(Boolean).join(', ')],
              [words.maker, product.maker],
              [words.storage, product.storageConditions],
              ['GTIN', product.gtin],
              [words.lot, lot?.lot],
              [words.production, lot && format.day(lot.production)],
              [words.origin, lot?.origin],
            ]}
          />
        </Part>
      )}
      {way && way.length > 0 && (
        <Part title={words.way}>
          <Way way={way} />
          <Text size="sm" c="dimmed" mt="md">
            {words.wayNote}
          </Text>
        </Part>
      )}
      <Part title={words.leaflet}>
        <Text>{words.leafletDetail}</Text>
      </Part>
      <Part title={words.basis}>
        <Text size="sm">{words.basisDetail(format.number(basis.block), format.instant(checkedAt))}</Text>
        <Text size="xs" c="dimmed" ff="monospace" mt="xs">
          {basis.blockHash}
        </Text>
      </Part>
    </Stack>
  )
}

/** The three questions that everybody has: in date, recalled, dispensed. */
function Checks({ pack: { lot, sale } }: { readonly pack: PublicPack }) {
  const words = useCheckWords()
  const format = useFormat()
  if (lot === undefined) return null
  const expiry = format.day(lot.expiry)
  const isSuspect = sale?.verdict === 'sold_more_than_once'
  const soldOn = sale?.day === undefined ? '' : ` ${words.soldOn(format.day(sale.day))}`
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <Check
        icon={lot.inDate ? IconCalendarCheck : IconCalendarX}
        colour={lot.inDate ? 'teal' : 'red'}
        text={lot.inDate ? words.inDate(expiry) : words.expired(expiry)}
      />
      <Check
        icon={lot.recall ? IconSpeakerphone : IconShieldCheck}
        colour={lot.recall ? 'red' : 'teal'}
        text={lot.recall ? words.recalled(lot.recall.class) : words.notRecalled}
        {...(lot.recall ? { detail: lot.recall.reason } : {})}
      />
      {sale && (
        <Check
          icon={isSuspect ? IconBan : sale.verdict === 'sold_once' ? IconCash : IconCashOff}
          colour={isSuspect ? 'red' : 'gray'}
          text={`${words.sales[sale.verdict]}${soldOn}`}
        />
      )}
    </SimpleGrid>
  )
}

function Check(props: {
  readonly icon: Icon
  readonly colour: string
  readonly text: string
  readonly detail?: string
}) {
  const { icon: CheckIcon, colour, text, detail } = props
  return (
    <Box className="theriac-surface" p="sm">
      <Group wrap="nowrap" gap="sm" align={detail ? 'flex-start' : 'center'}>
        <ThemeIcon variant="light" color={colour} size={36} radius="md">
          <CheckIcon size={20} aria-hidden />
        </ThemeIcon>
        <div>
          <Text fw={600} size="sm">
            {text}
          </Text>
          {detail && (
            <Text size="sm" c="dimmed">
              {detail}
            </Text>
          )}
        </div>
      </Group>
    </Box>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="section" className="theriac-surface" p={{ base: 'md', sm: 'lg' }}>
      <Title order={3} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Box>
  )
}
