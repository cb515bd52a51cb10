import { scanDesk } from './scan-desk.ts'
import { playVerdict } from './sound.ts'
import { createWedge } from './wedge.ts'

type TextField = HTMLInputElement | HTMLTextAreaElement

/** A field as it was before the first character of what may be a scan. */
interface Before {
  readonly field: TextField
  readonly value: string
  readonly selection: readonly [number, number] | undefined
}

/**
 * Listens for a scanner that types like a keyboard, wherever the focus is and whatever page is shown or loading; call it once,
 * before anything is drawn. Codes go to `scanDesk`. What the scanner typed into a field meanwhile is taken out of it again,
 * unless no page takes scans: then a field that has the focus is what was scanned for, and keeps it. The Enter at the end of a
 * code neither sends a form nor presses a button.
 */
export function listenForScans(): void {
  const wedge = createWedge<Before | undefined>((text, before) => {
    if (before !== undefined && !scanDesk.isTaken()) return
    if (before !== undefined) putBack(before)
    if (!scanDesk.offer(text)) playVerdict('bad')
  }, lookAtField)
  const listen = (event: KeyboardEvent): void => {
    // What goes into a password field is nobody else's.
    if (isPassword(document.activeElement) || !wedge(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener('keydown', listen, { capture: true })
}

function lookAtField(): Before | undefined {
  const field = document.activeElement
  if (!(field instanceof HTMLTextAreaElement) && !(field instanceof HTMLInputElement && isTyped(field)))
    return undefined
  const { selectionStart, selectionEnd, value } = field
  const selection =
    selectionStart === null || selectionEnd === null ? undefined : ([selectionStart, selectionEnd] as const)
  return { field, value, selection }
}

const isPassword = (field: Element | null): boolean => field instanceof HTMLInputElement && field.type === 'password'

const isTyped = ({ type, readOnly }: HTMLInputElement): boolean =>
  !readOnly && ['text', 'search', 'tel', 'url', 'email', 'number'].includes(type)

/** As though it were typed: whoever watches the field hears of it. */
function putBack({ field, value, selection }: Before): void {
  if (field.value === value) return
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  // React keeps a field's value from being set past it, but not by the prototype's own way.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (selection !== undefined) field.setSelectionRange(...selection)
}
