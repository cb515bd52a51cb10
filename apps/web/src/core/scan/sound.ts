import type { Verdict } from './verdict.ts'

export type { Verdict } from './verdict.ts'

const key = 'theriac.sound'

/** Whether verdicts are heard on this device. */
export const isSoundOn = (): boolean => localStorage.getItem(key) !== 'off'

export function setSound(on: boolean): void {
  localStorage.setItem(key, on ? 'on' : 'off')
}

/** Notes: hertz, from when, for how long, in seconds. One high note, two even ones, three falling ones. */
const notes: Readonly<Record<Verdict, readonly (readonly [number, number, number])[]>> = {
  good: [[1320, 0, 0.09]],
  warn: [
    [660, 0, 0.12],
    [660, 0.18, 0.12],
  ],
  bad: [
    [440, 0, 0.14],
    [330, 0.17, 0.14],
    [220, 0.34, 0.26],
  ],
}

let context: AudioContext | undefined

/** Plays a verdict, unless sound is off. */
export function playVerdict(verdict: Verdict): void {
  // Browsers let no page make a sound that nobody has touched yet.
  if (!isSoundOn() || !navigator.userActivation.hasBeenActive) return
  context ??= new AudioContext()
  const { currentTime, destination } = context
  for (const [frequency, from, length] of notes[verdict]) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0.12, currentTime + from)
    volume.gain.exponentialRampToValueAtTime(0.001, currentTime + from + length)
    tone.connect(volume).connect(destination)
    tone.start(currentTime + from)
    tone.stop(currentTime + from + length)
  }
}
