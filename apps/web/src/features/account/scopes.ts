import { type Area, allows, type CurrentSession, routes } from '@theriac/api'
import { useAccountWords } from './words.ts'

type Subjects = ReturnType<typeof useAccountWords>['subjects']

/** Subjects of routes in which whoever is signed in may write, and which people know by name. */
export function writableSubjects(session: CurrentSession, names: Subjects): readonly (keyof Subjects)[] {
  const caller = { kind: session.institution.kind, role: session.account.role }
  const areas = routes as Readonly<Record<string, Area>>
  return (Object.keys(names) as (keyof Subjects)[]).filter((subject) =>
    Object.values(areas[subject] ?? {}).some(
      ({ kind, access }) => (kind === 'job' || kind === 'write') && access !== 'public' && allows(access, caller),
    ),
  )
}

/** What a scope lets a token do, in words. */
export function useScopeText(): (scope: string) => string {
  const words = useAccountWords()
  return (scope) => {
    if (scope === 'read') return words.read
    const [subject = '', verb] = scope.split(':')
    const name = (words.subjects as Readonly<Record<string, string>>)[subject] ?? subject
    return verb === 'write' ? words.write(name) : words.look(name)
  }
}
