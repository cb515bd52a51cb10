import { Command } from 'commander'
import type { CommandContext } from './commands/command-context.ts'
import { addDeploy } from './commands/deploy.ts'
import { addDoctor } from './commands/doctor.ts'
import { addEnrol } from './commands/enrol.ts'
import { addFund } from './commands/fund.ts'
import { addGroup } from './commands/group.ts'
import { addImport } from './commands/import-products.ts'
import { addInit } from './commands/init.ts'
import { addJoin } from './commands/join.ts'
import { addKey } from './commands/key.ts'
import { addRebuild } from './commands/rebuild.ts'
import { addServe } from './commands/serve.ts'
import { addStatus } from './commands/status.ts'
import { addTour } from './commands/tour.ts'

/** The command line, ready to parse. What it does not take is thrown as commander's CommanderError. */
export function createProgram(context: CommandContext, version: string): Command {
  const program = new Command('theriac')
    .description('Supervision of drugs, every pack of them, on a ledger that a consortium keeps.')
    .version(version)
    .exitOverride()
    .configureOutput({
      outputError: () => {},
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.note(text.trimEnd()),
    })
    .addHelpText(
      'after',
      '\nTo begin: theriac serve (with --empty for a consortium of your own); then, in another window, with --rpc http://127.0.0.1:8080/rpc: theriac enrol, theriac import products.\nExit codes: 0 done, 1 failed, 2 not understood.',
    )
  // Subcommands take exitOverride and output settings over from the program when they are made.
  for (const add of [
    addInit,
    addServe,
    addDeploy,
    addJoin,
    addFund,
    addDoctor,
    addEnrol,
    addImport,
    addStatus,
    addKey,
    addGroup,
    addRebuild,
    addTour,
  ]) {
    add(program, context)
  }
  return program
}
