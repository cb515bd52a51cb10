import type { AbiEntry, CompiledContract } from './compile.ts'

const header = '// Generated from contracts/src by `npm run build -w contracts`. Changes here are overwritten.\n'

/** Says whether a contract can be deployed on its own: no abstract contract, no interface, no inlined library. */
export function isDeployable(contract: CompiledContract): boolean {
  if (contract.bytecode === '' || contract.kind === 'interface') return false
  // A library of internal functions is compiled into its users; one with an ABI function must be linked.
  return contract.kind === 'contract' || contract.abi.some((entry) => entry.type === 'function')
}

/**
 * Renders the TypeScript modules that the other workspaces import.
 *
 * @returns each file's text by its name in `generated/`
 * @throws Error when two deployable contracts share a name, since one file would replace the other
 */
export function renderModules(contracts: readonly CompiledContract[]): Map<string, string> {
  const modules = new Map<string, string>()
  const deployable = contracts.filter(isDeployable).sort((a, b) => compareText(a.name, b.name))
  for (const contract of deployable) {
    const file = `${contract.name}.ts`
    if (modules.has(file)) throw new Error(`two deployable contracts are called ${contract.name}`)
    modules.set(file, renderContract(contract))
  }
  modules.set('errors.ts', renderUnion('allErrorsAbi', 'Every custom error', 'error', contracts))
  modules.set('events.ts', renderUnion('allEventsAbi', 'Every event', 'event', contracts))
  const names = [...deployable.map((contract) => contract.name), 'errors', 'events']
  modules.set('index.ts', header + names.map((name) => `export * from './${name}.ts'\n`).join(''))
  return modules
}

function renderContract({ name, file, abi, bytecode, libraries }: CompiledContract): string {
  const variable = lowerFirst(name)
  const links = Object.keys(libraries).length > 0
  return [
    header,
    `/** ABI of {@link https://docs.soliditylang.org/en/latest/abi-spec.html} for contracts/${file}. */\n`,
    `export const ${variable}Abi = ${renderAbi(abi)} as const\n\n`,
    links
      ? '/** Creation code; put each address of the libraries below, 40 hex digits, in place of its mark. */\n'
      : '/** Creation code. */\n',
    `export const ${variable}Bytecode = '0x${bytecode}' as const\n`,
    links
      ? `\n/** The mark of each library by its name. */\nexport const ${variable}Libraries = ${renderObject(libraries)} as const\n`
      : '',
  ].join('')
}

function renderUnion(variable: string, what: string, type: string, contracts: readonly CompiledContract[]): string {
  const bySignature = new Map<string, AbiEntry>()
  for (const entry of contracts.flatMap((contract) => contract.abi)) {
    if (entry.type === type) bySignature.set(signature(entry), entry)
  }
  const entries = [...bySignature].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry)
  return `${header}/** ${what} that a contract of this project can give, once per signature. */\nexport const ${variable} = ${renderAbi(entries)} as const\n`
}

function signature(entry: AbiEntry): string {
  const type = (input: NonNullable<AbiEntry['inputs']>[number]): string =>
    input.components ? `(${input.components.map(type).join(',')})${input.type.slice('tuple'.length)}` : input.type
  return `${entry.name}(${(entry.inputs ?? []).map(type).join(',')})`
}

// One entry to a line keeps the difference of two versions readable.
function renderAbi(abi: readonly AbiEntry[]): string {
  return abi.length === 0 ? '[]' : `[\n${abi.map((entry) => `  ${JSON.stringify(entry)},\n`).join('')}]`
}

function renderObject(object: Readonly<Record<string, string>>): string {
  return `{\n${Object.entries(object)
    .map(([key, value]) => `  ${key}: '${value}',\n`)
    .join('')}}`
}

function lowerFirst(text: string): string {
  // A leading abbreviation is lowered as a whole: EPCStore → epcStore.
  return text.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (start) => start.toLowerCase())
}

// Code point order, which no locale changes.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
