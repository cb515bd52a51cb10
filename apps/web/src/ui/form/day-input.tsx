import { ActionIcon } from '@mantine/core'
import { DateInput, type DateInputProps } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { readDay, readMoment } from '../../core/i18n/read-day.ts'
import { useFormWords } from './words.ts'

type Props = Omit<
  DateInputProps,
  'value' | 'onChange' | 'valueFormat' | 'dateParser' | 'withTime' | 'popoverProps' | 'leftSection' | 'getDayProps'
> & {
  /** Empty where nothing is chosen. */
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/**
 * A day, `2028-11-30`, typed or chosen, and written as the reader's language does:
 * `<DayInput label={words.expiry} {...form.getInputProps('expiry')} />`.
 */
export function DayInput({ value, onChange, ...props }: Props) {
  const format = useFormat()
  const words = useFormWords()
  const calendar = useCalendar()
  return (
    <DateInput
      placeholder={words.dayPlaceholder}
      {...props}
      {...calendar}
      value={value || null}
      onChange={(day) => onChange?.(day ?? '')}
      valueFormat={format.day}
      dateParser={(text) => readDay(text) ?? null}
      allowDeselect
    />
  )
}

/** A day with hour and minute in the reader's time zone, `2028-11-30T14:05`, as `DayInput`. */
export function MomentInput({ value, onChange, ...props }: Props) {
  const format = useFormat()
  const words = useFormWords()
  const calendar = useCalendar()
  return (
    <DateInput
      placeholder={words.momentPlaceholder}
      {...props}
      {...calendar}
      withTime
      value={value ? value.replace('T', ' ') : null}
      onChange={(moment) => onChange?.(moment ? moment.slice(0, 16).replace(' ', 'T') : '')}
      valueFormat={(moment) => format.instant(moment.replace(' ', 'T'))}
      dateParser={(text) => readMoment(text)?.replace('T', ' ') ?? null}
      allowDeselect
    />
  )
}

/** The calendar comes when it is asked for: whoever types would only have it in the way. */
function useCalendar() {
  const words = useFormWords()
  const { language, day } = useFormat()
  const [opened, setOpened] = useState(false)
  return {
    ariaLabels: words.calendar,
    // Days of the months beside are too pale to be read, and the red of week-ends too.
    hideOutsideDates: true,
    weekendDays: [],
    getDayAriaLabel: day,
    monthLabelFormat: language === 'zh' ? 'YYYY年M月' : 'MMMM YYYY',
    yearLabelFormat: language === 'zh' ? 'YYYY年' : 'YYYY',
    popoverProps: { opened, onChange: setOpened, trapFocus: true, returnFocus: true },
    getDayProps: () => ({ onClick: () => setOpened(false) }),
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'ArrowDown') setOpened(true)
    },
    leftSectionPointerEvents: 'all' as const,
    leftSection: (
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={words.chooseDay}
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        <IconCalendar size={16} />
      </ActionIcon>
    ),
  }
}
