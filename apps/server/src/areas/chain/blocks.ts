import type { BlockRow, chainBlockRoutes } from '@theriac/api'
import type { BlockSummary } from '@theriac/ledger'
import type { Hex } from 'viem'
import type { Handlers } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { type ChainSearchDeps, createChainSearch } from './search.ts'
import { createTransactionReader } from './transactions.ts'
import { contractNameAt, methodsOf } from './wire.ts'

function blockRow({ number, hash, time, transactions, gasUsed, sealer }: BlockSummary): BlockRow {
  return {
    number,
    hash,
    time: instantOfSeconds(time),
    transactions,
    gasUsed: String(gasUsed),
    ...(sealer === undefined ? {} : { sealer }),
  }
}

/** Blocks and transactions, and finding one's way to them. */
export function createChainBlockHandlers(deps: ChainSearchDeps): Handlers<typeof chainBlockRoutes> {
  const { addresses, administration } = deps
  const readTransaction = createTransactionReader(deps)
  const search = createChainSearch(deps)
  return {
    async blocks({ query: { limit = 25, before } }) {
      const found = await administration.blocks(limit, before)
      const last = found.at(-1)
      return { items: found.map(blockRow), ...(last && last.number > 0 ? { next: last.number } : {}) }
    },

    async block({ params }) {
      const which = params.block.startsWith('0x') ? (params.block as Hex) : Number(params.block)
      const found = await administration.block(which)
      if (!found) throw notFound('block with this number or hash')
      const list = found.list.map(({ hash, from, to, input }) => {
        const contract = contractNameAt(addresses, to)
        return {
          hash,
          from,
          ...(to === undefined ? {} : { to }),
          ...(contract === undefined ? {} : { contract }),
          methods: methodsOf(addresses, to, input),
        }
      })
      return { ...blockRow(found), parentHash: found.parentHash, list }
    },

    transaction: ({ params, caller }) => readTransaction(params.hash, caller),

    search: async ({ query, caller }) => ({ items: await search(query.text.trim(), caller) }),
  }
}
