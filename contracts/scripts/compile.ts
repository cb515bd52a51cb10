import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import solc from 'solc'
import { acceptedWarnings, type CompilerSettings, contractsFolder } from './settings.ts'

/** One entry of a contract's ABI, as solc writes it. */
export interface AbiEntry {
  type: string
  name?: string
  inputs?: readonly AbiInput[]
}

interface AbiInput {
  type: string
  components?: readonly AbiInput[]
}

/** What solc gives for one contract. */
export interface CompiledContract {
  /** Path from the workspace's folder, such as `src/Acts.sol`. */
  file: string
  name: string
  kind: 'contract' | 'interface' | 'library'
  abi: readonly AbiEntry[]
  /** Creation code as hex without 0x; holds `__$…$__` where a library's address belongs. */
  bytecode: string
  /** Size of the deployed code. */
  deployedBytes: number
  /** Libraries whose address the creation code waits for, by name, with the text to replace. */
  libraries: Readonly<Record<string, string>>
}

/** The compiled contracts, or what the compiler complained about, formatted for reading. */
export type Compilation = { ok: true; contracts: readonly CompiledContract[] } | { ok: false; complaints: string[] }

interface SolcOutput {
  errors?: SolcComplaint[]
  contracts?: Record<string, Record<string, SolcContract>>
  sources?: Record<string, { ast: { nodes: { nodeType: string; name?: string; contractKind?: string }[] } }>
}

interface SolcComplaint {
  severity: 'error' | 'warning' | 'info'
  errorCode?: string
  formattedMessage: string
  sourceLocation?: { file: string }
}

interface SolcContract {
  abi: AbiEntry[]
  evm: {
    bytecode: { object: string; linkReferences: Record<string, Record<string, { start: number }[]>> }
    deployedBytecode: { object: string }
  }
}

/** The Solidity files of `src/`, as sorted paths from the workspace's folder. */
function sourceFiles(): string[] {
  return readdirSync(`${contractsFolder}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .sort()
}

const require = createRequire(import.meta.url)

/** Answers solc's question for an imported file: ours by path, packages' by Node's resolution. */
function readImport(path: string): { contents: string } | { error: string } {
  const own = `${contractsFolder}${path}`
  if (existsSync(own)) return { contents: readFileSync(own, 'utf8') }
  try {
    return { contents: readFileSync(require.resolve(path), 'utf8') }
  } catch (cause) {
    return { error: `cannot read ${path}: ${String(cause)}` }
  }
}

/**
 * Compiles every file of `src/`. Warnings in `src/` whose code isn't accepted count as errors.
 *
 * @param settings - solc's settings, see {@link CompilerSettings}
 */
export function compileSources(settings: CompilerSettings): Compilation {
  const files = sourceFiles()
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(
      files.map((file) => [file, { content: readFileSync(`${contractsFolder}${file}`, 'utf8') }]),
    ),
    settings: {
      ...settings,
      outputSelection: {
        '*': {
          '': ['ast'],
          '*': ['abi', 'evm.bytecode.object', 'evm.bytecode.linkReferences', 'evm.deployedBytecode.object'],
        },
      },
    },
  }
  const output: SolcOutput = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }))
  const complaints = (output.errors ?? [])
    .filter(isFault)
    .sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0))
    .map((complaint) => `[${complaint.errorCode ?? '-'}] ${complaint.formattedMessage.trimEnd()}`)
  if (complaints.length > 0) return { ok: false, complaints }
  const contracts = files.flatMap((file) =>
    Object.entries(output.contracts?.[file] ?? {}).map(([name, contract]) =>
      describe(file, name, contract, kindOf(output, file, name)),
    ),
  )
  return { ok: true, contracts }
}

// Nobody here can mend a warning in a package; an error fails wherever it is.
function isFault({ severity, errorCode, sourceLocation }: SolcComplaint): boolean {
  if (severity !== 'warning') return severity === 'error'
  const ours = sourceLocation === undefined || sourceLocation.file.startsWith('src/')
  return ours && !acceptedWarnings.has(errorCode ?? '')
}

function kindOf(output: SolcOutput, file: string, name: string): CompiledContract['kind'] {
  const node = output.sources?.[file]?.ast.nodes.find(
    (node) => node.nodeType === 'ContractDefinition' && node.name === name,
  )
  const kind = node?.contractKind
  if (kind === 'contract' || kind === 'interface' || kind === 'library') return kind
  throw new Error(`solc gave no kind for ${file}:${name}`)
}

function describe(
  file: string,
  name: string,
  contract: SolcContract,
  kind: CompiledContract['kind'],
): CompiledContract {
  const { bytecode, deployedBytecode } = contract.evm
  const libraries: Record<string, string> = {}
  for (const byName of Object.values(bytecode.linkReferences)) {
    for (const [library, places] of Object.entries(byName)) {
      const start = (places[0]?.start ?? 0) * 2
      libraries[library] = bytecode.object.slice(start, start + 40)
    }
  }
  return {
    file,
    name,
    kind,
    abi: contract.abi,
    bytecode: bytecode.object,
    deployedBytes: deployedBytecode.object.length / 2,
    libraries,
  }
}
