import { Text } from '@mantine/core'
import { IconChevronRight, IconCircleCheck } from '@tabler/icons-react'
import type { Dashboard } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSession } from '../../core/session/session.ts'
import { PlainLink } from '../../ui/app-link.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { taskPath } from './task-paths.ts'
import classes from './tasks.module.css'
import { taskWords, useHomeWords } from './words.ts'

/** What is to be done, the most urgent first; each leads to where it is done. */
export function Tasks({ tasks }: { readonly tasks: Dashboard['tasks'] }) {
  const words = useHomeWords()
  const text = useText()
  const format = useFormat()
  const { institution } = useSession()
  if (tasks.length === 0)
    return <EmptyState icon={IconCircleCheck} title={words.nothing} detail={words.nothingDetail} />
  return (
    <div>
      {tasks.map(({ task, count, severity }) => (
        <PlainLink key={task} to={taskPath(task, institution.kind)} className={classes.task}>
          <span className={classes.count}>{format.number(count)}</span>
          <Text component="span" flex={1}>
            {text(taskWords[task])}
          </Text>
          <StatusBadge status={severity} />
          <IconChevronRight size={18} color="var(--mantine-color-dimmed)" aria-hidden />
        </PlainLink>
      ))}
    </div>
  )
}
