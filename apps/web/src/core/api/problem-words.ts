import { ApiError, type FieldFault, type Job, type Problem } from '@theriac/api'
import { defineWords } from '../i18n/messages.ts'
import { JobRefused } from './job-refused.ts'
import { advice, type Fault, usePlainFaultWords, useProblemTitles } from './plain-faults.ts'
import { refusalInChinese } from './refusal-words.ts'
import { ruleInChinese } from './rule-words.ts'

/** Why the ledger refused a job. */
type Refusal = NonNullable<Job['refusal']>

const useWords = defineWords({
  en: () => ({
    reasonOf: ({ detail }: Problem) => detail,
    refusalOf: ({ detail }: Refusal) => detail,
    faultOf: ({ detail }: FieldFault) => detail,
  }),
  zh: () => ({
    reasonOf: ({ reason }: Problem) => sentence(reason && refusalInChinese(reason)) ?? '',
    refusalOf: (refusal: Refusal) => sentence(refusalInChinese(refusal)) ?? advice.Refused,
    faultOf: ({ rule, detail }: FieldFault) =>
      ruleInChinese(rule) ?? refusalInChinese({ name: rule, args: {} }) ?? detail,
  }),
})

const sentence = (text: string | undefined): string | undefined => (text === undefined ? undefined : `${text}。`)

/** Puts any error into words: of the API, of the ledger, of the network, of the page itself. */
export function useFaultWords(): (error: unknown) => Fault {
  const words = useWords()
  const { titles } = useProblemTitles()
  const plain = usePlainFaultWords()
  return (error) => {
    if (error instanceof JobRefused) {
      const { refusal } = error.job
      return { title: titles.Refused, detail: refusal ? words.refusalOf(refusal) : '', mayPass: false }
    }
    const fault = plain(error)
    const reason = error instanceof ApiError ? words.reasonOf(error.problem) : ''
    return reason === '' ? fault : { ...fault, detail: reason }
  }
}

/** Puts the code of a problem into words; one that is not known stays as it is. */
export function useCodeWords(): (code: string) => string {
  const titles: Readonly<Record<string, string>> = useProblemTitles().titles
  return (code) => titles[code] ?? code
}

/** Puts what is wrong with a field into words. */
export function useFieldFaultWords(): (fault: FieldFault) => string {
  return useWords().faultOf
}

/** Puts into words why the ledger refused a job. */
export function useRefusalWords(): (refusal: Refusal) => string {
  return useWords().refusalOf
}
