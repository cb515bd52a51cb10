import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'

/** Tells that something was done to an alert, and reads anew what has changed with it. */
export function useTold(): (message: string) => Promise<void> {
  const queryClient = useQueryClient()
  return async (message) => {
    notifications.show({ message, color: 'teal' })
    await queryClient.invalidateQueries({
      predicate: ({ queryKey: [subject] }) => subject === 'alerts' || subject === 'dashboard',
    })
  }
}
