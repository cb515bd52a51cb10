import { Select, type SelectProps } from '@mantine/core'

/**
 * One of the filters of a list: `<FilterSelect label={words.state} all={words.all} value={state} options={…}
 * onChange={(state) => change({ state })} />`.
 *
 * @param props.all - what stands there while nothing is chosen; its value is empty
 */
export function FilterSelect(props: {
  readonly label: string
  readonly all: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly width?: SelectProps['w']
}) {
  const { label, all, value, options, onChange, width = 180 } = props
  return (
    <Select
      aria-label={label}
      data={[{ value: '', label: all }, ...options]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      allowDeselect={false}
      w={width}
    />
  )
}
