export { type HashSigner, javascriptHashSigner } from './hash-signer.ts'
export { type RemoteSignerOptions, remoteSigner } from './remote-signer.ts'
export { addressOfKey, localSigner, type Signer } from './signer.ts'
