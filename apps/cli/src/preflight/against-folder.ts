import { isDeepStrictEqual } from 'node:util'
import type { Gln } from '@theriac/gs1'
import { isLedgerError } from '@theriac/ledger'
import { CliError } from '../cli-error.ts'
import { readDeployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Nodes } from '../nodes.ts'
import { inspectNodes } from './inspect-nodes.ts'
import type { ChainIdentity } from './judge.ts'

/** What somebody says of a data folder; what is not said may be as it is. */
interface Wanted {
  readonly chainId?: number
  readonly gln?: Gln
  readonly name?: string
  readonly institution?: Gln
}

/**
 * Looks at nodes that a data folder does not know yet, before they are noted.
 *
 * @returns their chain; undefined where the folder knows them
 * @throws as {@link inspectNodes} does
 */
export async function inspectNew(
  nodes: Nodes,
  found: DataFolder | undefined,
  chainId = found?.chainId,
): Promise<ChainIdentity | undefined> {
  if (found && isDeepStrictEqual(found.nodes, nodes)) return undefined
  const there = found && (await readDeployment(found))
  const expected = { ...(chainId ? { chainId } : {}), ...(there ? { genesisHash: there.genesisHash } : {}) }
  try {
    return await inspectNodes(nodes, expected)
  } catch (error) {
    if (!found || there || !isLedgerError(error, 'EndpointWrongChain')) throw error
    const { node, actual } = error.data
    throw differs(found, false, `is for chain id ${found.chainId}, and ${node} has ${actual}`)
  }
}

/** Refuses a folder that is there and of something else. Throws CliError DataFolderDiffers. */
export async function refuseDifference(found: DataFolder, asked: Wanted, nodes: Nodes | undefined): Promise<void> {
  const { chainId, regulator } = found
  const differences = [
    asked.chainId !== undefined && asked.chainId !== chainId ? `chain id ${chainId}` : undefined,
    nodes && (nodes.engine !== found.nodes?.engine || nodes.group !== found.nodes.group)
      ? found.nodes
        ? `its chain on ${found.nodes.engine}, ${found.nodes.group}`
        : 'a chain of its own'
      : undefined,
    asked.institution !== undefined && asked.institution !== found.institution
      ? `institution ${found.institution ?? regulator.gln}`
      : undefined,
    asked.gln !== undefined && asked.gln !== regulator.gln ? `regulator's GLN ${regulator.gln}` : undefined,
    asked.name !== undefined && asked.name !== regulator.name ? `regulator's name “${regulator.name}”` : undefined,
  ].filter((one) => one !== undefined)
  if (differences.length === 0) return
  throw differs(found, (await readDeployment(found)) !== undefined, `is there already, with ${differences.join(', ')}`)
}

/** A folder that is of another installation, or that an earlier run made and did not get on with. */
function differs({ path }: DataFolder, hasContracts: boolean, how: string): CliError {
  const advice = hasContracts
    ? 'Nothing was changed. Name another folder with --data for another installation.'
    : `Nothing was changed. No contracts belong to it: remove ${path} if a run that failed left it, or name another folder with --data.`
  return new CliError('DataFolderDiffers', `The data folder ${path} ${how}`, advice)
}
