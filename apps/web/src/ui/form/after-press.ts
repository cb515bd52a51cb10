/**
 * Does something once nothing is being pressed, and what was pressed has been done. What is shown while a button is held down
 * could move that button away under the finger, and the press would be lost.
 */
export function afterPress(act: () => void): void {
  // A tap is told as a whole, and after it this.
  setTimeout(() => {
    if (document.querySelector(':active') === null) act()
    else afterRelease(act)
  })
}

function afterRelease(act: () => void): void {
  const released = new AbortController()
  const options = { capture: true, signal: released.signal }
  const release = (): void => {
    released.abort()
    // The click comes after the release.
    setTimeout(act)
  }
  addEventListener('pointerup', release, options)
  addEventListener('pointercancel', release, options)
}
