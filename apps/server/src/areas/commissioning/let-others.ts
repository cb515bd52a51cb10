import { setImmediate } from 'node:timers/promises'

/**
 * Lets other requests have their turn. The embedded database answers without ever waiting for anything, so that work on
 * many rows would hold all others up until its end.
 */
export async function letOthers(): Promise<void> {
  await setImmediate()
}
