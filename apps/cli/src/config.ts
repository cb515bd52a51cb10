import { passphraseFault } from './passphrase-rule.ts'

/** What the environment says. */
export interface Config {
  /** Passphrase of the key store, from THERIAC_PASSPHRASE. */
  readonly passphrase: string | undefined
  /** PostgreSQL to use instead of the embedded database, from DATABASE_URL. */
  readonly databaseUrl: string | undefined
  /** Colours are unwanted (https://no-color.org). */
  readonly noColour: boolean
}

const known = new Set(['THERIAC_PASSPHRASE'])

/**
 * Reads the environment. Every fault is told at once: a variable that does not hold what it must, and a `THERIAC_`
 * variable that nothing reads, which is mostly a misspelt one.
 */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly string[] } {
  const faults: string[] = []
  const passphrase = environment.THERIAC_PASSPHRASE
  const fault = passphrase === undefined ? undefined : passphraseFault(passphrase)
  if (fault) faults.push(`THERIAC_PASSPHRASE: ${fault}`)
  const databaseUrl = environment.DATABASE_URL || undefined
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/./.test(databaseUrl)) {
    // Not told as it is: it may hold a password.
    faults.push('DATABASE_URL: must be postgres://user:password@host:port/database')
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith('THERIAC_') && !known.has(name)) {
      faults.push(`${name}: no such variable; there is ${[...known].join(', ')}`)
    }
  }
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, config: { passphrase, databaseUrl, noColour: (environment.NO_COLOR ?? '') !== '' } }
}
