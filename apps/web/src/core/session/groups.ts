import { useQuery } from '@tanstack/react-query'
import { type Group, mainGroup } from '@theriac/api'
import { apiQuery } from '../api/query.ts'
import { defineWords } from '../i18n/messages.ts'
import { useSession } from './session.ts'

/** The groups that are served beside this one; they change when somebody adds one. */
export const groupsQuery = { ...apiQuery('groups', 'list'), staleTime: 60_000, meta: { still: true } }

/** Where a group is opened; undefined where it is not served. */
export function addressOf({ url, port, served }: Pick<Group, 'url' | 'port' | 'served'>): string | undefined {
  if (!served) return undefined
  if (url !== undefined) return url
  return port === undefined ? undefined : `${location.protocol}//${location.hostname}:${port}`
}

const useWords = defineWords({ en: () => ({ main: 'Main group' }), zh: () => ({ main: '主群组' }) })

/** What a group is called. */
export function useGroupName(): (group: Pick<Group, 'id' | 'name'>) => string {
  const words = useWords()
  return ({ id, name }) => (id === mainGroup && name === mainGroup ? words.main : name)
}

/** The group that the institution usually works in, where that is another than this one. */
export function useUsualElsewhere(): Group | undefined {
  const { defaultGroup } = useSession()
  const { data } = useQuery(groupsQuery)
  return data?.items.find(({ id, current, served }) => id === defaultGroup && !current && served)
}
