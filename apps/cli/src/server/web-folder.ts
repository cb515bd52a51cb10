import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the built web application; undefined where it was not built. */
export function findWebFolder(): string | undefined {
  const folder = fileURLToPath(new URL('../../../web/dist', import.meta.url))
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}
