import { type Area, allows, type Kind, type Role, routes } from '@theriac/api'
import { useTokenWords } from './words.ts'

type Subjects = ReturnType<typeof useTokenWords>['subjects']

/** Subjects of routes in which an account may write, and which people know by name. */
export function writableSubjects(
  caller: { readonly kind: Kind; readonly role: Role },
  names: Subjects,
): readonly (keyof Subjects)[] {
  const areas = routes as Readonly<Record<string, Area>>
  return (Object.keys(names) as (keyof Subjects)[]).filter((subject) =>
    Object.values(areas[subject] ?? {}).some(
      ({ kind, access }) => (kind === 'job' || kind === 'write') && access !== 'public' && allows(access, caller),
    ),
  )
}

/** What a scope lets a token do, in words. */
export function useScopeText(): (scope: string) => string {
  const words = useTokenWords()
  return (scope) => {
    if (scope === 'read') return words.read
    const [subject = '', verb] = scope.split(':')
    const name = (words.subjects as Readonly<Record<string, string>>)[subject] ?? subject
    return verb === 'write' ? words.write(name) : words.look(name)
  }
}
