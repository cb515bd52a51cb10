import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { readSources, readWorkspaces, type SourceFile, scanSource, type Workspace } from './source-scan.ts'
import { entryPoints, type WorkspaceRule, workspaceRules } from './workspace-rules.ts'

const workspaces = readWorkspaces()
const names = new Set(workspaces.map(({ name }) => name))
const sources = readSources('')

/** The workspace whose folder holds the file; the repository itself when none does. */
function ownerOf(path: string): Workspace {
  const owners = workspaces.filter(({ folder }) => folder !== '' && path.startsWith(`${folder}/`))
  const owner = owners[0] ?? workspaces.find(({ folder }) => folder === '')
  if (owner === undefined) throw new Error(`nothing owns ${path}`)
  return owner
}

function ruleOf(name: string): WorkspaceRule {
  return workspaceRules[name] ?? { imports: [] }
}

/** `@scope/name/deep` → `@scope/name`; undefined for a path, a subpath import or a Node module. */
function packageOf(request: string): string | undefined {
  if (/^[./#]/.test(request) || isBuiltin(request)) return undefined
  const [first = '', second = ''] = request.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

/** A file that only tests or tools use; it may import more than what the workspace ships. */
function isSupport(path: string, { folder }: Workspace): boolean {
  return folder === '' || path.startsWith(`${folder}/test/`) || path.startsWith(`${folder}/scripts/`)
}

/** Every breach of the import rules by one file, in words. */
function importFaults({ path, imports }: SourceFile): string[] {
  const owner = ownerOf(path)
  const rule = ruleOf(owner.name)
  const support = isSupport(path, owner)
  const allowed = new Set(support ? [...rule.imports, ...(rule.testImports ?? [])] : rule.imports)
  const declared = new Set(support ? [...owner.dependencies, ...owner.devDependencies] : owner.dependencies)
  return imports.flatMap((request) => {
    if (request.startsWith('.')) {
      const target = posix.join(posix.dirname(path), request)
      const inside = !target.startsWith('..') && ownerOf(target).name === owner.name
      return inside ? [] : [`${path} reaches into another workspace: ${request}`]
    }
    if (request.startsWith('/') || request.startsWith('file:')) return [`${path} imports an absolute path: ${request}`]
    const imported = packageOf(request)
    if (imported === undefined || !names.has(imported) || imported === owner.name) return []
    const faults: string[] = []
    if (!allowed.has(imported)) faults.push(`${path} may not import ${imported}`)
    if (!declared.has(imported)) faults.push(`${path} imports ${imported}, which its package.json doesn't declare`)
    return faults
  })
}

test('every workspace has a rule, and every rule a workspace', () => {
  expect([...names].sort()).toEqual(Object.keys(workspaceRules).sort())
})

test('the rules have no cycle', () => {
  const visit = (name: string, path: readonly string[]): void => {
    expect(path, `cycle: ${[...path, name].join(' → ')}`).not.toContain(name)
    for (const next of ruleOf(name).imports) visit(next, [...path, name])
  }
  for (const name of names) visit(name, [])
})

test.each(workspaces)(
  '$name declares only workspaces that its rule allows',
  ({ name, dependencies, devDependencies }) => {
    const { imports, testImports = [] } = ruleOf(name)
    expect(imports).toEqual(expect.arrayContaining(dependencies.filter((dependency) => names.has(dependency))))
    expect([...imports, ...testImports]).toEqual(
      expect.arrayContaining(devDependencies.filter((dependency) => names.has(dependency))),
    )
  },
)

test('source files import other workspaces only by name, as declared and allowed', () => {
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.flatMap(importFaults)).toEqual([])
})

test('pure workspaces have no dependency, no Node module and no Node global', () => {
  const pure = workspaces.filter(({ name }) => ruleOf(name).pure)
  expect(pure.map(({ name }) => name)).toContain('@theriac/gs1')
  for (const { name, folder, dependencies } of pure) {
    expect(dependencies.filter((dependency) => !ruleOf(name).imports.includes(dependency))).toEqual([])
    const shipped = sources.filter(({ path }) => path.startsWith(`${folder}/src/`))
    expect(
      shipped.flatMap(({ path, imports }) => imports.filter(isBuiltin).map((request) => `${path}: ${request}`)),
    ).toEqual([])
    expect(shipped.filter(({ usesNodeGlobal }) => usesNodeGlobal).map(({ path }) => path)).toEqual([])
  }
})

test('only entry points read the environment', () => {
  const readers = sources.filter(({ readsEnvironment }) => readsEnvironment).map(({ path }) => path)
  expect(readers.filter((path) => !entryPoints.some((pattern) => pattern.test(path)))).toEqual([])
})

// The rules are worth as much as the scan that feeds them.
test('the scan finds every way to import and to read the environment', () => {
  // Put together here, or this file itself would be found to read it.
  const global = 'process'
  const text = [
    `// import 'in-a-comment' ${global}.env`,
    "import { a } from 'static'",
    "import type { B } from './type.ts'",
    "import 'effect'",
    "export * from 'star'",
    "export { c } from 'named'",
    "const d = await import('dynamic')",
    "type E = import('type-query').E",
    "const f = require('required')",
  ].join('\n')
  const { imports, readsEnvironment } = scanSource('sample.ts', text)
  expect([...imports].sort()).toEqual(
    ['./type.ts', 'dynamic', 'effect', 'named', 'required', 'star', 'static', 'type-query'].sort(),
  )
  expect(readsEnvironment).toBe(false)
  const readers = [
    `${global}.env.A`,
    `${global}?.env`,
    `${global}['env']`,
    `const { env } = ${global}`,
    "import { env } from 'node:process'",
  ]
  expect(readers.filter((reader) => !scanSource('sample.ts', reader).readsEnvironment)).toEqual([])
})

test('a breach of each import rule is told', () => {
  const faultsOf = (path: string, text: string): string[] => importFaults(scanSource(path, text))
  const gs1 = 'packages/gs1/src/sample.ts'
  expect(faultsOf(gs1, "import '../../chain/src/index.ts'")).toEqual([
    `${gs1} reaches into another workspace: ../../chain/src/index.ts`,
  ])
  expect(faultsOf(gs1, "import '../../../scripts/run-process.ts'")).toHaveLength(1)
  expect(faultsOf(gs1, "import '@theriac/chain'")).toEqual([
    `${gs1} may not import @theriac/chain`,
    `${gs1} imports @theriac/chain, which its package.json doesn't declare`,
  ])
  expect(faultsOf('scripts/sample.ts', "import '../packages/gs1/src/index.ts'")).toHaveLength(1)
  expect(faultsOf(gs1, "import './dates.ts'; import 'node:fs'; import 'viem'")).toEqual([])
})
