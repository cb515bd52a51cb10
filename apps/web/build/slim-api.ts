import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Area, basePath, routes } from '@theriac/api'
import type { Plugin } from 'vite'

const slim = '\0slim-routes'
/** The package's sources that hold schemas. */
const schemaFile = /\/packages\/api\/src\/((routes|schemas)\/(?!index\.ts)[\w-]+(\/[\w-]+)?|problem|openapi)\.ts$/

/**
 * Leaves the schemas of the API out of what browsers load. Of a route the client needs only how it is called and who may; of
 * the files with schemas what is left are the constants beside them (`verdicts`, `kinds`, …). Whoever imports a schema gets an
 * error of the build.
 */
export function slimApi(): Plugin {
  return {
    name: 'slim-api',
    enforce: 'pre',
    resolveId(source, importer) {
      const isIndex =
        source.endsWith('routes/index.ts') && importer?.split(sep).join('/').includes('/packages/api/src/')
      return isIndex ? slim : undefined
    },
    async load(id) {
      if (id === slim) {
        return `export const basePath = ${JSON.stringify(basePath)}\nexport const routes = ${JSON.stringify(slimRoutes())}`
      }
      return schemaFile.test(id.split(sep).join('/')) ? constantsOf(id) : undefined
    },
  }
}

async function constantsOf(file: string): Promise<string> {
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href)
  const lines = Object.entries(exported)
    .filter(([, value]) => isPlain(value))
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
  return lines.length === 0 ? 'export {}' : lines.join('\n')
}

/** Made of texts, numbers and lists of them, and no schema: those have a kind. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function' && value !== undefined
  return !('~kind' in value) && Object.values(value).every(isPlain)
}

function slimRoutes(): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(routes as Readonly<Record<string, Area>>).map(([subject, area]) => [
      subject,
      Object.fromEntries(
        Object.entries(area).map(([name, { kind, method, path, access, consumes, produces }]) => [
          name,
          { kind, method, path, access, consumes, produces },
        ]),
      ),
    ]),
  )
}
