import { Alert, Badge, Code, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Certificate } from '@theriac/api'
import { useMemo } from 'react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useKeyWords } from './words.ts'

/** Days before its end in which a certificate is to be renewed. */
const soonDays = 30

/** Certificates of nodes: whose, until when, and which to renew now. */
export function Certificates({ certificates }: { readonly certificates: readonly Certificate[] }) {
  const words = useKeyWords()
  const columns = useColumns()
  return (
    <Section title={words.certificates}>
      {certificates.length === 0 ? (
        <>
          <Text size="sm">{words.noCertificates}</Text>
          <Text size="sm" c="dimmed">
            {words.noCertificatesDetail}
          </Text>
          <Code block mt="xs" tabIndex={0}>
            theriac init --data ./data --certificate /etc/fisco/conf/ssl.crt
          </Code>
        </>
      ) : (
        <Stack>
          <Warnings certificates={certificates} />
          <DataTable
            name={words.certificates}
            columns={columns}
            rows={certificates}
            idOf={({ file, subject }) => `${file} ${subject}`}
            plain
          />
        </Stack>
      )}
    </Section>
  )
}

function Warnings({ certificates }: { readonly certificates: readonly Certificate[] }) {
  const words = useKeyWords()
  const count = (isMeant: (one: Certificate) => boolean) => certificates.filter(isMeant).length
  const gone = count(({ daysLeft = 0 }) => daysLeft < 0)
  const soon = count(({ daysLeft = soonDays }) => daysLeft >= 0 && daysLeft < soonDays)
  const unread = count(({ fault }) => fault !== undefined)
  return (
    <>
      {gone > 0 && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={words.gone(gone)} role="alert">
          {words.renew}
        </Alert>
      )}
      {soon > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title={words.soon(soon)}>
          {words.renew}
        </Alert>
      )}
      {unread > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title={words.unread(unread)}>
          {words.putRight}
        </Alert>
      )}
    </>
  )
}

function useColumns(): readonly Column<Certificate>[] {
  const words = useKeyWords()
  const format = useFormat()
  return useMemo(() => {
    const leftOf = ({ fault, daysLeft = 0 }: Certificate) =>
      fault !== undefined
        ? { colour: 'yellow', text: words.faults[fault] }
        : daysLeft < 0
          ? { colour: 'red', text: words.ranOut }
          : { colour: daysLeft < soonDays ? 'yellow' : 'teal', text: words.days(daysLeft) }
    return [
      { id: 'file', label: words.file, value: ({ file }) => file },
      { id: 'subject', label: words.subject, value: ({ subject }) => subject, width: '1.5fr' },
      { id: 'issuer', label: words.issuer, value: ({ issuer }) => issuer, width: '1.5fr' },
      {
        id: 'validTo',
        label: words.validTo,
        value: ({ validTo }) => validTo,
        show: ({ validTo }) => validTo && format.day(validTo.slice(0, 10)),
        width: 150,
      },
      {
        id: 'left',
        label: words.left,
        value: (row) => leftOf(row).text,
        show: (row) => (
          <Badge variant="light" color={leftOf(row).colour} miw="max-content">
            {leftOf(row).text}
          </Badge>
        ),
        width: 190,
      },
    ]
  }, [words, format])
}
