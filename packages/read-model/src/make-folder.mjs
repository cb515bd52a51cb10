import { PGlite } from '@electric-sql/pglite'

// Makes an empty database in a folder, in a process of its own: `node make-folder.mjs <folder>`. Plain JavaScript, so that it
// runs without any loader.
const [, , folder] = process.argv
const client = await PGlite.create(folder)
await client.close()
