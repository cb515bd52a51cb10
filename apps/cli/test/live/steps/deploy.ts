import { strictEqual } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LiveWorld } from '../world.ts'
import { chainArguments, theriac } from './command.ts'

/** From a chain just born to contracts deployed and lanes funded; then again. */
export async function deployTwice(world: LiveWorld): Promise<void> {
  const data = ['--data', dataOf(world)]
  const told = await theriac('deploy', ...data, ...chainArguments(world))
  for (const line of told.trim().split('\n')) world.note(line)
  const file = join(dataOf(world), 'contracts.json')
  const noted = await readFile(file, 'utf8')
  const again = await theriac('deploy', ...data, ...chainArguments(world))
  strictEqual(again.includes('nothing was changed'), true, again)
  strictEqual(await readFile(file, 'utf8'), noted)
}

/** The data folder that the steps share. */
export const dataOf = ({ folder }: LiveWorld): string => join(folder, 'data')
