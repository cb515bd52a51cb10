import { readFile } from 'node:fs/promises'
import { mainGroup } from '@theriac/api'
import type { AddedGroup, GroupEntry, Groups, NewGroup } from '@theriac/server'
import type { DataFolder } from '../data-folder.ts'
import { explain } from '../explain.ts'
import { makeKeys } from '../initialise.ts'
import { openKeyring } from '../keyring.ts'
import { nodesIn } from '../nodes.ts'
import { type ServedFolder, type ServeFolderOptions, serveFolder } from '../server/serve-folder.ts'
import { tellGroup, tellUnserved } from '../server/tell-serving.ts'
import type { Terminal } from '../terminal.ts'
import { findGroupFolder, type GroupFolder, groupIds } from './group-folders.ts'
import { type GroupWish, makeGroup } from './make-group.ts'
import { wishOf } from './wish-of.ts'

/** What the groups beside the main one are served with. */
export interface GroupServersOptions {
  readonly main: DataFolder
  /** Of the main folder's key store, which the groups share. */
  readonly passphrase: () => Promise<string>
  /** Every group listens on a free port, not on its own. */
  readonly anyPort: boolean
  readonly serving: Omit<ServeFolderOptions, 'groups' | 'port'>
  readonly terminal: Terminal
}

/** The servers of the groups below a data folder, in this process beside the main one. */
export interface GroupServers {
  /** What a group's server knows of all groups. */
  seenBy(id: string): Groups
  /** Notes where the main group's server listens. */
  mainListens(port: number): void
  /** Serves all that have a folder. One that cannot be opened is told, and does not stop the others. */
  openAll(signal: AbortSignal): Promise<void>
  /** Takes out those whose chain cannot write any more, and tells it. */
  dropBroken(): void
  close(): Promise<void>
}

/** A group as it stands here: what is told of it, and its server where it has one. */
interface Standing {
  entry: GroupEntry
  served?: ServedFolder
}

/** Opens nothing yet. */
export function createGroupServers(options: GroupServersOptions): GroupServers {
  const { main, passphrase, anyPort, serving, terminal } = options
  const mainId = main.group?.id ?? mainGroup
  const standing = new Map<string, Standing>([[mainId, { entry: entryOf(main, { served: true }) }]])
  let isClosed = false
  /** One group is made or opened at a time. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = turn.then(act)
    turn = done.catch(() => undefined)
    return done
  }

  const seenBy = (current: string): Groups => ({
    current,
    list: () => [...standing.values()].map(({ entry }) => entry),
    // Who manages accounts of another group has no say over the process.
    ...(current === mainGroup ? { add: (wish) => inTurn(() => add(wish)) } : {}),
  })

  async function open(folder: GroupFolder): Promise<ServedFolder> {
    const { id } = folder.group
    const keyring = openKeyring(folder, passphrase)
    const port = anyPort ? 0 : folder.listen.port
    standing.set(id, { entry: entryOf(folder, { served: false }) })
    // What a crash left unfinished.
    await makeKeys(folder, keyring)
    const served = await serveFolder(folder, keyring, { ...serving, port, groups: seenBy(id) })
    const entry = entryOf(folder, { served: true, port: Number(new URL(served.url).port) })
    standing.set(id, { entry, served })
    tellGroup(terminal, served)
    return served
  }

  /** Tells why a group is not served. A fault that nobody expected goes to the log too. */
  function tell(id: string, error: unknown): void {
    const known = explain(error)
    if (!known) serving.log.error({ err: error, group: id }, 'a group could not be opened')
    tellUnserved(terminal, id, known)
  }

  async function add(wish: NewGroup): Promise<AddedGroup> {
    if (isClosed) return { ok: false, why: 'away', detail: 'The server is being stopped' }
    if (standing.has(wish.id) || (await groupIds(main)).includes(wish.id)) {
      return { ok: false, why: 'taken', detail: `There is a group ${wish.id} already` }
    }
    const looked = await lookFor(wish).catch((error: unknown) => {
      const known = explain(error)
      if (!known) throw error
      return known.message
    })
    if (typeof looked === 'string') return { ok: false, why: 'unfit', detail: looked }
    try {
      const { folder } = await makeGroup(main, looked, passphrase)
      const { firstAccounts } = await open(folder)
      const { entry } = standing.get(wish.id) ?? { entry: entryOf(folder, { served: true }) }
      const own = firstAccounts.find(({ gln, file }) => gln === folder.regulator.gln && file !== undefined)
      const password = own?.file === undefined ? undefined : (await readFile(own.file, 'utf8')).trim()
      const firstAccount = own && password !== undefined ? { name: own.name, password } : undefined
      return { ok: true, group: entry, firstAccount }
    } catch (error) {
      tell(wish.id, error)
      return { ok: false, why: 'away', detail: `The group ${wish.id} could not be opened; the server’s log says why` }
    }
  }

  async function lookFor({ id, name, connect }: NewGroup): Promise<GroupWish> {
    const nodes = connect && nodesIn({ ...connect, engine: connect.engine === 'theriac' ? 'embedded' : connect.engine })
    return wishOf(main, { id, name, nodes, directory: connect?.directory })
  }

  async function drop({ entry }: Standing, served: ServedFolder): Promise<void> {
    standing.set(entry.id, { entry: { ...entry, served: false } })
    await served.close()
  }

  return {
    seenBy,
    mainListens(port) {
      standing.set(mainId, { entry: entryOf(main, { served: true, port }) })
    },
    async openAll(signal) {
      for (const id of await groupIds(main)) {
        if (signal.aborted) return
        await inTurn(async () => {
          const folder = await findGroupFolder(main, id)
          if (folder) await open(folder)
        }).catch((error: unknown) => tell(id, error))
      }
    },
    dropBroken() {
      for (const one of standing.values()) {
        const fault = one.served?.ground.chain?.failure
        if (!one.served || !fault) continue
        const message = `Its chain cannot write any more and was stopped: ${fault.message}`
        const advice = 'Look at the disk with `df -h`, make room, and start again: what was acknowledged is kept.'
        tellUnserved(terminal, one.entry.id, { message, code: 'ChainFailed', advice })
        drop(one, one.served).catch((error: unknown) => tell(one.entry.id, error))
      }
    },
    async close() {
      isClosed = true
      await turn
      const served = [...standing.values()].flatMap((one) => (one.served ? [one.served] : []))
      const ended = await Promise.allSettled(served.map((one) => one.close()))
      const failed = ended.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
  }
}

function entryOf(folder: DataFolder, where: Pick<GroupEntry, 'served' | 'port'>): GroupEntry {
  const { id, name } = folder.group ?? { id: mainGroup, name: mainGroup }
  const engine = folder.nodes?.engine === 'fisco-bcos' ? 'fisco-bcos' : 'theriac'
  const url = folder.url === undefined ? {} : { url: folder.url }
  return { id, name, engine, chainId: folder.chainId, ...where, ...url }
}
