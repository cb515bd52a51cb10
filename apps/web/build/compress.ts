import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const compressible = /\.(js|css|html|svg|json|wasm)$/
/** Of brotli's levels the last that is quick. */
const quality = 9

/** Writes each file a second and third time, as browsers take it over a slow line: nothing is compressed while it is served. */
export function compress(): Plugin {
  let folder = ''
  return {
    name: 'compress',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir)
    },
    async writeBundle() {
      const names = await readdir(folder, { recursive: true })
      await Promise.all(
        names
          .filter((name) => compressible.test(name))
          .map(async (name) => {
            const path = join(folder, name)
            const bytes = await readFile(path)
            const [small, smaller] = await Promise.all([
              gzipped(bytes, { level: 9 }),
              brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
            ])
            await Promise.all([writeFile(`${path}.gz`, small), writeFile(`${path}.br`, smaller)])
          }),
      )
    },
  }
}
