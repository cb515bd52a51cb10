import type { DataFolder } from '../data-folder.ts'
import type { Terminal } from '../terminal.ts'
import type { FirstAccount } from './first-account.ts'

/** What a person wants to know when the server runs. */
export interface Serving {
  readonly url: string
  /** Undefined where the chain is on nodes elsewhere. */
  readonly rpcUrl: string | undefined
  /** The web application is served too. */
  readonly hasWeb: boolean
  readonly folder: DataFolder
  readonly height: number
  /** Names to sign in with and their password, where it is a demonstration. */
  readonly demonstration: { readonly names: readonly string[]; readonly password: string } | undefined
  /** First accounts that have just been opened, or that wait. */
  readonly firstAccounts: readonly FirstAccount[]
}

/** Tells where to open what, and how to sign in. */
export function tellServing(terminal: Terminal, serving: Serving): void {
  const { url, rpcUrl, hasWeb, folder, height, demonstration, firstAccounts } = serving
  terminal.out(`Serving chain ${folder.chainId} at height ${height}`)
  if (hasWeb) terminal.out(`Open ${url}`)
  else terminal.note('The web application is not built: run `npm run build -w apps/web`, and start again.')
  terminal.out(`  API        ${url}/api/v1, explained at ${url}/reference`)
  if (rpcUrl) terminal.out(`  JSON-RPC   ${rpcUrl} (programs on this machine)`)
  if (folder.nodes) terminal.out(`  nodes      ${folder.nodes.web3.join(', ')} (${folder.nodes.engine})`)
  terminal.out(`  data       ${folder.path}`)
  if (demonstration) {
    terminal.out(`  sign in    with the password ${demonstration.password} as`)
    for (const name of demonstration.names) terminal.out(`             ${name}`)
    terminal.out('             (also .operator and .auditor of each; all of this is demonstration data)')
  }
  for (const { gln, name, file } of firstAccounts) {
    if (file) terminal.out(`  sign in    as ${name}; the password, to be changed then, is in ${file}`)
    else
      terminal.note(`  GLN ${gln} waits to be admitted by the regulator; start again then, to get its first account.`)
  }
  terminal.out('Stop it with Ctrl-C.')
  const { hostname } = new URL(url)
  if (isLoopback(hostname)) return
  terminal.note(
    `Warning: ${hostname} can be reached from other machines. Put a proxy with TLS before it, and add --behind-tls.`,
  )
  if (demonstration) terminal.note('Warning: everybody knows the passwords of the demonstration.')
}

/** Whether only this machine reaches what listens at a host. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.')
