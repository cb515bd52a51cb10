// What needs Node: files, its cryptography, a native binding.
export { type FileJournal, type FileJournalOptions, fileJournal } from './carry/journal/file-journal.ts'
export {
  createKeyStore,
  type KeyStore,
  type KeyStoreOptions,
  type ScryptCost,
  type StoredKey,
} from './keys/key-store.ts'
export { nativeHashSigner } from './keys/native.ts'
