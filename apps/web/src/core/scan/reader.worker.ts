import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { ReaderAnswer, ReaderRequest } from './reader.ts'

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

const post = (answer: ReaderAnswer): void => postMessage(answer)

addEventListener('message', (event: MessageEvent<ReaderRequest>) => {
  const { id, picture } = event.data
  const options = {
    formats: ['DataMatrix', 'QRCode', 'Code128', 'EAN13', 'EAN8', 'ITF', 'DataBar'],
    textMode: 'Plain',
    maxNumberOfSymbols: 1,
    tryHarder: picture instanceof Blob,
  } as const
  readBarcodes(picture, { ...options, formats: [...options.formats] }).then(
    ([found]) => post({ id, text: found && `${found.symbologyIdentifier}${found.text}` }),
    (error: unknown) => post({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
