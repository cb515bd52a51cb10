/**
 * A scanner that poses as a keyboard sends key positions, not characters. When it assumes a US layout and the computer
 * has another, each key yields that layout's character. These are the keys in one order, without and with shift.
 */
const US = ["`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?']

/** French (AZERTY), German (QWERTZ), key by key as above; a dead key shows the accent it would give. */
const LAYOUTS = {
  azerty: ['²&é"\'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!', '~1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§'],
  qwertz: ['^1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-', '°!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_'],
} as const

export type Layout = keyof typeof LAYOUTS

function reverse(layout: readonly string[]): ReadonlyMap<string, string> {
  const typed = Array.from(layout.join(''))
  const meant = Array.from(US.join(''))
  return new Map(typed.map((character, index) => [character, meant[index] ?? character]))
}

const MEANT: Readonly<Record<Layout, ReadonlyMap<string, string>>> = {
  azerty: reverse(LAYOUTS.azerty),
  qwertz: reverse(LAYOUTS.qwertz),
}

/** What a scanner set to a US keyboard meant by a text that arrived through `layout`. */
export function undoLayout(text: string, layout: Layout): string {
  return Array.from(text, (character) => MEANT[layout].get(character) ?? character).join('')
}

/** What arrives through `layout` when a scanner set to a US keyboard sends a text. */
export function applyLayout(text: string, layout: Layout): string {
  const typed = new Map(Array.from(MEANT[layout], ([character, meant]) => [meant, character]))
  return Array.from(text, (character) => typed.get(character) ?? character).join('')
}

/** Upper case for lower and the reverse, ASCII letters only: what caps lock does to a scan. */
export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  )
}
