/** Media types that a browser may be told: it runs nothing of them. Anything else is told to be bytes. */
const safeMediaTypes: ReadonlyMap<string, string> = new Map(
  [
    'application/json',
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/zip',
    'image/gif',
    'image/jpeg',
    'image/png',
    'image/webp',
    'text/csv',
    'text/plain',
  ].map((type) => [type, type.startsWith('text/') ? `${type}; charset=utf-8` : type]),
)

/** The content type that a file is served with, whatever its uploader said. */
export function servedMediaType(mediaType: string): string {
  return safeMediaTypes.get(mediaType) ?? 'application/octet-stream'
}

/** The header that has a browser save a file under its name (RFC 6266, with RFC 8187 for what is not ASCII). */
export function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const extended = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`
}
