import { bytesToString, concatBytes, stringToBytes } from 'viem'

/** Types of the TARS encoding that native transactions use: the low half of a head byte. */
const types = { int8: 0, int16: 1, int32: 2, int64: 3, text: 6, longText: 7, open: 10, close: 11, zero: 12, bytes: 13 }

const head = (tag: number, type: number): Uint8Array =>
  tag < 15 ? Uint8Array.of((tag << 4) | type) : Uint8Array.of(0xf0 | type, tag)

/** Integers take the smallest of 1, 2, 4 and 8 bytes that holds them, big-endian; zero takes none. */
export function tarsInteger(tag: number, value: bigint): Uint8Array {
  if (value === 0n) return head(tag, types.zero)
  const size = [1, 2, 4, 8].find((bytes) => BigInt.asIntN(bytes * 8, value) === value)
  if (size === undefined) throw new RangeError(`${value} does not fit in 8 bytes`)
  const body = new DataView(new ArrayBuffer(8))
  body.setBigInt64(0, value)
  return concatBytes([head(tag, Math.log2(size)), new Uint8Array(body.buffer).slice(8 - size)])
}

/** Text as UTF-8 after its length: of one byte, or of four from 256 bytes on. */
export function tarsText(tag: number, value: string): Uint8Array {
  const bytes = stringToBytes(value)
  if (bytes.length < 256) return concatBytes([head(tag, types.text), Uint8Array.of(bytes.length), bytes])
  const length = new DataView(new ArrayBuffer(4))
  length.setUint32(0, bytes.length)
  return concatBytes([head(tag, types.longText), new Uint8Array(length.buffer), bytes])
}

/** Bytes after the head of their type and their length as an integer. */
export function tarsBytes(tag: number, value: Uint8Array): Uint8Array {
  return concatBytes([head(tag, types.bytes), head(0, types.int8), tarsInteger(0, BigInt(value.length)), value])
}

export function tarsStructure(tag: number, fields: readonly Uint8Array[]): Uint8Array {
  return concatBytes([head(tag, types.open), ...fields, head(0, types.close)])
}

/** Thrown inside this folder for bytes that are not what they should be; `offset` counts from 0. */
export class TarsFault extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** Reads fields in their order. Every method throws `TarsFault` for what is not the field that it names. */
export class TarsReader {
  readonly #bytes: Uint8Array
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get offset(): number {
    return this.#offset
  }

  get ended(): boolean {
    return this.#offset === this.#bytes.length
  }

  #take(length: number): Uint8Array {
    if (this.#offset + length > this.#bytes.length) throw new TarsFault('ends too early', this.#bytes.length)
    this.#offset += length
    return this.#bytes.subarray(this.#offset - length, this.#offset)
  }

  #byte(): number {
    return this.#take(1)[0] ?? 0
  }

  /** The type of the next field, which must have this tag. */
  #head(tag: number): number {
    const start = this.#offset
    const byte = this.#byte()
    const found = byte >> 4 === 15 ? this.#byte() : byte >> 4
    if (found !== tag) throw new TarsFault(`tag ${found} where ${tag} belongs`, start)
    return byte & 0x0f
  }

  #expect(tag: number, type: number): void {
    const start = this.#offset
    const found = this.#head(tag)
    if (found !== type) throw new TarsFault(`type ${found} where ${type} belongs`, start)
  }

  integer(tag: number): bigint {
    const start = this.#offset
    const type = this.#head(tag)
    if (type === types.zero) return 0n
    if (type > types.int64) throw new TarsFault(`type ${type} where an integer belongs`, start)
    const bytes = this.#take(2 ** type)
    return BigInt.asIntN(
      bytes.length * 8,
      bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
    )
  }

  text(tag: number): string {
    const start = this.#offset
    const type = this.#head(tag)
    if (type !== types.text && type !== types.longText) throw new TarsFault(`type ${type} where text belongs`, start)
    const length = this.#take(type === types.text ? 1 : 4).reduce((value, byte) => value * 256 + byte, 0)
    return bytesToString(this.#take(length))
  }

  bytes(tag: number): Uint8Array {
    this.#expect(tag, types.bytes)
    this.#expect(0, types.int8)
    const start = this.#offset
    const length = this.integer(0)
    if (length < 0n) throw new TarsFault('a length below zero', start)
    return this.#take(Number(length))
  }

  open(tag: number): void {
    this.#expect(tag, types.open)
  }

  close(): void {
    this.#expect(0, types.close)
  }
}
