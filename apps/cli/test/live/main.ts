// `npm run test:fisco-bcos`: tries the platform on a real chain. Ends with one line `N passed, N failed`.
import { parseLive, usage } from './config.ts'
import { runLive } from './program.ts'

const out = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const parsed = parseLive(process.env)
if (parsed.ok) {
  const bounds = { blocks: 3_000, makingMs: 1_200_000, acts: 60 }
  const { passed, failed, notHere } = await runLive(parsed.config, process.env.FISCO_BCOS_ADMIN_KEY ?? '', bounds, out)
  if (notHere > 0) out(`${notHere} not possible here`)
  // A step that was given up may still wait for something.
  process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(failed === 0 ? 0 : 1))
} else {
  for (const fault of parsed.faults) out(fault)
  out(usage)
  process.exitCode = 2
}
