import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { authorityDocument } from '../src/authority.ts'
import { openApiDocument } from '../src/openapi.ts'

/** What is made from the routes, and kept with the code. `--check` only looks whether it is up to date. */
const files = {
  'docs/openapi.json': `${JSON.stringify(openApiDocument(manifest.version), null, 2)}\n`,
  'docs/authority.md': authorityDocument(),
}

const isCheck = process.argv.includes('--check')
const stale: string[] = []
for (const [name, text] of Object.entries(files)) {
  const path = fileURLToPath(new URL(`../../../${name}`, import.meta.url))
  const there = await readFile(path, 'utf8').catch(() => undefined)
  if (there === text) continue
  if (isCheck) stale.push(name)
  else await writeFile(path, text)
}
if (stale.length > 0) {
  console.error(
    `Not up to date: ${stale.join(', ')}. Run \`npm run generate -w packages/api\` and commit what it changes.`,
  )
  process.exitCode = 1
}
