import { groupIdPattern, mainGroup } from '@theriac/api'
import { InvalidArgumentError } from 'commander'

const pattern = new RegExp(groupIdPattern)

/** Whether a text is an id that a further group can have. */
export const isGroupId = (text: string): boolean => pattern.test(text) && text !== mainGroup

/** Id of a further group, off the command line. */
export function asGroupId(text: string): string {
  if (isGroupId(text)) return text
  throw new InvalidArgumentError(
    text === mainGroup
      ? `${mainGroup} is the data folder itself.`
      : 'an id has 1 to 20 lower-case letters, digits and dashes, and no dash at its ends.',
  )
}
