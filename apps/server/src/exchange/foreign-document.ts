import { type FileReference, FileReferenceSchema, RecordSubjectSchema, recordRoutes } from '@theriac/api'
import Type from 'typebox'
import { createValidation } from '../http/validation.ts'

const { kind, content, eventTime, inspection } = recordRoutes.write.body.properties

/** Most files that a document names. */
const mostFiles = 20

const validate = createValidation()(
  Type.Object({
    format: Type.Literal(1),
    kind,
    subject: RecordSubjectSchema,
    content,
    eventTime,
    inspection,
    files: Type.Array(FileReferenceSchema, { maxItems: mostFiles }),
  }),
  'body',
)

/**
 * Reads a document that another institution has written. The ledger has taken its hash from whoever had a key: what it says
 * has been checked by nobody.
 *
 * @returns the files that it names; undefined where it is not what a server writes
 */
export function readForeign(text: string): { readonly files: readonly FileReference[] } | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if ('error' in validate(value)) return undefined
  const { files } = value as { files: FileReference[] }
  return new Set(files.map(({ hash }) => hash)).size === files.length ? { files } : undefined
}
