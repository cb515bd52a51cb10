import Type, { type Static } from 'typebox'
import { acting, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GlnSchema, HashSchema, InstantSchema } from '../schemas/identifiers.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** Largest file, in bytes. */
export const largestFile = 25 * 1024 * 1024

const FileNameSchema = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\x00-\\x1f\\x7f/\\\\]+$',
  description: 'Name that it is saved under, without a folder',
  examples: ['certificate.pdf'],
})
const MediaTypeSchema = Type.String({
  maxLength: 127,
  pattern: '^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*$',
  description: 'Media type (RFC 6838), without parameters',
  examples: ['application/pdf'],
})

/** A file as documents name it. */
export const FileReferenceSchema = Type.Object({
  hash: Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'SHA-256 of its bytes' }),
  name: FileNameSchema,
  mediaType: MediaTypeSchema,
  size: Type.Integer({ description: 'Bytes' }),
})
export type FileReference = Static<typeof FileReferenceSchema>

/** A file that an institution has uploaded. */
export const FileSchema = Type.Object(
  {
    ...FileReferenceSchema.properties,
    gln: GlnSchema,
    uploadedAt: InstantSchema,
    attached: Type.Boolean({ description: 'Whether a record of the institution has it; others can be removed' }),
  },
  { title: 'File' },
)
export type StoredFile = Static<typeof FileSchema>

const params = strict({ hash: HashSchema })

export const fileRoutes = defineRoutes({
  upload: {
    kind: 'write',
    method: 'POST',
    path: '/files',
    summary: 'Uploads a file',
    description:
      'The body is the file itself. It is known by the SHA-256 of its bytes, which the answer tells: the same file twice is one ' +
      'file. It is on the disk when the answer comes.',
    access: acting,
    query: strict({
      name: FileNameSchema,
      mediaType: MediaTypeSchema,
      hash: Type.Optional(
        Type.Unsafe<`0x${string}`>({
          ...HashSchema,
          description: 'SHA-256 that the bytes must have; nothing is kept of others',
        }),
      ),
    }),
    body: Type.Unsafe<NonNullable<RequestInit['body']>>(Type.Any({ description: 'The bytes of the file' })),
    bodyLimit: largestFile,
    consumes: 'application/octet-stream',
    answer: FileSchema,
  },
  list: {
    kind: 'read',
    method: 'GET',
    path: '/files',
    summary: "The institution's uploads",
    access: everyone,
    query: listQuery(
      {
        attached: Type.Optional(Type.Boolean({ description: 'Only those that a record has, or that none has' })),
        text: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the name' })),
      },
      ['uploadedAt', 'name'],
      '-uploadedAt',
    ),
    answer: pageOf(FileSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/files/:hash',
    summary: 'What is known of a file',
    access: everyone,
    params,
    answer: FileReferenceSchema,
  },
  download: {
    kind: 'stream',
    method: 'GET',
    path: '/files/:hash/content',
    summary: 'The file itself',
    description:
      'For whoever uploaded it and whoever may read a record that it is attached to. Its bytes are checked against the hash ' +
      'before the first is sent.',
    access: everyone,
    params,
    produces: ['application/octet-stream', 'application/pdf', 'image/*', 'text/*'],
  },
  remove: {
    kind: 'write',
    method: 'DELETE',
    path: '/files/:hash',
    summary: 'Removes an upload that no record has',
    access: acting,
    params,
  },
})
