import { Button, SimpleGrid, TextInput } from '@mantine/core'
import { type Gtin, type IsoDate, type LotNumber, parseGtin, type Serial } from '@theriac/gs1'
import { type FormEvent, useState } from 'react'
import { defineWords } from '../core/i18n/messages.ts'
import { readDay } from '../core/i18n/read-day.ts'

const useWords = defineWords({
  en: () => ({
    open: 'Type what is printed instead',
    gtin: 'Product code (GTIN, PC)',
    serial: 'Serial number (SN)',
    lot: 'Lot (LOT)',
    expiry: 'Use until (EXP)',
    check: 'Check',
    day: 'e.g. 30 Nov 2028',
    dayFault: 'Write the day as 30 Nov 2028, or leave it empty',
    gtinFault: 'This product code cannot be: look at its digits again',
  }),
  zh: () => ({
    open: '改为输入印刷的内容',
    gtin: '产品代码（GTIN、PC）',
    serial: '序列号（SN）',
    lot: '批号（LOT）',
    expiry: '有效期（EXP）',
    check: '查询',
    day: '例如 2028年11月30日',
    dayFault: '请写成 2028年11月30日，或留空',
    gtinFault: '产品代码有误：请再次核对数字',
  }),
})

/** What is asked about a pack. */
export interface PackQuery {
  gtin?: Gtin
  serial?: Serial
  lot?: LotNumber
  expiry?: IsoDate
}

/** For whoever can neither scan nor type the whole code: its parts as they are printed. */
export function CodeFields({ onAsk }: { readonly onAsk: (query: PackQuery) => void }) {
  const words = useWords()
  const [opened, setOpened] = useState(false)
  const [fault, setFault] = useState<string>()
  const [dayFault, setDayFault] = useState<string>()
  const [{ gtin, serial, lot, expiry }, setFields] = useState({ gtin: '', serial: '', lot: '', expiry: '' })
  if (!opened)
    return (
      <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setOpened(true)}>
        {words.open}
      </Button>
    )

  function submit(event: FormEvent): void {
    event.preventDefault()
    const code = parseGtin(gtin.trim())
    setFault(code.ok ? undefined : words.gtinFault)
    const day = readDay(expiry)
    const isDayWrong = expiry.trim() !== '' && day === undefined
    setDayFault(isDayWrong ? words.dayFault : undefined)
    if (!code.ok || isDayWrong) return
    onAsk({
      gtin: code.value,
      ...(serial.trim() === '' ? {} : { serial: serial.trim() as Serial }),
      ...(lot.trim() === '' ? {} : { lot: lot.trim() as LotNumber }),
      ...(day === undefined ? {} : { expiry: day }),
    })
  }
  const field = (name: 'gtin' | 'serial' | 'lot' | 'expiry', value: string) => ({
    label: words[name],
    value,
    autoComplete: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const typed = event.currentTarget.value
      setFields((before) => ({ ...before, [name]: typed }))
    },
  })
  return (
    <form onSubmit={submit}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} mt="md">
        <TextInput {...field('gtin', gtin)} inputMode="numeric" required error={fault} />
        <TextInput {...field('serial', serial)} />
        <TextInput {...field('lot', lot)} />
        <TextInput {...field('expiry', expiry)} placeholder={words.day} error={dayFault} />
      </SimpleGrid>
      <Button type="submit" mt="md">
        {words.check}
      </Button>
    </form>
  )
}
