import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A workspace, or the repository itself (folder `''`). */
export interface Workspace {
  name: string
  /** Path from the repository's folder, without a slash at its end. */
  folder: string
  dependencies: readonly string[]
  devDependencies: readonly string[]
}

interface Manifest {
  name: string
  workspaces?: string[]
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** Every workspace that the root manifest names, and the repository itself. */
export function readWorkspaces(): Workspace[] {
  const folders = (readManifest('').workspaces ?? []).flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -'/*'.length)
    const entries = readdirSync(`${root}${parent}`, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => `${parent}/${entry.name}`)
  })
  return ['', ...folders].map((folder) => {
    const { name, dependencies, devDependencies, peerDependencies, optionalDependencies } = readManifest(folder)
    return {
      name,
      folder,
      // Whoever installs the package gets these three.
      dependencies: Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }),
      devDependencies: Object.keys(devDependencies ?? {}),
    }
  })
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'))
}

/** A source file with what the rules need of it. */
export interface SourceFile {
  /** Path from the repository's folder, with forward slashes. */
  path: string
  /** What it imports, as written: static, re-exported, dynamic, in a type, or required. */
  imports: readonly string[]
  readsEnvironment: boolean
  /** It names one of Node's globals, which a browser lacks. */
  usesNodeGlobal: boolean
}

const skippedFolders = new Set(['node_modules', 'generated', 'out', 'cache', 'data', 'coverage', '.git'])

/** Every TypeScript and JavaScript file below a folder, which is a path from the repository's folder. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : readSources(path)
    return /\.[cm]?[jt]sx?$/.test(entry.name) ? [scanSource(path, readFileSync(`${root}${path}`, 'utf8'))] : []
  })
}

/**
 * Finds what a source file imports and reads.
 *
 * @param path - its name decides whether it is read as TypeScript
 * @param text - its content
 * @throws Error when it can't be parsed: an unread file must not pass for a clean one
 */
export function scanSource(path: string, text: string): SourceFile {
  const { module, comments, errors } = parseSync(path, text)
  const [fault] = errors
  if (fault) throw new Error(`${path}: ${fault.message}`)
  // Comments may show imports as examples; blanked out, all positions stay.
  let code = text
  for (const { start, end } of comments) code = code.slice(0, start) + ' '.repeat(end - start) + code.slice(end)
  const requests = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value)),
    ...[...code.matchAll(/\b(?:import|require|resolve)\s*\(\s*(['"`])([^'"`]+)\1/g)].map((match) => match[2]),
  ]
  const imports = [...new Set(requests.filter((request) => request !== undefined))]
  const environment = /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[|\{[^{}]*\benv\b[^{}]*\}\s*=\s*process\b/
  return {
    path,
    imports,
    readsEnvironment: environment.test(code) || importsEnvironment(module.staticImports),
    usesNodeGlobal: /\b(?:process|Buffer|__dirname|__filename)\s*\??[.[(]/.test(code),
  }
}

function importsEnvironment(imports: ReturnType<typeof parseSync>['module']['staticImports']): boolean {
  return imports.some(
    ({ moduleRequest, entries }) =>
      /^(?:node:)?process$/.test(moduleRequest.value) && entries.some((entry) => entry.importName.name === 'env'),
  )
}
