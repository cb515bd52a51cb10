import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Where requests may go whose addresses others have named. */
export interface TargetRules {
  /** This machine too, by plain http as well. */
  readonly allowLoopback: boolean
  /** Private networks too, in which the partners of a consortium may have met. */
  readonly allowPrivate?: boolean
}

/** What is not asked, and why. */
export interface TargetFault {
  readonly rule: 'url' | 'https' | 'credentials' | 'address' | 'unresolved' | 'origin'
  readonly detail: string
}

/** An address to connect to, which was checked. */
export interface TargetAddress {
  readonly address: string
  readonly family: 4 | 6
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Networks of organisations (RFC 1918, RFC 6598, RFC 4193). */
const privateNets = { ipv4: new BlockList(), ipv6: new BlockList() }
privateNets.ipv4.addSubnet('10.0.0.0', 8, 'ipv4')
privateNets.ipv4.addSubnet('100.64.0.0', 10, 'ipv4')
privateNets.ipv4.addSubnet('172.16.0.0', 12, 'ipv4')
privateNets.ipv4.addSubnet('192.168.0.0', 16, 'ipv4')
privateNets.ipv6.addSubnet('fc00::', 7, 'ipv6')

/** Everything that is not on the public internet (RFC 6890 and its registries), so that a request reaches no machine inside. */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.ipv4.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  // The first holds `::`, `::1`, and IPv4 addresses written as IPv6.
  ['::', 16],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.ipv6.addSubnet(net, bits, 'ipv6')

/** What can be said of a URL before its name is resolved; undefined when nothing is wrong with it. */
export function faultOfUrl(text: string, rules: TargetRules): TargetFault | undefined {
  if (!URL.canParse(text)) return { rule: 'url', detail: 'is no URL' }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return { rule: 'credentials', detail: 'has credentials in it: requests are signed instead' }
  const host = hostOf(url)
  const isLocal = host === 'localhost' || isLoopback(host)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal && rules.allowLoopback))
    return { rule: 'https', detail: 'must be https' }
  if (isLocal && !rules.allowLoopback) return addressFault(host)
  if (isIP(host) !== 0 && !isAllowed(host, rules)) return addressFault(host)
  return undefined
}

/** The same of an address whose paths are ours to say: scheme, host and port alone. */
export function faultOfOrigin(text: string, rules: TargetRules): TargetFault | undefined {
  const fault = faultOfUrl(text, rules)
  if (fault) return fault
  const { pathname, search, hash } = new URL(text)
  if (pathname === '/' && search === '' && hash === '') return undefined
  return { rule: 'origin', detail: 'names scheme, host and port alone: partners know the paths' }
}

/**
 * The address to connect to. Connect to this one and no other: a name may be resolved differently a moment later.
 *
 * @returns a fault where the name does not resolve, or any of its addresses is not allowed
 */
export async function resolveTarget(url: URL, rules: TargetRules): Promise<TargetAddress | TargetFault> {
  const fault = faultOfUrl(url.href, rules)
  if (fault) return fault
  const host = hostOf(url)
  const family = isIP(host)
  if (family !== 0) return { address: host, family: family === 4 ? 4 : 6 }
  let found: readonly { readonly address: string; readonly family: number }[]
  try {
    found = await lookup(host, { all: true, verbatim: true })
  } catch {
    return { rule: 'unresolved', detail: `${host} does not resolve` }
  }
  const wrong = found.find(({ address }) => !isAllowed(address, rules))
  if (wrong) return addressFault(wrong.address)
  const [first] = found
  if (first === undefined) return { rule: 'unresolved', detail: `${host} does not resolve` }
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const isLoopback = (address: string): boolean => isIP(address) !== 0 && loopback.check(address, familyOf(address))

function isAllowed(address: string, { allowLoopback, allowPrivate = false }: TargetRules): boolean {
  if (isLoopback(address)) return allowLoopback
  if (allowPrivate && privateNets[familyOf(address)].check(address, familyOf(address))) return true
  // One list for each: a list takes an IPv4 address for the IPv6 address that it can be written as.
  return !inside[familyOf(address)].check(address, familyOf(address))
}

const addressFault = (address: string): TargetFault => ({
  rule: 'address',
  detail: `${address} is not on the public internet`,
})
