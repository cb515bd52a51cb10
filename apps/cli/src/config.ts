import { passphraseFault } from './passphrase-rule.ts'

/** What the environment says. */
export interface Config {
  /** Passphrase of the key store, from THERIAC_PASSPHRASE. */
  readonly passphrase: string | undefined
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
  for (const name of Object.keys(environment)) {
    if (name.startsWith('THERIAC_') && !known.has(name)) {
      faults.push(`${name}: no such variable; there is ${[...known].join(', ')}`)
    }
  }
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, config: { passphrase, noColour: (environment.NO_COLOR ?? '') !== '' } }
}
