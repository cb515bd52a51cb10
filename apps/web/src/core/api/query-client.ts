import { QueryClient } from '@tanstack/react-query'
import { ApiError, problems } from '@theriac/api'

/** The cache of what was read. Only what may pass later is asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && canPassLater(error),
      },
      // Without a network they fail at once, so that a page can say so and keep what was to be sent.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** No answer at all, or a problem that goes away. */
function canPassLater(error: Error): boolean {
  if (!(error instanceof ApiError)) return error instanceof TypeError
  return 'retry' in problems[error.code] && error.code !== 'TooManyRequests'
}
