/** Recursive Length Prefix (Ethereum Yellow Paper, appendix B): an item is bytes or a list of items. */
export type RlpItem = Uint8Array | readonly RlpItem[]

function sizeOfLength(length: number): number {
  if (length < 56) return 0
  if (length < 0x100) return 1
  if (length < 0x10000) return 2
  return length < 0x1000000 ? 3 : 4
}

function payloadSize(item: RlpItem): number {
  if (item instanceof Uint8Array) return item.length
  let size = 0
  for (const entry of item) size += encodedSize(entry)
  return size
}

function encodedSize(item: RlpItem): number {
  if (item instanceof Uint8Array && item.length === 1 && (item[0] ?? 0) < 0x80) return 1
  const size = payloadSize(item)
  return 1 + sizeOfLength(size) + size
}

function writeHead(out: Uint8Array, at: number, base: number, length: number): number {
  const extra = sizeOfLength(length)
  if (extra === 0) {
    out[at] = base + length
    return at + 1
  }
  out[at] = base + 55 + extra
  for (let i = extra; i > 0; i--) {
    out[at + i] = length & 0xff
    length >>>= 8
  }
  return at + 1 + extra
}

function write(out: Uint8Array, at: number, item: RlpItem): number {
  if (item instanceof Uint8Array) {
    if (item.length === 1 && (item[0] ?? 0) < 0x80) {
      out[at] = item[0] ?? 0
      return at + 1
    }
    const start = writeHead(out, at, 0x80, item.length)
    out.set(item, start)
    return start + item.length
  }
  let next = writeHead(out, at, 0xc0, payloadSize(item))
  for (const entry of item) next = write(out, next, entry)
  return next
}

/** Encodes an item into freshly allocated bytes. */
export function encodeRlp(item: RlpItem): Uint8Array {
  const out = new Uint8Array(encodedSize(item))
  write(out, 0, item)
  return out
}

class RlpReader {
  at = 0
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  readLength(extra: number): number | undefined {
    if (extra > 4 || this.at + extra > this.bytes.length || this.bytes[this.at] === 0) return undefined
    let length = 0
    for (let i = 0; i < extra; i++) length = length * 256 + (this.bytes[this.at++] ?? 0)
    return length < 56 ? undefined : length
  }

  read(depth: number): RlpItem | undefined {
    const first = this.bytes[this.at]
    if (first === undefined || depth > 8) return undefined
    if (first < 0x80) return this.bytes.subarray(this.at, ++this.at)
    this.at++
    const isList = first >= 0xc0
    const short = first - (isList ? 0xc0 : 0x80)
    const length = short < 56 ? short : this.readLength(short - 55)
    if (length === undefined || this.at + length > this.bytes.length) return undefined
    const end = this.at + length
    if (!isList) {
      const value = this.bytes.subarray(this.at, end)
      // A single byte below 0x80 must stand for itself: one value, one encoding.
      if (length === 1 && (value[0] ?? 0) < 0x80) return undefined
      this.at = end
      return value
    }
    const list: RlpItem[] = []
    while (this.at < end) {
      const entry = this.read(depth + 1)
      if (entry === undefined || this.at > end) return undefined
      list.push(entry)
    }
    return list
  }
}

/** Decodes strictly: undefined for any encoding that is not canonical or has bytes left over. */
export function decodeRlp(bytes: Uint8Array): RlpItem | undefined {
  const reader = new RlpReader(bytes)
  const item = reader.read(0)
  return item !== undefined && reader.at === bytes.length ? item : undefined
}
