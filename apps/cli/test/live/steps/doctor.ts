import type { Finding } from '@theriac/fisco-bcos'
import type { LiveWorld } from '../world.ts'
import { theriac } from './command.ts'
import { dataOf } from './deploy.ts'

/** All findings are told; one that is a fault, or could not be found out, fails the step. */
export async function examineChain(world: LiveWorld): Promise<void> {
  const { findings } = JSON.parse(await theriac('doctor', '--data', dataOf(world), '--json')) as {
    readonly findings: readonly Finding[]
  }
  for (const { id, state, found } of findings) world.note(`${state.padEnd(8)} ${id.padEnd(16)} ${found.en}`)
  const bad = findings.filter(({ state }) => state === 'fault' || state === 'unknown')
  if (bad.length > 0) throw new Error(`${bad.map(({ id }) => id).join(', ')}: see above`)
}
