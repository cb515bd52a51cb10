import { type Command, Option } from 'commander'
import { asChainId, asGln, asName } from '../arguments.ts'
import { defaults, exampleGln, type InitOptions, initialise } from '../initialise.ts'
import { withNodes } from '../nodes.ts'
import { type CommandContext, withCertificates, withData, withPassphrase } from './command-context.ts'

/** `theriac init` */
export function addInit(program: Command, context: CommandContext): void {
  withPassphrase(
    withNodes(
      withCertificates(withData(program.command('init')))
        .summary('make the data folder with its keys')
        .description(
          'Makes the data folder: settings (theriac.json) and an encrypted key store with the key of the regulator’s admin and four lanes (accounts that carry acts to the chain and have no authority). Where the folder is there already nothing is changed, but for URLs of its nodes, and certificates that are added. Nothing is written before everything that was given was checked.',
        ),
    )
      .addOption(new Option('--chain-id <id>', `id of the chain (default: ${defaults.chainId})`).argParser(asChainId))
      .addOption(
        new Option('--gln <gln>', `the regulator's GLN (default: ${exampleGln(1)}, an example)`).argParser(asGln),
      )
      .addOption(
        new Option('--name <name>', `the regulator's name (default: ${defaults.regulatorName})`).argParser(asName),
      ),
  )
    .addHelpText(
      'after',
      '\nWithout a passphrase, and with nobody to ask, one is made up and kept in <data>/passphrase: for trying out only.',
    )
    .action(async (options: InitOptions) => {
      const { folder, hasChanged } = await initialise(context, options, true)
      if (!hasChanged) context.terminal.out(`The data folder ${folder.path} is there already; nothing was changed.`)
    })
}
