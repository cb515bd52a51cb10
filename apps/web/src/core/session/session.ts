import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Access, ApiError, type Area, allows, type CurrentSession, type Routes, routes } from '@theriac/api'
import { client, setCsrfToken } from '../api/client.ts'
import { paths } from '../paths.ts'

/** The session of this browser; null where nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'] as const,
  queryFn: async ({ signal }): Promise<CurrentSession | null> => {
    try {
      const session = await client.sessions.current({ signal })
      setCsrfToken(session.csrfToken)
      return session
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
})

/** Who is signed in. Only inside pages that need it: those are not shown to anybody else. */
export function useSession(): CurrentSession {
  const { data } = useQuery(sessionQuery)
  if (!data) throw new Error('nobody is signed in')
  return data
}

/** Id of a route: `lots.recall`. */
export type RouteId = { [S in keyof Routes]: `${S}.${keyof Routes[S] & string}` }[keyof Routes]

/** Whether a session may do something: a route by its id, or an access. */
export function may(session: CurrentSession, what: Access | RouteId): boolean {
  const caller = { kind: session.institution.kind, role: session.account.role }
  if (typeof what !== 'string' || what === 'public') return allows(what, caller)
  const [subject = '', name = ''] = what.split('.')
  const route = (routes as Readonly<Record<string, Area>>)[subject]?.[name]
  return route !== undefined && allows(route.access, caller)
}

/** Whether who is signed in may do something: what they may not is not offered. */
export function useMay(): (what: Access | RouteId) => boolean {
  const session = useSession()
  return (what) => may(session, what)
}

/** Signs in and out. */
export function useSignIn() {
  const queryClient = useQueryClient()
  return {
    async signIn(name: string, password: string): Promise<CurrentSession> {
      const session = await client.sessions.signIn({ body: { name, password } })
      setCsrfToken(session.csrfToken)
      const before = queryClient.getQueryData(sessionQuery.queryKey)
      // What somebody else saw is nothing to this one.
      if (before?.account.id !== session.account.id) queryClient.clear()
      queryClient.setQueryData(sessionQuery.queryKey, session)
      return session
    },
    /** Leaves the page too: nothing that this one saw stays in it for the next. */
    async signOut(): Promise<void> {
      await client.sessions.signOut()
      location.assign(paths.signIn)
    },
  }
}
