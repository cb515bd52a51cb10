import { useDocumentVisibility, useThrottledCallback } from '@mantine/hooks'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { basePath, type Job, routes } from '@theriac/api'
import { useEffect } from 'react'

/** Blocks may come many a second; what is on screen is read anew this often at most. */
const refreshMs = 2_000

/**
 * Listens to what happens on the server while the page is looked at, and reads anew what is on screen and may have changed.
 */
export function useLive(): void {
  const queryClient = useQueryClient()
  const visibility = useDocumentVisibility()
  const refresh = useThrottledCallback(() => {
    void queryClient.invalidateQueries({ predicate: ({ queryKey, meta }) => queryKey[0] !== 'session' && !meta?.still })
  }, refreshMs)
  // Hundreds of jobs may move at once.
  const refreshJobs = useThrottledCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['jobs', 'list'] }),
    refreshMs,
  )
  useEffect(() => {
    if (visibility !== 'visible') return
    const source = new EventSource(`${basePath}${routes.live.events.path}`)
    source.addEventListener('job', (event) => {
      noteJob(queryClient, JSON.parse(event.data) as Job)
      refreshJobs()
    })
    source.addEventListener('alert', () => invalidate(queryClient, 'alerts', 'dashboard'))
    source.addEventListener('notification', () => invalidate(queryClient, 'notifications', 'dashboard'))
    source.addEventListener('block', refresh)
    return () => source.close()
  }, [queryClient, visibility, refresh, refreshJobs])
}

function invalidate(queryClient: QueryClient, ...subjects: readonly string[]): void {
  for (const subject of subjects) void queryClient.invalidateQueries({ queryKey: [subject] })
}

/** What the event tells of a job is newer than what was read. */
function noteJob(queryClient: QueryClient, job: Job): void {
  queryClient.setQueryData(['jobs', 'find', { params: { id: job.id } }], job)
}

declare module '@tanstack/react-query' {
  interface Register {
    /** `still`: what was read does not change with the ledger. */
    queryMeta: { readonly still?: boolean }
  }
}
