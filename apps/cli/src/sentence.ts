/** A sentence's first letter is a capital; a URL or a quoted command stays as it is. */
export const sentence = (text: string): string =>
  /^\w+:/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
