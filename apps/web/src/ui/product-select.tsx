import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { apiQuery } from '../core/api/query.ts'
import { defineWords } from '../core/i18n/messages.ts'

const useWords = defineWords({
  en: () => ({ search: 'Type a name, a substance or a GTIN', nothing: 'No product fits' }),
  zh: () => ({ search: '输入名称、通用名或 GTIN', nothing: '没有符合的药品' }),
})

/** Chooses one of all products, by name, substance or GTIN. The value is the GTIN; empty for none. */
export function ProductSelect(props: {
  readonly label: React.ReactNode
  readonly value: string
  readonly onChange: (gtin: string) => void
  /** Only those of this factory. */
  readonly owner?: string | undefined
  readonly error?: React.ReactNode
  readonly required?: boolean
}) {
  const { label, value, onChange, owner, error, required = false } = props
  const words = useWords()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed, 200)
  const chosen = useQuery({
    ...apiQuery('products', 'find', { params: { gtin: value as never } }),
    enabled: value !== '',
  })
  const name = chosen.data && nameOf(chosen.data)
  const found = useQuery({
    ...apiQuery('products', 'list', {
      query: {
        limit: 20,
        ...(text === '' || text === name ? {} : { text }),
        ...(owner === undefined ? {} : { owner: owner as never }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  const options = (found.data?.items ?? []).map((product) => ({
    value: product.gtin as string,
    label: nameOf(product),
  }))
  const isMissing = chosen.data !== undefined && !options.some((option) => option.value === value)
  return (
    <Select
      label={label}
      placeholder={words.search}
      nothingFoundMessage={words.nothing}
      data={isMissing && name !== undefined ? [...options, { value, label: name }] : options}
      value={value === '' ? null : value}
      onChange={(gtin) => onChange(gtin ?? '')}
      searchable
      onSearchChange={setTyped}
      // What was found was found by the server, which knows more than the names.
      filter={({ options: all }) => all}
      withAsterisk={required}
      error={error}
      w="100%"
      maw={420}
    />
  )
}

const nameOf = ({ gtin, data }: { readonly gtin: string; readonly data: { readonly name: string } }): string =>
  `${data.name} (${gtin})`
