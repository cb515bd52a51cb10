import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconCircleOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { RecordVersion, WrittenRecord } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { recordKindWords } from '../../ui/words/records.ts'
import { Amend } from './record/amend.tsx'
import { Proof } from './record/proof.tsx'
import { Said } from './record/said.tsx'
import { Versions } from './record/versions.tsx'
import { VoidDialog } from './record/void-dialog.tsx'
import { useSubjectText } from './subject.ts'
import { useMayRecord } from './use-may-record.ts'
import { useRecordWords } from './words.ts'

/** One record: what it says, its files, its proof on the ledger, and all its versions; amended and voided here. */
export default function RecordPage() {
  const words = useRecordWords()
  const text = useText()
  const mayRecord = useMayRecord()
  const { institution } = useSession()
  const params = { record: usePathParams<'record'>().record as WrittenRecord['record'] }
  const [doing, setDoing] = useState<'amend' | 'void'>()
  const record = useQuery(apiQuery('records', 'find', { params }))
  const versions = useQuery({ ...apiQuery('records', 'versions', { params }), enabled: record.data !== undefined })
  const found = record.data
  const aboutOf = useSubjectText(found ? [found.subject] : [])
  const isOpen = found !== undefined && !found.voided && found.author === institution.gln && mayRecord(found.kind)
  const stop = () => setDoing(undefined)
  return (
    <PageFrame
      title={found ? text(recordKindWords[found.kind]) : words.title}
      {...(found ? { intro: aboutOf(found.subject) } : {})}
      width="narrow"
      actions={
        <>
          {found && <StatusBadge status={found.voided ? 'voided' : 'in_force'} size="lg" />}
          <ButtonLink to={paths.records} variant="default">
            {words.all}
          </ButtonLink>
          {isOpen && doing !== 'amend' && (
            <>
              <Button variant="light" color="red" onClick={() => setDoing('void')}>
                {words.voidIt}
              </Button>
              {found.document && <Button onClick={() => setDoing('amend')}>{words.amend}</Button>}
            </>
          )}
        </>
      }
    >
      <QueryView query={record} lines={8}>
        {(data) => (
          <QueryView query={versions} lines={8}>
            {({ items }) => (
              <Stack gap="lg">
                <Content record={data} versions={items} isAmending={doing === 'amend'} onDone={stop} />
                {doing === 'void' && <VoidDialog record={data} onClose={stop} />}
              </Stack>
            )}
          </QueryView>
        )}
      </QueryView>
    </PageFrame>
  )
}

function Content(props: {
  readonly record: WrittenRecord
  readonly versions: readonly RecordVersion[]
  readonly isAmending: boolean
  readonly onDone: () => void
}) {
  const { record, versions, isAmending, onDone } = props
  const words = useRecordWords()
  const nameOf = useInstitutionNames([record.author])
  const personOf = usePeopleNames(record.author)
  const newest = versions.at(-1)
  /** The newest that says something: that before the tombstone of a voided record. */
  const said = versions.findLast(({ hash }) => hash !== undefined)
  return (
    <>
      {record.voided && newest && (
        <Tombstone version={newest} who={personOf(newest.operator) ?? nameOf(record.author)} />
      )}
      {isAmending && record.document ? (
        <Amend record={record} document={record.document} onDone={onDone} />
      ) : (
        <Said record={record} author={nameOf(record.author)} {...(said?.document ? { document: said.document } : {})} />
      )}
      {said && <Proof record={record} version={said} />}
      <Section title={words.versions}>
        <Versions versions={versions} personOf={personOf} author={nameOf(record.author)} />
      </Section>
    </>
  )
}

function Tombstone({ version, who }: { readonly version: RecordVersion; readonly who: string }) {
  const words = useRecordWords()
  const format = useFormat()
  return (
    <Alert color="gray" icon={<IconCircleOff />} title={words.isVoid}>
      <Text size="sm" fw={600}>
        {version.reason}
      </Text>
      <Text size="sm">{words.voidedBy(who, format.instant(version.at))}</Text>
    </Alert>
  )
}
