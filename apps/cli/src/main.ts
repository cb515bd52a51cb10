import manifest from '../package.json' with { type: 'json' }
import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

const controller = new AbortController()
// A second signal ends the process at once, as it is used to.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())

process.exitCode = await run({
  args: process.argv.slice(2),
  environment: process.env,
  terminal: processTerminal,
  signal: controller.signal,
  version: manifest.version,
})
