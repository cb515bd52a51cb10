// Compiles src/ and writes generated/. With --check it writes nothing and fails when generated/ isn't fresh.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { compileSources } from './compile.ts'
import { isDeployable, renderModules } from './generate.ts'
import { contractsFolder, loadCompilerSettings, maxDeployedBytes } from './settings.ts'

const generated = `${contractsFolder}generated`

function main(check: boolean): number {
  const compilation = compileSources(loadCompilerSettings())
  if (!compilation.ok) {
    for (const complaint of compilation.complaints) console.error(`${complaint}\n`)
    return 1
  }
  const modules = renderModules(compilation.contracts)
  const stale = staleFiles(modules)
  if (check && stale.length > 0) {
    console.error(`generated/ isn't fresh (${stale.join(', ')}): run \`npm run build -w contracts\``)
    return 1
  }
  if (!check) writeModules(modules, stale)
  let tooLarge = 0
  for (const { name, deployedBytes } of compilation.contracts.filter(isDeployable)) {
    const excess = deployedBytes > maxDeployedBytes
    if (excess) tooLarge++
    const share = `${((deployedBytes / maxDeployedBytes) * 100).toFixed(0)} %`
    console.log(
      `${name.padEnd(24)} ${String(deployedBytes).padStart(6)} bytes ${share.padStart(5)}${excess ? '  too large' : ''}`,
    )
  }
  if (tooLarge > 0) console.error(`deployed code may have at most ${maxDeployedBytes} bytes`)
  return tooLarge > 0 ? 1 : 0
}

/** Names in generated/ whose content differs from the modules', is missing or should not be there. */
function staleFiles(modules: ReadonlyMap<string, string>): string[] {
  const present = existsSync(generated) ? readdirSync(generated) : []
  const surplus = present.filter((file) => !modules.has(file))
  const changed = [...modules].filter(
    ([file, text]) => !present.includes(file) || readFileSync(`${generated}/${file}`, 'utf8') !== text,
  )
  return [...surplus, ...changed.map(([file]) => file)]
}

function writeModules(modules: ReadonlyMap<string, string>, stale: readonly string[]): void {
  mkdirSync(generated, { recursive: true })
  for (const file of stale) {
    const text = modules.get(file)
    if (text === undefined) rmSync(`${generated}/${file}`)
    else writeFileSync(`${generated}/${file}`, text)
  }
}

process.exitCode = main(process.argv.includes('--check'))
