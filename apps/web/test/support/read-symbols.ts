import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader'

/** A symbol in a picture, as a scanner would send it. */
export interface ReadSymbol {
  readonly symbology: string
  readonly text: string
}

let prepared: Promise<unknown> | undefined

function prepare(): Promise<unknown> {
  prepared ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then((wasm) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  )
  return prepared
}

/** Reads all symbols in a picture (PNG). */
export async function readSymbols(picture: Buffer): Promise<readonly ReadSymbol[]> {
  await prepare()
  const found = await readBarcodes(new Uint8Array(picture), {
    formats: ['DataMatrix', 'Code128'],
    textMode: 'Plain',
    tryHarder: true,
    maxNumberOfSymbols: 0,
  })
  return found.map(({ symbologyIdentifier, text }: ReadResult) => ({ symbology: symbologyIdentifier, text }))
}
