/** What can be taken back now, the newest last. */
let offers: readonly (() => void)[] = []

const isEdited = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

function listen(event: KeyboardEvent): void {
  const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  // In a field it takes back what was typed there.
  if (!isUndo || isEdited(event.target)) return
  event.preventDefault()
  offers.at(-1)?.()
}

/**
 * Lets Ctrl+Z take back what was done last, while its toast is there: a toast is far away for who has but a keyboard.
 *
 * @returns ends the offer
 */
export function offerUndoKey(takeBack: () => void): () => void {
  if (offers.length === 0) addEventListener('keydown', listen)
  offers = [...offers, takeBack]
  return () => {
    offers = offers.filter((one) => one !== takeBack)
    if (offers.length === 0) removeEventListener('keydown', listen)
  }
}
