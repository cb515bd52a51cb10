// Builds the web application into a folder: `build-into.ts <folder>`.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const [, , outDir] = process.argv
if (outDir === undefined) throw new Error('say which folder to build into')
await build({ root, configLoader: 'native', logLevel: 'error', build: { outDir, emptyOutDir: true } })
