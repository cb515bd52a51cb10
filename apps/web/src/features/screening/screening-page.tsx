import { Group, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useSearchState } from '../../core/pages/page-state.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { DrugCandidates } from './candidates/drug-candidates.tsx'
import { SupplierCandidates } from './candidates/supplier-candidates.tsx'
import { useScreeningWords } from './words.ts'

const first = { what: 'factory', text: '' }
const kinds = ['factory', 'distributor', 'drugs'] as const

/** Finds suppliers and drugs, says what their record comes to, and lets two or three be compared. */
export default function ScreeningPage() {
  const words = useScreeningWords()
  const [{ what, text }, change] = useSearchState(first)
  const kind = kinds.find((one) => one === what) ?? 'factory'
  const search = useDebouncedCallback((wanted: string) => change({ text: wanted }), 300)
  const label = kind === 'drugs' ? words.searchDrugs : words.searchSuppliers
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Group gap="sm">
        <SegmentedControl
          aria-label={words.what}
          data={kinds.map((value) => ({ value, label: words[value] }))}
          value={kind}
          onChange={(value) => change({ what: value, text: '' })}
        />
        <TextInput
          key={kind}
          aria-label={label}
          placeholder={label}
          leftSection={<IconSearch size={16} />}
          defaultValue={text}
          onChange={({ currentTarget: { value } }) => search(value.trim())}
          flex="1 1 260px"
          maw={480}
        />
      </Group>
      {kind === 'drugs' ? <DrugCandidates text={text} /> : <SupplierCandidates key={kind} kind={kind} text={text} />}
    </PageFrame>
  )
}
