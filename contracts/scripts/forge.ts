// Runs forge with the arguments given, in the workspace's folder: `tsx scripts/forge.ts test --match-test name`.
import { spawnSync } from 'node:child_process'
import { forgeBinary, forgeEnvironment } from './forge-binary.ts'
import { contractsFolder } from './settings.ts'

const { status, error } = spawnSync(forgeBinary(), process.argv.slice(2), {
  cwd: contractsFolder,
  env: { ...process.env, ...forgeEnvironment() },
  stdio: 'inherit',
})
if (error) throw error
process.exitCode = status ?? 1
