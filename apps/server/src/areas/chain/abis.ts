import { type chainAbiRoutes, contractNames, type ForeignContract, mostAbiEntries } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { and, eq, sql } from 'drizzle-orm'
import { type Abi, type AbiParameter, type Address, toEventSelector, toFunctionSelector } from 'viem'
import { foreignContracts } from '../../db/schema/abis.ts'
import type { Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { instantOf } from '../../times.ts'
import { typeText } from './abi-values.ts'
import { type ForeignRow, foreignContractsFor, ownForeignContract } from './foreign.ts'
import { createForeignEvents, type ForeignEventsDeps } from './foreign-events.ts'
import { contractNameAt } from './wire.ts'

/** What the handlers of ABIs need. */
export interface ChainAbiDeps extends ForeignEventsDeps {
  readonly db: Db
  /** Unix milliseconds. */
  readonly clock: () => number
}

const mostOfAnInstitution = 100

/** ABIs of contracts that are none of the platform's, which transactions and events are read with. */
export function createChainAbiHandlers(deps: ChainAbiDeps): Handlers<typeof chainAbiRoutes> {
  const { db, addresses, endpoint, clock } = deps
  const events = createForeignEvents(deps)
  return {
    async abis({ caller }) {
      return { items: (await foreignContractsFor(db, caller.gln)).map((row) => foreignView(row, caller.gln)) }
    },

    async foreignEvents({ caller, params, query: { toBlock, limit = 25 }, signal }) {
      const rows = await foreignContractsFor(db, caller.gln)
      const row = rows.find(({ address }) => address === params.address)
      if (!row) throw notFound('ABI that is registered for this address')
      return events(row, { toBlock, limit, seesAll: caller.kind === 'regulator' }, signal)
    },

    async registerAbi({ caller, params: { address }, body }) {
      const name = body.name.trim()
      if (contractNameAt(addresses, address) !== undefined)
        throw invalidField('path.address', 'own', 'is one of the platform’s contracts, whose ABI is known')
      if (contractNames.some((one) => one === name.toLowerCase()))
        throw invalidField('/name', 'own', 'is the name of one of the platform’s contracts')
      const abi = parseAbiText(body.abi)
      // It would be kept, and never read anything.
      if ((await endpoint.request({ method: 'eth_getCode', params: [address, 'latest'] })) === '0x')
        throw invalidField('path.address', 'noContract', 'has no contract on this chain')
      const row: ForeignRow = { gln: caller.gln, address, name, abi, registeredAt: clock() }
      return async (tx) => {
        const known = await ownForeignContract(tx, caller.gln, address)
        if (!known && (await countOf(tx, caller.gln)) >= mostOfAnInstitution)
          throw new ProblemError('WrongState', `An institution registers at most ${mostOfAnInstitution} contracts`, {
            reason: { name: 'tooMany', args: { most: mostOfAnInstitution } },
          })
        await tx
          .insert(foreignContracts)
          .values(row)
          .onConflictDoUpdate({ target: [foreignContracts.gln, foreignContracts.address], set: row })
        return foreignView(row, caller.gln)
      }
    },

    async removeAbi({ caller, params: { address } }) {
      return async (tx) => {
        if (!(await ownForeignContract(tx, caller.gln, address))) throw notFound('ABI that the institution registered')
        const isIt = and(eq(foreignContracts.gln, caller.gln), eq(foreignContracts.address, address))
        await tx.delete(foreignContracts).where(isIt)
        return undefined
      }
    },
  }
}

async function countOf(tx: Db, gln: Gln): Promise<number> {
  const [row] = await tx
    .select({ rows: sql<number>`count(*)`.mapWith(Number) })
    .from(foreignContracts)
    .where(eq(foreignContracts.gln, gln))
  return row?.rows ?? 0
}

/** @throws ProblemError Invalid for what is no ABI, or has nothing to read by in it */
function parseAbiText(text: string): Abi {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw invalidField('/abi', 'json', 'is no JSON')
  }
  // A compiler's artifact has the ABI in it.
  const list = Array.isArray(given) ? given : (given as { readonly abi?: unknown } | null)?.abi
  if (!Array.isArray(list)) throw invalidField('/abi', 'abi', 'is no list of entries')
  if (list.length > mostAbiEntries) throw invalidField('/abi', 'length', `has more than ${mostAbiEntries} entries`)
  const abi = list.filter(isReadable)
  if (abi.length === 0) throw invalidField('/abi', 'abi', 'has no function and no event')
  for (const [place, item] of abi.entries()) {
    try {
      if (item.type === 'function') toFunctionSelector(item)
      else if (item.type === 'event') toEventSelector(item)
    } catch {
      throw invalidField('/abi', 'abi', `entry ${place + 1}, ${item.name}, has a type that there is not`)
    }
  }
  return abi
}

type Entry = Extract<Abi[number], { type: 'function' | 'event' }>

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isParameter = (value: unknown): value is AbiParameter =>
  isRecord(value) &&
  typeof value.type === 'string' &&
  isType(value.type) &&
  (value.name === undefined || typeof value.name === 'string') &&
  (!value.type.startsWith('tuple') || (Array.isArray(value.components) && value.components.every(isParameter)))

/** A type as Solidity's ABI has it. */
const isType = (type: string): boolean =>
  /^(?:u?int(?:8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128|136|144|152|160|168|176|184|192|200|208|216|224|232|240|248|256)?|address|bool|string|function|bytes(?:[1-9]|[12]\d|3[0-2])?|tuple)(?:\[\d{0,4}\])*$/.test(
    type,
  )

/** Whether an entry can be read by; constructors, errors and the like are left out. Throws where one is damaged. */
function isReadable(item: unknown, place: number): item is Entry {
  if (!isRecord(item) || typeof item.type !== 'string')
    throw invalidField('/abi', 'abi', `entry ${place + 1} is no entry of an ABI`)
  if (item.type !== 'function' && item.type !== 'event') return false
  const lists = item.type === 'function' ? [item.inputs, item.outputs ?? []] : [item.inputs]
  const isWhole =
    typeof item.name === 'string' &&
    /^[a-zA-Z_$][\w$]{0,63}$/.test(item.name) &&
    lists.every((list) => Array.isArray(list) && list.every(isParameter))
  if (!isWhole) throw invalidField('/abi', 'abi', `entry ${place + 1} is no whole ${item.type}`)
  return true
}

function foreignView({ gln, address, name, abi, registeredAt }: ForeignRow, viewer: Gln): ForeignContract {
  const named = (type: 'function' | 'event') =>
    abi.flatMap((item) => (item.type === type ? [`${item.name}(${item.inputs.map(typeText).join(',')})`] : []))
  return {
    address: address as Address,
    name,
    gln: gln as Gln,
    own: gln === viewer,
    functions: named('function'),
    events: named('event'),
    registeredAt: instantOf(registeredAt),
  }
}
