import type { Groups, Server, ServerSettings } from '@theriac/server'
import type { Logger } from 'pino'
import { readDeployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Keyring } from '../keyring.ts'
import { type FirstAccount, openFirstAccounts } from './first-account.ts'
import { prepareContracts } from './first-start.ts'
import { type Ground, openGround, openServer } from './open-server.ts'

/** How a data folder is served. */
export interface ServeFolderOptions {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string | undefined
  readonly settings: Omit<ServerSettings, 'demonstration'>
  readonly groups: Groups
  readonly webFolder: string | undefined
  readonly version: string
  readonly log: Logger
}

/** A data folder that is served. */
export interface ServedFolder {
  readonly folder: DataFolder
  readonly url: string
  readonly ground: Ground
  readonly server: Server
  /** Height of the chain when it was opened. */
  readonly height: number
  /** First accounts that have just been opened, or that wait. */
  readonly firstAccounts: readonly FirstAccount[]
  close(): Promise<void>
}

/** Opens chain, database and server of a data folder, and listens. What was opened is closed when the rest cannot be. */
export async function serveFolder(
  folder: DataFolder,
  keyring: Keyring,
  { host, port, databaseUrl, webFolder, settings, ...rest }: ServeFolderOptions,
): Promise<ServedFolder> {
  const { demonstration } = folder
  const genesisHash = (await readDeployment(folder))?.genesisHash
  const ground = await openGround(folder, { databaseUrl, genesisHash })
  let server: Server | undefined
  async function close(): Promise<void> {
    try {
      await server?.close()
    } finally {
      const isBroken = ground.chain?.failure !== undefined
      await ground.close().catch((error: unknown) => {
        // What broke it has been told, and says more.
        if (!isBroken) throw error
      })
    }
  }
  try {
    const deployment = await prepareContracts(folder, keyring, ground)
    const options = { ...rest, settings: { ...settings, demonstration }, ...(webFolder ? { webFolder } : {}) }
    server = await openServer(folder, keyring, deployment, ground, options)
    const firstAccounts = demonstration ? [] : await openFirstAccounts(server, folder, keyring)
    const url = await server.listen({ host, port })
    const height = Number(await ground.endpoint.request({ method: 'eth_blockNumber' }))
    return { folder, url, ground, server, height, firstAccounts, close }
  } catch (error) {
    await close()
    throw error
  }
}
