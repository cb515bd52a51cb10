/** Appends bytes, single bytes and variable-length integers (LEB128) to a growing buffer. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(256)
  #length = 0

  #room(size: number): void {
    if (this.#length + size <= this.#buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + size))
    this.#buffer.copy(grown, 0, 0, this.#length)
    this.#buffer = grown
  }

  byte(value: number): void {
    this.#room(1)
    this.#buffer[this.#length++] = value
  }

  varint(value: number): void {
    this.#room(8)
    while (value >= 0x80) {
      this.#buffer[this.#length++] = (value % 0x80) | 0x80
      value = Math.floor(value / 0x80)
    }
    this.#buffer[this.#length++] = value
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length)
    this.#buffer.set(value, this.#length)
    this.#length += value.length
  }

  /** Bytes preceded by their length. */
  sized(value: Uint8Array): void {
    this.varint(value.length)
    this.bytes(value)
  }

  done(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }
}

/** Reads what {@link ByteWriter} wrote; throws a RangeError past the end. */
export class ByteReader {
  #at = 0
  readonly #bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  byte(): number {
    const value = this.#bytes[this.#at++]
    if (value === undefined) throw new RangeError('record ends early')
    return value
  }

  varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new RangeError('record ends early')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  sized(): Uint8Array {
    return this.bytes(this.varint())
  }
}
