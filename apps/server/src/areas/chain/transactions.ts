import type { ChainAct, ChainLog, ChainTransactionView } from '@theriac/api'
import {
  type Addresses,
  type Administration,
  type ChainReceipt,
  decodeEvent,
  decodeRevert,
  type Revert,
} from '@theriac/ledger'
import type {
  ChainQueries,
  Db,
  EventObject,
  HistoryEvent,
  HistoryQueries,
  InstitutionQueries,
} from '@theriac/read-model'
import type { Address, Hex } from 'viem'
import type { Caller } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { type ForeignRow, foreignCall, foreignContractsFor } from './foreign.ts'
import { isTold, logView } from './logs.ts'
import { bytesOfHex, callAt, carriedActs, contractNameAt, jsonOfAll, methodsOf } from './wire.ts'

/** What transactions are read with. */
export interface TransactionDeps {
  readonly db: Db
  readonly addresses: Addresses
  readonly administration: Administration
  readonly chain: ChainQueries
  readonly history: HistoryQueries
  readonly institutions: InstitutionQueries
}

const outcomes = { ActTaken: 'taken', ActRefused: 'refused', ActRepeated: 'repeated' } as const

/** What an act did, up to the mark that settles it. */
interface Segment {
  readonly positions: readonly number[]
  readonly mark: Mark
}

interface Mark {
  readonly position: number
  readonly outcome: ChainAct['outcome']
  readonly digest: Hex
  readonly operator: Address
  readonly reason: Revert | undefined
}

/** Reads a transaction with all that it did, as far as a caller may know it. */
export function createTransactionReader(deps: TransactionDeps) {
  const { db, addresses, administration, chain, history, institutions } = deps

  return async function read(hash: Hex, { gln, kind }: Caller): Promise<ChainTransactionView> {
    const transaction = await administration.transaction(hash)
    if (!transaction) throw notFound('transaction with this hash')
    const { from, to, nonce, input, block } = transaction
    const contract = contractNameAt(addresses, to)
    const foreign = new Map((await foreignContractsFor(db, gln)).map((row) => [row.address, row]))
    const view = {
      hash,
      from,
      ...(to === undefined ? {} : { to }),
      ...(contract === undefined ? {} : { contract }),
      ...(contract === undefined ? asked(foreign.get(to?.toLowerCase() ?? ''), input) : {}),
      nonce: String(nonce),
      inputBytes: input.length / 2 - 1,
      methods: methodsOf(addresses, to, input),
    }
    const receipt = block && (await administration.receipt(hash))
    if (!block || !receipt) return { ...view, state: 'pending', acts: [], events: [] }

    const viewer = { gln, seesAll: kind === 'regulator' }
    const [header] = await administration.blocks(1, block.number + 1)
    const time = header?.time ?? 0
    const known = new Map((await history.ofTransaction(block.number, bytesOfHex(hash))).map((e) => [e.position, e]))
    const objects = await chain.objects([...known.values()].map(({ seq }) => seq))
    const { segments, rest } = segmentsOf(addresses, receipt.logs)
    const glns = await chain.institutionsOf(segments.map(({ mark }) => mark.operator))
    const names = await institutions.names([...glns.values()])
    const carried = carriedActs(addresses, to, input)

    const foreignAt = (position: number) => foreign.get(receipt.logs[position]?.address.toLowerCase() ?? '')
    const viewOf = (position: number, told: boolean): ChainLog[] => {
      const log = receipt.logs[position]
      if (!log) return []
      const event = known.get(position)
      const place = {
        block: block.number,
        time,
        txHash: hash,
        position,
        event,
        objects: objectsAt(objects, event),
        foreign: foreignAt(position),
      }
      const raw = told ? { topics: [...log.topics], data: log.data } : {}
      return [{ ...logView(addresses, log, place, told), ...raw }]
    }

    const acts = segments.map(({ positions, mark }, i): ChainAct => {
      const owner = glns.get(mark.operator)
      const isOwn = viewer.seesAll || owner === gln
      const told = isOwn || (positions.length > 0 && positions.every((place) => isTold(known.get(place), viewer)))
      const act = carried[i]
      const call = act && callAt(addresses, act.target, act.data)
      const target = act && contractNameAt(addresses, act.target)
      const institution = owner === undefined ? undefined : names.get(owner)
      return {
        digest: mark.digest,
        outcome: mark.outcome,
        ...(target === undefined ? {} : { contract: target }),
        ...(call === undefined ? {} : { method: call.name }),
        hidden: !told,
        ...(told && call?.args ? { args: jsonOfAll(call.args) } : {}),
        ...(told && owner !== undefined ? { gln: owner } : {}),
        ...(told && institution !== undefined ? { institution } : {}),
        ...(isOwn ? { operator: mark.operator } : {}),
        ...(mark.reason === undefined ? {} : { error: mark.reason.name }),
        ...(mark.reason === undefined || !told ? {} : { reason: jsonOfAll(mark.reason.args) }),
        events: positions.flatMap((place) => viewOf(place, isOwn || isTold(known.get(place), viewer))),
      }
    })
    return {
      ...view,
      state: 'sealed',
      block: block.number,
      blockHash: block.hash,
      time: instantOfSeconds(time),
      index: block.index,
      ...(receipt.contractAddress === undefined ? {} : { created: receipt.contractAddress }),
      succeeded: receipt.succeeded,
      gasUsed: String(receipt.gasUsed),
      acts,
      // What another contract told by itself is between nobody: who has its ABI may read it.
      events: rest.flatMap((place) =>
        viewOf(place, foreignAt(place) !== undefined || isTold(known.get(place), viewer)),
      ),
    }
  }
}

/** What is asked of a contract that is none of the platform's. */
function asked(row: ForeignRow | undefined, input: Hex): Pick<ChainTransactionView, 'foreign'> {
  if (!row) return {}
  const call = foreignCall(row.abi, input)
  const { name } = row
  return { foreign: call ? { name, method: call.name, args: jsonOfAll(call.args) } : { name } }
}

function objectsAt(
  objects: ReadonlyMap<number, readonly EventObject[]>,
  event: HistoryEvent | undefined,
): readonly EventObject[] {
  return (event && objects.get(event.seq)) ?? []
}

/** What an act did stands before its own mark, after the mark before. */
function segmentsOf(
  addresses: Addresses,
  logs: ChainReceipt['logs'],
): { readonly segments: readonly Segment[]; readonly rest: readonly number[] } {
  const segments: Segment[] = []
  let open: number[] = []
  for (const [position, log] of logs.entries()) {
    const mark = markOf(addresses, log, position)
    if (mark) {
      segments.push({ positions: open, mark })
      open = []
    } else open.push(position)
  }
  return { segments, rest: open }
}

function markOf(addresses: Addresses, log: ChainReceipt['logs'][number], position: number): Mark | undefined {
  if (contractNameAt(addresses, log.address) !== 'acts') return undefined
  const event = decodeEvent(log)
  const outcome = event && outcomes[event.name as keyof typeof outcomes]
  if (!outcome) return undefined
  const { act, operator, reason } = event.args as { act: Hex; operator: Address; reason?: Hex }
  return {
    position,
    outcome,
    digest: act,
    operator: operator.toLowerCase() as Address,
    reason: reason === undefined ? undefined : innermost(decodeRevert(reason)),
  }
}

/** The contract's own error, out of the one that passes it on. */
function innermost(revert: Revert): Revert {
  return revert.inner ? innermost(revert.inner) : revert
}
