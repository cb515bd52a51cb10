import { renderTable } from '../table.ts'
import { paint, type Terminal } from '../terminal.ts'
import type { TourReport } from './index.ts'
import type { Listener } from './stage.ts'

/** Tells the tour on a terminal while it is played. */
export function tellTour(terminal: Terminal): Listener & { end(report: TourReport): void } {
  const { bold, red, green, dim } = paint(terminal.colours)
  let number = 0
  let isRefusing = false
  return {
    step({ title, rows, acts, units }) {
      isRefusing = false
      terminal.out(`\n${bold(`${++number}. ${title}`)}`)
      terminal.out(renderTable(rows, terminal))
      const moved = units > 0 ? `, ${units} packs made or moved` : ''
      terminal.out(dim(`${acts} signed ${acts === 1 ? 'act' : 'acts'}${moved}`))
    },
    refusal({ title, by, error, reason }) {
      if (!isRefusing) terminal.out(`\n${bold('Refused, as it must be')}`)
      isRefusing = true
      terminal.out(`  ${red('✗')} ${title} (${by})`)
      terminal.out(`    ${reason} ${dim(error)}`)
    },
    end({ steps, refusals, lots, conserved, transactions, blocks, seconds }) {
      terminal.out(`\n${bold('The sum of every lot, added up from the chain alone, and what the server says')}`)
      const rows = lots.map(({ lotNumber, commissioned, holders, conserved, agreed }) => ({
        lot: lotNumber,
        commissioned,
        'found at all holders': holders.reduce((sum, { units }) => sum + units, 0),
        holders: holders.length,
        'adds up': conserved ? 'yes' : 'NO',
        'server agrees': agreed ? 'yes' : 'NO',
      }))
      terminal.out(renderTable(rows, terminal))
      const acts = steps.reduce((sum, step) => sum + step.acts, 0)
      const verdict = conserved ? green('Every pack is in exactly one place.') : red('PACKS DO NOT ADD UP.')
      terminal.out(`\n${verdict}`)
      terminal.out(
        `${acts} acts in ${transactions} transactions and ${blocks} blocks, ${refusals.length} refused; ${seconds.toFixed(1)} s.`,
      )
    },
  }
}
