import { describeCharacter, firstForeignCharacter } from '../character-set.ts'
import { accept, type Fault, type Result, refuse } from '../result.ts'
import { APPLICATION_IDENTIFIERS, type ApplicationIdentifier, matchesAi } from './application-identifiers.ts'
import { CONTENT_RULES } from './content-rules.ts'

/** An application identifier and its value, as they were carried. */
export interface AiElement {
  readonly ai: string
  readonly value: string
}

/**
 * Checks a value against its AI: lengths, characters, check digits, dates and whatever else its components ask for.
 *
 * @param position where the value starts in the text that was read, for the fault
 */
export function checkValue(
  identifier: ApplicationIdentifier,
  value: string,
  referenceYear: number,
  position = 0,
): Result<AiElement> {
  const { ai } = identifier
  if (value === '') return refuse('VALUE_MISSING', `AI ${ai} has no value`, position, ai)
  let offset = 0
  for (const { type, minLength, maxLength, optional, rules } of identifier.components) {
    const part = value.slice(offset, offset + maxLength)
    const at = position + offset
    if (part === '' && optional) break
    const foreign = firstForeignCharacter(part, type)
    if (foreign >= 0) {
      const message = `AI ${ai} may not contain ${describeCharacter(part.charAt(foreign))}`
      return refuse('CHARACTER', message, at + foreign, ai)
    }
    if (part.length < minLength) {
      return refuse('VALUE_TOO_SHORT', `AI ${ai} needs more than ${value.length} characters`, at + part.length, ai)
    }
    for (const rule of rules) {
      const fault = CONTENT_RULES[rule](part, referenceYear)
      if (fault) return refuse(fault.code, `AI ${ai}: ${fault.message}`, at + fault.position, ai)
    }
    offset += part.length
  }
  if (offset < value.length) {
    return refuse('VALUE_TOO_LONG', `AI ${ai} takes ${offset} of ${value.length} characters`, position + offset, ai)
  }
  return accept({ ai, value })
}

/** The value that an element list gives to an AI. */
export function elementValue(elements: readonly AiElement[], ai: string): string | undefined {
  return elements.find((element) => element.ai === ai)?.value
}

/**
 * Faults of elements that need or forbid one another (GS1 General Specifications 4.13 and 4.14). The rules hold for
 * everything on one physical item; a single symbol may rightly carry only a part, so parsing doesn't apply them.
 */
export function checkPairings(elements: readonly AiElement[]): readonly Fault[] {
  const present = elements.map((element) => element.ai)
  const has = (pattern: string, besides?: string) => present.some((ai) => ai !== besides && matchesAi(pattern, ai))
  const faults: Fault[] = []
  for (const ai of present) {
    const identifier = APPLICATION_IDENTIFIERS.get(ai)
    if (!identifier) continue
    const { needs, excludes } = identifier
    if (needs.length > 0 && !needs.some((group) => group.every((pattern) => has(pattern)))) {
      const wanted = needs.map((group) => group.join(' with ')).join(', or ')
      faults.push({ code: 'PAIRING_MISSING', message: `AI ${ai} needs AI ${wanted}`, position: 0, ai })
    }
    for (const pattern of excludes) {
      if (has(pattern, ai)) {
        faults.push({ code: 'PAIRING_EXCLUDED', message: `AI ${ai} excludes AI ${pattern}`, position: 0, ai })
      }
    }
  }
  return faults
}
