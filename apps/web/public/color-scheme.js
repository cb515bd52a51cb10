// Before anything is drawn, or a dark page would flash white. A file, as the page's policy runs no script in the page.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('theriac.colour-scheme')
  } catch {
    // Storage is shut off: the system's choice holds.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
