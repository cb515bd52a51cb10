import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** How all secrets of tokens begin: found by who looks for secrets where none should be. */
const tokenStart = 'theriac_'
/** Characters of a secret that are shown in lists: 36 of its 256 bits. */
const shownCharacters = tokenStart.length + 6

/** 256 random bits as text. Nobody guesses them, so a plain hash of them is enough. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
/** The secret of a token. */
export const newTokenSecret = (): string => `${tokenStart}${newSecret()}`
/** The part of a token's secret that may be shown. */
export const prefixOf = (secret: string): string => secret.slice(0, shownCharacters)
/** What a secret is stored as. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
/** What cannot be a token's secret is not looked for. */
export const looksLikeToken = (text: string): boolean => /^theriac_[A-Za-z0-9_-]{43}$/.test(text)
/** What cannot be a session's cookie is not looked for. */
export const looksLikeSession = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)

/** Compares without telling by the time it takes where two secrets differ. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}
