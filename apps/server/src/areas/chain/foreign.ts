import type { Gln } from '@theriac/gs1'
import { type Db, institutionQueries } from '@theriac/read-model'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { type Abi, type Address, decodeEventLog, decodeFunctionData, type Hex } from 'viem'
import { foreignContracts } from '../../db/schema/abis.ts'

/** A contract that is none of the platform's, as one institution says that it can be read. */
export type ForeignRow = typeof foreignContracts.$inferSelect

/** Something that was decoded by such an ABI. */
export interface ForeignDecoded {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** Contracts that one institution can read: what it has registered itself, before what the regulator has. */
export async function foreignContractsFor(db: Db, gln: Gln): Promise<ForeignRow[]> {
  const regulator = await regulatorOf(db)
  const sayers = regulator === undefined ? [gln] : [gln, regulator]
  const rows = await db
    .select()
    .from(foreignContracts)
    .where(inArray(foreignContracts.gln, sayers))
    .orderBy(asc(foreignContracts.name), asc(foreignContracts.address))
  const own = new Set(rows.filter((row) => row.gln === gln).map(({ address }) => address))
  return rows.filter((row) => row.gln === gln || !own.has(row.address))
}

async function regulatorOf(db: Db): Promise<string | undefined> {
  const { items } = await institutionQueries(db).list({ kind: 'regulator' }, { limit: 1 })
  return items[0]?.gln
}

/** One that an institution has registered itself. */
export async function ownForeignContract(tx: Db, gln: Gln, address: Address): Promise<ForeignRow | undefined> {
  const isIt = and(eq(foreignContracts.gln, gln), eq(foreignContracts.address, address))
  const [row] = await tx.select().from(foreignContracts).where(isIt)
  return row
}

/** What a log says; undefined where it is none of the ABI's events. */
export function foreignEvent(
  abi: Abi,
  { topics, data }: { readonly topics: readonly Hex[]; readonly data: Hex },
): ForeignDecoded | undefined {
  try {
    const { eventName, args } = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data })
    return eventName === undefined ? undefined : { name: eventName, args: byName(args) }
  } catch {
    return undefined
  }
}

/** What call data ask; undefined where they are none of the ABI's functions. */
export function foreignCall(abi: Abi, data: Hex): ForeignDecoded | undefined {
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data })
    const item = abi.find(
      (one) => one.type === 'function' && one.name === functionName && one.inputs.length === args.length,
    )
    const inputs = item?.type === 'function' ? item.inputs : []
    return {
      name: functionName,
      args: Object.fromEntries(args.map((value, i) => [inputs[i]?.name || String(i), value])),
    }
  } catch {
    return undefined
  }
}

/** viem gives arguments by name where all have one, and in order otherwise. */
function byName(args: unknown): Record<string, unknown> {
  if (Array.isArray(args)) return Object.fromEntries(args.map((value, i) => [String(i), value]))
  return (args ?? {}) as Record<string, unknown>
}
