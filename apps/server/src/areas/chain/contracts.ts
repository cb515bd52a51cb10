import type { ChainContract, chainContractRoutes } from '@theriac/api'
import { type Addresses, type Administration, abiHash, contractAbis, listContract } from '@theriac/ledger'
import type { ChainQueries, HistoryQueries } from '@theriac/read-model'
import type { AbiParameter, Address, Hex } from 'viem'
import type { Handlers } from '../../http/handler.ts'
import { invalidField, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { proposeAct, type StrongActDeps } from '../governance/strong-acts.ts'
import { typeText } from './abi-values.ts'
import { type AskDeps, createAsker } from './ask.ts'
import { isTold, logView } from './logs.ts'
import { hexOfBytes } from './wire.ts'

/** What the handlers of contracts need. */
export interface ChainContractDeps extends StrongActDeps, AskDeps {
  readonly administration: Administration
  readonly chain: ChainQueries
  readonly history: HistoryQueries
}

const parametersOf = (parameters: readonly AbiParameter[]) =>
  parameters.map((parameter, i) => ({ name: parameter.name || String(i), type: typeText(parameter) }))

const names = Object.keys(contractAbis) as (keyof Addresses)[]

/** Names of the events that a contract tells. */
function eventNamesOf(contract: keyof Addresses): string[] {
  return contractAbis[contract].flatMap((item) => (item.type === 'event' ? [item.name] : []))
}

/** Events that only mark acts, and one that nothing gives: the read model has no rows of them. */
const marks: ReadonlySet<string> = new Set(['ActTaken', 'ActRepeated', 'EIP712DomainChanged'])

/** The contracts: which there are, what they can be asked, what they told. */
export function createChainContractHandlers(deps: ChainContractDeps): Handlers<typeof chainContractRoutes> {
  const { addresses, administration, chain, history } = deps
  const ask = createAsker(deps)

  return {
    async contracts() {
      const listed = await chain.contracts()
      const rows = listed.map((row): ChainContract => {
        const name = names.find((one) => one === row.name)
        return {
          name: row.name,
          address: row.target as Address,
          version: row.version,
          listedAt: instantOfSeconds(row.listedTime),
          abiHash: row.abiHash as Hex,
          used: name !== undefined && addresses[name].toLowerCase() === row.target,
          known: name !== undefined && abiHash(name) === row.abiHash,
        }
      })
      const address = addresses.directory.toLowerCase() as Address
      // It is what all others are found by, and stands in no list.
      return { items: [...rows, { name: 'directory', address, used: true, known: true }] }
    },

    async contract({ params: { name } }) {
      const items = contractAbis[name]
      const functions = items.flatMap((item) => (item.type === 'function' ? [item] : []))
      const view = (item: (typeof functions)[number]) => ({
        name: item.name,
        inputs: parametersOf(item.inputs),
        outputs: parametersOf(item.outputs),
      })
      const isRead = ({ stateMutability }: (typeof functions)[number]) =>
        stateMutability === 'view' || stateMutability === 'pure'
      return {
        name,
        address: addresses[name].toLowerCase() as Address,
        reads: functions.filter(isRead).map(view),
        writes: functions.filter((item) => !isRead(item)).map(view),
        events: items.flatMap((item) =>
          item.type === 'event' ? [{ name: item.name, inputs: parametersOf(item.inputs), outputs: [] }] : [],
        ),
      }
    },

    async listContract({ body: { name, address, abiHash: hash, ...terms } }) {
      const act = listContract({ name, target: address, abiHash: hash })
      const { stages, proposal } = await proposeAct(deps, act, terms)
      return { stages, result: { name, proposal } }
    },

    async read({ caller, params, query: { args } }) {
      // What everybody has is in it: who may know what of that is for the areas of goods to say.
      if (params.name === 'inventory' && caller.kind !== 'regulator')
        throw new ProblemError('Forbidden', 'The inventory answers the regulator only')
      return ask(params.name, params.function, args)
    },

    async events({ caller, query: { contract, event, gln, fromBlock, toBlock, limit = 25, before } }) {
      const known = contract === undefined ? undefined : eventNamesOf(contract)
      if (event !== undefined && !(known ?? names.flatMap(eventNamesOf)).includes(event))
        throw invalidField('query.event', 'event', 'is no event of the contracts')
      if (event !== undefined && marks.has(event))
        throw invalidField('query.event', 'event', 'only marks an act: it is told with the transaction')
      const viewer = { gln: caller.gln, seesAll: caller.kind === 'regulator' }
      const found = await history.inLog({
        ...(event === undefined ? (known === undefined ? {} : { names: known }) : { names: [event] }),
        ...(gln === undefined ? {} : { gln }),
        ...(fromBlock === undefined ? {} : { fromBlock }),
        ...(toBlock === undefined ? {} : { toBlock }),
        ...(before === undefined ? {} : { before }),
        viewer,
        limit: limit + 1,
      })
      const items = found.slice(0, limit)
      const objects = await chain.objects(items.map(({ seq }) => seq))
      const hashes = [...new Set(items.map(({ txHash }) => hexOfBytes(txHash)))]
      const receipts = new Map(
        await Promise.all(hashes.map(async (h) => [h, await administration.receipt(h)] as const)),
      )
      const logs = items.flatMap((row) => {
        const txHash = hexOfBytes(row.txHash)
        const log = receipts.get(txHash)?.logs[row.position]
        if (!log) return []
        const { block, time, position, seq } = row
        const place = { block, time, txHash, position, event: row, objects: objects.get(seq) ?? [] }
        return [logView(addresses, log, place, isTold(row, viewer))]
      })
      const last = items.at(-1)
      return { items: logs, ...(found.length > limit && last ? { next: last.seq } : {}) }
    },
  }
}
