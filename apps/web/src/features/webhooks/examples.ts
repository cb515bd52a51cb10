/** What a delivery looks like. */
export const bodyExample = `{
  "id": "9520000000219:event:1842",
  "kind": "lot_recalled",
  "time": "2026-11-27T10:00:00.000Z",
  "data": { "gtin": "03400930000014", "lotNumber": "NW2611A", "recallClass": 2, "text": "…" }
}`

/** How a receiver checks where a delivery comes from, in two languages. */
export const checkExamples = {
  'Node.js': `import { createHmac, timingSafeEqual } from 'node:crypto'

/** rawBody: the body as it came, before it is parsed. */
export function isGenuine(rawBody, header, secret) {
  const [, time, mac] = /^t=(\\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (time === undefined || Math.abs(Date.now() / 1000 - Number(time)) > 300) return false
  const expected = createHmac('sha256', secret).update(\`\${time}.\${rawBody}\`).digest()
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'))
}
`,
  Python: `import hashlib, hmac, re, time

def is_genuine(raw_body: bytes, header: str, secret: str) -> bool:
    """raw_body: the body as it came, before it is parsed."""
    match = re.fullmatch(r"t=(\\d+),v1=([0-9a-f]{64})", header)
    if not match or abs(time.time() - int(match[1])) > 300:
        return False
    signed = match[1].encode() + b"." + raw_body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, match[2])
`,
} as const
