import { isFiscoError, type NativeRpc } from '@theriac/fisco-bcos'
import type { Drift, OwnNode } from '../committee-types.ts'
import { readConfiguration } from './configuration.ts'

/** The key under which the versions of the nodes' programs are told. */
const versionKey = 'version'

interface Told {
  readonly node: OwnNode
  readonly values: ReadonlyMap<string, string>
}

/** What each of one's own nodes is set to, and where they do not agree. One that does not answer is told as such. */
export async function readDrift(rpcs: readonly NativeRpc[]): Promise<Drift> {
  const told = await Promise.all(rpcs.map((rpc, index) => tell(rpc, index + 1)))
  const answered = told.filter(({ node }) => node.fault === undefined)
  const keys = [...new Set(answered.flatMap(({ values }) => [...values.keys()]))].sort()
  const differences = keys.flatMap((key) => {
    const values = answered.map(({ node, values: own }) => {
      const value = own.get(key)
      return { place: node.place, ...(value === undefined ? {} : { value }) }
    })
    return new Set(values.map(({ value }) => value)).size > 1 ? [{ key, values }] : []
  })
  return { nodes: told.map(({ node }) => node), differences }
}

async function tell(rpc: NativeRpc, place: number): Promise<Told> {
  try {
    const [sync, group, settings] = await Promise.all([rpc.getSyncStatus(), rpc.getGroupInfo(), readConfiguration(rpc)])
    const { nodeID, blockNumber } = sync
    const version = group.nodeList.find((node) => node.nodeID === nodeID)?.iniConfig.binaryInfo.version
    const values = new Map(settings.map(({ key, value }) => [key, value]))
    if (version !== undefined) values.set(versionKey, version)
    const node = { place, id: `0x${nodeID}`, height: Number(blockNumber) } as const
    return { node: { ...node, ...(version === undefined ? {} : { version }) }, values }
  } catch (error) {
    if (!isFiscoError(error)) throw error
    return { node: { place, fault: error.code }, values: new Map() }
  }
}
