const lastSecond = 253_402_300_799

/** Unix seconds as an instant of the wire; what is beyond the year 9999 is the end of it. */
export function instantOfSeconds(seconds: number): string {
  const time = new Date(Math.min(seconds, lastSecond) * 1000)
  return time.toISOString().replace('.000Z', 'Z')
}

/** An instant of the wire, checked already, as Unix seconds; parts of a second are left out. */
export function secondsOfInstant(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}

/** Unix milliseconds as an instant. */
export const instantOf = (ms: number): string => new Date(ms).toISOString()
