import type { Explanation } from '../explain.ts'
import { shownUrl } from '../nodes.ts'
import type { Terminal } from '../terminal.ts'
import type { FirstAccount } from './first-account.ts'
import { rpcPath } from './open-server.ts'
import type { ServedFolder } from './serve-folder.ts'

/** What a person wants to know of the main group beside where it is. */
interface Offer {
  /** The web application is served too. */
  readonly hasWeb: boolean
  /** Names to sign in with and their password, where it is a demonstration. */
  readonly demonstration: { readonly names: readonly string[]; readonly password: string } | undefined
}

/** Tells where to open what, and how to sign in. */
export function tellServing(terminal: Terminal, served: ServedFolder, { hasWeb, demonstration }: Offer): void {
  const { url, folder, height } = served
  terminal.out(`Serving chain ${folder.chainId} at height ${height}`)
  if (hasWeb) terminal.out(`Open ${url}`)
  else terminal.note('The web application is not built: run `npm run build -w apps/web`, and start again.')
  terminal.out(`  API        ${url}/api/v1, explained at ${url}/reference`)
  tellPlaces(terminal, served)
  if (demonstration) {
    terminal.out(`  sign in    with the password ${demonstration.password} as`)
    for (const name of demonstration.names) terminal.out(`             ${name}`)
    terminal.out('             (also .operator and .auditor of each; all of this is demonstration data)')
  }
  for (const one of served.firstAccounts) tellFirstAccount(terminal, one)
  const { hostname } = new URL(url)
  if (isLoopback(hostname)) return
  terminal.note(
    `Warning: ${hostname} can be reached from other machines. Put a proxy with TLS before it, and add --behind-tls.`,
  )
  if (demonstration) terminal.note('Warning: everybody knows the passwords of the demonstration.')
}

/** Tells where a further group is served, and how to sign in there. */
export function tellGroup(terminal: Terminal, served: ServedFolder): void {
  const { url, folder, height } = served
  const { id = '', name = '' } = folder.group ?? {}
  terminal.out(`Group ${id}${name === id ? '' : ` (${name})`} at ${url}, chain ${folder.chainId} at height ${height}`)
  tellPlaces(terminal, served)
  for (const one of served.firstAccounts) tellFirstAccount(terminal, one)
}

/** Tells that a further group is not served, and why. */
export function tellUnserved(terminal: Terminal, id: string, fault: Omit<Explanation, 'exitCode'> | undefined): void {
  if (!fault) {
    terminal.note(`theriac: the group ${id} is not served: something went wrong that this program does not know`)
    return
  }
  terminal.note(`theriac: the group ${id} is not served: ${fault.message} [${fault.code}]`)
  terminal.note(`  What to do: ${fault.advice}`)
}

function tellPlaces({ out }: Terminal, { url, ground, folder }: ServedFolder): void {
  if (ground.chain) out(`  JSON-RPC   ${url}${rpcPath} (programs on this machine)`)
  if (folder.nodes) out(`  nodes      ${folder.nodes.web3.map(shownUrl).join(', ')} (${folder.nodes.engine})`)
  out(`  data       ${folder.path}`)
}

function tellFirstAccount(terminal: Terminal, { gln, name, admin, file }: FirstAccount): void {
  if (file) terminal.out(`  sign in    as ${name}; the password, to be changed then, is in ${file}`)
  else {
    terminal.note(
      `  GLN ${gln} waits to be admitted by the regulator, with the key ${admin}; start again then, to get its first account.`,
    )
  }
}

/** Whether only this machine reaches what listens at a host. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.')
