import { isFiscoError, nodeFaultOf, type RpcSide } from '@theriac/fisco-bcos'
import { CliError } from '../cli-error.ts'
import type { Nodes } from '../nodes.ts'
import { sentence } from '../sentence.ts'

/** What is wrong with one node, or with the way to it, as an error that can be told. What nobody expected stays as it is. */
export function faultOfNode(
  { url, fault }: { readonly url: string; readonly fault: unknown },
  side: RpcSide,
  engine: Nodes['engine'],
): unknown {
  if (!isFiscoError(fault)) return fault
  const { found, advice } = nodeFaultOf(fault, side)
  const place = 'url' in fault.data && found.en.includes(fault.data.url) ? '' : `${url}: `
  const words = `${place}${found.en}`
  const isEmbedded = engine === 'embedded' && !fault.code.startsWith('Tls')
  return new CliError(fault.code, sentence(words), isEmbedded ? embeddedAdvice : `${sentence(advice.en)}.`, fault)
}

const embeddedAdvice =
  'Is `theriac serve` running there? It tells its JSON-RPC when it starts, such as http://127.0.0.1:8080/rpc: give that with --web3.'
