const TABLES = (() => {
  const first = new Int32Array(256)
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    first[n] = c
  }
  const tables = [first]
  for (let t = 1; t < 4; t++) {
    const previous = tables[t - 1] as Int32Array
    tables.push(first.map((_, n) => ((previous[n] ?? 0) >>> 8) ^ (first[(previous[n] ?? 0) & 0xff] ?? 0)))
  }
  return tables as [Int32Array, Int32Array, Int32Array, Int32Array]
})()

/** CRC-32 (IEEE 802.3), four bytes a step; node:zlib has it only from Node 22 on. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = TABLES
  let crc = -1
  let i = 0
  for (const end = bytes.length - 3; i < end; i += 4) {
    crc ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24)
    crc =
      (t3[crc & 0xff] as number) ^
      (t2[(crc >>> 8) & 0xff] as number) ^
      (t1[(crc >>> 16) & 0xff] as number) ^
      (t0[crc >>> 24] as number)
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[i] as number)) & 0xff] as number)
  return (crc ^ -1) >>> 0
}
