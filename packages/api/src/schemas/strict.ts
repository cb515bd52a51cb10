import Type, { type TObject, type TObjectOptions, type TProperties } from 'typebox'

/** An object that takes no field but its own: a misspelt one must not be lost in silence. */
export function strict<const T extends TProperties>(properties: T, options: TObjectOptions = {}): TObject<T> {
  return Type.Object(properties, { ...options, additionalProperties: false })
}
