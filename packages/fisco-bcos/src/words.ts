/** A text in both languages of the platform. */
export interface Words {
  readonly en: string
  readonly zh: string
}
