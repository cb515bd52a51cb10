/** A version such as `3.16.4` as a number that can be compared; 0 for what is none. */
export function versionOf(text: string): number {
  const parts = /(\d+)\.(\d+)\.(\d+)/.exec(text)
  if (!parts) return 0
  const [, major = '0', minor = '0', patch = '0'] = parts
  return (Number(major) * 1_000 + Number(minor)) * 1_000 + Number(patch)
}
