import type { LiveWorld } from '../world.ts'
import { nodeArguments, theriac } from './command.ts'
import { dataOf } from './deploy.ts'

/** All findings are told; one that is a fault, or could not be found out, fails the step. */
export async function examineChain(world: LiveWorld): Promise<void> {
  // Named, so that the chain is examined where nothing could be deployed too.
  const told = (await theriac('doctor', '--data', dataOf(world), ...nodeArguments(world))).trim().split('\n')
  for (const line of told) world.note(line)
  if (told.some((line) => line.startsWith('?'))) throw new Error('something could not be found out: see above')
}
