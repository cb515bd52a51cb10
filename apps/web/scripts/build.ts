// Builds the web application where it is not there or its sources have changed.
import { ensureBuilt } from '../build/ensure-built.ts'

await ensureBuilt((text) => console.log(text))
