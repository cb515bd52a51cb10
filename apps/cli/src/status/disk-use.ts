import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { absent } from '../data-folder.ts'

/** What an entry of the data folder holds. */
export interface DiskUse {
  readonly name: string
  readonly bytes: number
}

/** Bytes of each entry of a folder, in all their files. */
export async function diskUse(folder: string): Promise<DiskUse[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(names.map(async (name) => ({ name, bytes: await bytesOf(join(folder, name)) })))
}

/** A running chain deletes files while they are looked at; those count nothing. */
async function bytesOf(path: string): Promise<number> {
  const entry = await lstat(path).catch(absent)
  if (!entry?.isDirectory()) return entry?.size ?? 0
  const names = (await readdir(path).catch(absent)) ?? []
  const sizes = await Promise.all(names.map((name) => bytesOf(join(path, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** `1 536` bytes are `1.5 kB`. */
export function inWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const place = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1000)))
  return `${(bytes / 1000 ** place).toFixed(place === 0 ? 0 : 1)} ${units[place]}`
}
