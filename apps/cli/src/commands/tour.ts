import type { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { runTour } from '../tour/index.ts'
import { tellTour } from '../tour/tell.ts'
import type { CommandContext } from './command-context.ts'

/** `theriac tour` */
export function addTour(program: Command, { terminal }: CommandContext): void {
  program
    .command('tour')
    .summary('play the life of real lots through the HTTP API')
    .description(
      'Plays the life of real lots through the HTTP API of a server on a fresh temporary chain: made, packed, shipped, received, dispensed, looked up, recalled, destroyed; with what is refused on the way. Takes some seconds and leaves nothing behind.',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: { readonly json?: boolean }) => {
      const teller = tellTour(terminal)
      const report = await runTour(options.json ? { step() {}, refusal() {} } : teller)
      if (options.json) terminal.out(JSON.stringify(report, withoutBigints))
      else teller.end(report)
      if (!report.conserved) {
        throw new CliError(
          'Refused',
          'A lot’s units do not add up, or chain and server differ',
          'This is a fault of the program: report it.',
        )
      }
    })
}

/** Chain integers are decimal strings on the wire. */
const withoutBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)
