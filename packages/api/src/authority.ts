import { type Kind, kinds, type Role, roles } from './access.ts'
import type { Area } from './route.ts'
import { basePath, routes } from './routes/index.ts'

/** Who may call a route, in one row. */
export interface AuthorityRow {
  readonly routeId: string
  readonly method: string
  readonly path: string
  /** Roles by kind of institution; empty lists on a public route. */
  readonly allowed: Readonly<Record<Kind, readonly Role[]>>
  readonly isPublic: boolean
}

/** The one table of authority: every route, and who may call it. The server asks nothing else. */
export function authorityTable(): readonly AuthorityRow[] {
  return Object.entries(routes as Readonly<Record<string, Area>>).flatMap(([subject, area]) =>
    Object.entries(area).map(([name, { access, method, path }]) => {
      const isPublic = access === 'public'
      const rolesOf = (kind: Kind): readonly Role[] => (!isPublic && access.kinds.includes(kind) ? access.roles : [])
      const allowed = Object.fromEntries(kinds.map((kind) => [kind, rolesOf(kind)])) as Record<Kind, readonly Role[]>
      return { routeId: `${subject}.${name}`, method, path: `${basePath}${path}`, allowed, isPublic }
    }),
  )
}

/** The table for people, in Markdown. */
export function authorityDocument(): string {
  const letters = (list: readonly Role[]): string => roles.filter((role) => list.includes(role)).join(' ') || '–'
  const rows = authorityTable().map(({ routeId, method, path, allowed, isPublic }) => {
    const cells = isPublic ? kinds.map(() => 'anyone') : kinds.map((kind) => letters(allowed[kind]))
    return `| ${routeId} | \`${method} ${path}\` | ${cells.join(' | ')} |`
  })
  return `# Authority

Which role of which kind of institution may call which route. Made from the definitions in \`packages/api/src/routes\` by
\`npm run generate -w packages/api\`; the server asks this table and nothing else, and the contracts check again.
What an institution may not see is answered as if it were not there (404).

| route | | ${kinds.join(' | ')} |
|---|---|${kinds.map(() => '---').join('|')}|
${rows.join('\n')}
`
}
