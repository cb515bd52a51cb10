import { Group, Select, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import type { RowOf } from '../../../../core/api/query.ts'
import { useProductWords } from '../words.ts'
import { ChangesTable } from './changes.tsx'

type Version = RowOf<'products', 'versions'>

/** Any two versions side by side, whole, with what differs marked. */
export function Compare({ versions }: { readonly versions: readonly Version[] }) {
  const words = useProductWords()
  const [newest, next] = versions
  const [chosen, setChosen] = useState({ before: String(next?.version), after: String(newest?.version) })
  const find = (wanted: string) => versions.find(({ version }) => String(version) === wanted)
  const [before, after] = [find(chosen.before), find(chosen.after)]
  const select = (side: 'before' | 'after', label: string) => (
    <Select
      label={label}
      data={versions.map(({ version }) => ({ value: String(version), label: words.versionNo(version) }))}
      value={chosen[side]}
      onChange={(value) => setChosen({ ...chosen, [side]: value ?? chosen[side] })}
      allowDeselect={false}
      w={180}
    />
  )
  return (
    <Stack mt="xl">
      <Title order={3} size="h5">
        {words.compare}
      </Title>
      <Group>
        {select('before', words.left)}
        {select('after', words.right)}
      </Group>
      {before && after && (
        <ChangesTable
          before={before.data}
          after={after.data}
          labels={[words.versionNo(before.version), words.versionNo(after.version)]}
          isWhole
        />
      )}
    </Stack>
  )
}
