const fewest = 8

/** What is wrong with a passphrase, or undefined. */
export function passphraseFault(text: string): string | undefined {
  if (text === '') return 'a passphrase must not be empty'
  if (/[\r\n]/.test(text)) return 'a passphrase must be one line'
  if ([...text].length < fewest) return `a passphrase has at least ${fewest} characters`
  return undefined
}
