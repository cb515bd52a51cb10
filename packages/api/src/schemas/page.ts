import Type, { type TProperties, type TSchema } from 'typebox'
import { strict } from './strict.ts'

/** What every list takes: how many, from where, in which order. Other fields filter. */
export function listQuery<const T extends TProperties, const S extends string>(
  filters: T,
  sorts: readonly [S, ...S[]],
  /** Order of who asks for none. */
  order: S | `-${S}` = sorts[0],
) {
  const orders = sorts.flatMap((sort) => [sort, `-${sort}`] as const)
  return strict({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows of a page' })),
    cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
    sort: Type.Optional(
      Type.Unsafe<S | `-${S}`>(
        Type.String({ enum: orders, description: `Order; with a minus descending. By default ${order}` }),
      ),
    ),
    ...filters,
  })
}

/** A page of a list; `next` is absent on the last. */
export function pageOf<const T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Optional(Type.String({ description: 'Cursor of the next page' })),
  })
}

/** A page as code has it. */
export interface Page<T> {
  items: T[]
  next?: string
}
