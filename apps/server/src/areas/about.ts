import { type aboutRoutes, roles } from '@theriac/api'
import type { ServerSettings } from '../compose.ts'
import { cast, demonstrationPassword } from '../demonstration/cast.ts'
import { accountName } from '../demonstration/enrol.ts'
import type { Handlers } from '../http/handler.ts'

/** What the server tells of itself. */
export interface AboutDeps {
  readonly settings: ServerSettings
  readonly version: string
}

/** Passwords are told of a demonstration alone, where everybody knows them. */
export function createAboutHandlers({ settings, version }: AboutDeps): Handlers<typeof aboutRoutes> {
  const { demonstration } = settings
  const accounts = cast.flatMap(({ key, name: institution, kind }) =>
    roles.map((role) => ({ name: accountName(key, role), password: demonstrationPassword, role, institution, kind })),
  )
  return {
    async show() {
      return { version, demonstration, ...(demonstration ? { accounts } : {}) }
    },
  }
}
