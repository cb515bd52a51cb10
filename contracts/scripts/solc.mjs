#!/usr/bin/env node
// Stands in for the native `solc` program where forge looks for one: the npm package's compiler, offline.
// Path options (--base-path, --allow-paths, --include-path) need no answer: forge sends every source's text.
import { readFileSync } from 'node:fs'
import solc from 'solc'

const [first] = process.argv.slice(2)
if (first === '--version' || first === '-V') {
  // forge parses a plain semantic version; "Emscripten" in the build part is fine, spaces are not.
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`)
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')))
} else {
  process.stderr.write('only --version and --standard-json are answered\n')
  process.exitCode = 1
}
