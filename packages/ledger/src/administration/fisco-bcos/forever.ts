import type { EngineRefusal } from '../committee-types.ts'

/** What can never be taken back is done only where it was said that this is known. */
export const needsForever: EngineRefusal = {
  state: 'refused',
  code: 'CannotBeUndone',
  words: {
    en: 'this can never be undone, and was not confirmed as such',
    zh: '该操作不可撤销，须再次确认',
  },
}
