import { Button, SimpleGrid, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { mainGroup } from '@theriac/api'
import { useState } from 'react'
import { groupsQuery } from '../../core/session/groups.ts'
import { useMay } from '../../core/session/session.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { AddDialog } from './add-dialog.tsx'
import { GroupCard } from './group-card.tsx'
import { Members } from './members.tsx'
import { useGroupWords } from './words.ts'

/** The groups that are served together, and who is in this one. */
export default function GroupsPage() {
  const words = useGroupWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const query = useQuery(groupsQuery)
  const isMain = query.data?.items.some(({ id, current }) => current && id === mainGroup)
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        isMain &&
        may('groups.add') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {({ items }) => (
          <Stack gap="lg">
            <SimpleGrid component="ul" cols={{ base: 1, md: 2, xl: 3 }} spacing="md" p={0} m={0}>
              {items.map((group) => (
                <GroupCard key={group.id} group={group} isAlone={items.length === 1} />
              ))}
            </SimpleGrid>
            {items.map((group) => group.current && <Members key={group.id} group={group} />)}
          </Stack>
        )}
      </QueryView>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </PageFrame>
  )
}
