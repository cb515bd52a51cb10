/**
 * Compares `@theriac/fisco-bcos` with what was recorded from a real chain:
 * `tsx scripts/conformance-fisco-bcos.ts [folder]`, where `fisco-bcos` with the recordings is in the folder, or in
 * `fixtures` beside it. Prints each difference and exits with 1 when there is one, with 2 when there are no recordings.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { compareWithRecordings } from '@theriac/fisco-bcos/testing'

async function main(folder: string): Promise<number> {
  const places = ['fisco-bcos', 'fixtures/fisco-bcos', '../fixtures/fisco-bcos'].map((place) => resolve(folder, place))
  const found = places.find((place) => existsSync(place))
  if (found === undefined) {
    console.error(`no recordings in ${places.join(', ')}`)
    return 2
  }
  const results = await compareWithRecordings(found)
  for (const { name, differences } of results)
    for (const difference of differences) console.error(`${name}: ${difference}`)
  for (const { name, compared, differences } of results)
    console.log(`fisco-bcos: ${compared} ${name} compared, ${differences.length} differences`)
  return results.every(({ compared, differences }) => compared > 0 && differences.length === 0) ? 0 : 1
}

process.exitCode = await main(process.argv[2] ?? '')
