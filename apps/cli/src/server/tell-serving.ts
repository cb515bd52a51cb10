import type { DataFolder } from '../data-folder.ts'
import type { Terminal } from '../terminal.ts'

/** What a person wants to know when the server runs. */
export interface Serving {
  readonly url: string
  readonly rpcUrl: string
  /** The web application is served too. */
  readonly hasWeb: boolean
  readonly folder: DataFolder
  readonly height: number
  /** Names to sign in with and their password, where it is a demonstration. */
  readonly demonstration: { readonly names: readonly string[]; readonly password: string } | undefined
  /** File with the first account's password, where it has just been made. */
  readonly firstPassword: { readonly name: string; readonly file: string } | undefined
}

/** Tells where to open what, and how to sign in. */
export function tellServing(terminal: Terminal, serving: Serving): void {
  const { url, rpcUrl, hasWeb, folder, height, demonstration, firstPassword } = serving
  terminal.out(`Serving chain ${folder.chainId} at height ${height}`)
  if (hasWeb) terminal.out(`Open ${url}`)
  else terminal.note('The web application is not built: run `npm run build -w apps/web`, and start again.')
  terminal.out(`  API        ${url}/api/v1, explained at ${url}/reference`)
  terminal.out(`  JSON-RPC   ${rpcUrl} (programs on this machine)`)
  terminal.out(`  data       ${folder.path}`)
  if (demonstration) {
    terminal.out(`  sign in    with the password ${demonstration.password} as`)
    for (const name of demonstration.names) terminal.out(`             ${name}`)
    terminal.out('             (also .operator and .auditor of each; all of this is demonstration data)')
  }
  if (firstPassword) {
    terminal.out(`  sign in    as ${firstPassword.name}; the password, to be changed then, is in ${firstPassword.file}`)
  }
  terminal.out('Stop it with Ctrl-C.')
  const { hostname } = new URL(url)
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  if (isLoopback) return
  terminal.note(
    `Warning: ${hostname} can be reached from other machines. Put a proxy with TLS before it, and add --behind-tls.`,
  )
  if (demonstration) terminal.note('Warning: everybody knows the passwords of the demonstration.')
}
