import { Button, SimpleGrid, TextInput } from '@mantine/core'
import { type Gtin, type IsoDate, type LotNumber, parseGtin, parseIsoDate, type Serial } from '@theriac/gs1'
import { type FormEvent, useState } from 'react'
import { defineWords } from '../core/i18n/messages.ts'

const useWords = defineWords({
  en: () => ({
    open: 'Type what is printed instead',
    gtin: 'Product code (GTIN, PC)',
    serial: 'Serial number (SN)',
    lot: 'Lot (LOT)',
    expiry: 'Use until (EXP)',
    check: 'Check',
    gtinFault: 'This product code cannot be: look at its digits again',
  }),
  zh: () => ({
    open: '改为输入印刷的内容',
    gtin: '产品代码(GTIN、PC)',
    serial: '序列号(SN)',
    lot: '批号(LOT)',
    expiry: '有效期(EXP)',
    check: '查询',
    gtinFault: '产品代码有误:请再次核对数字',
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
    if (!code.ok) return
    const day = parseIsoDate(expiry)
    onAsk({
      gtin: code.value,
      ...(serial.trim() === '' ? {} : { serial: serial.trim() as Serial }),
      ...(lot.trim() === '' ? {} : { lot: lot.trim() as LotNumber }),
      ...(day.ok ? { expiry: day.value } : {}),
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
        <TextInput {...field('expiry', expiry)} type="date" />
      </SimpleGrid>
      <Button type="submit" mt="md">
        {words.check}
      </Button>
    </form>
  )
}
