import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useFaultWords } from '../../../core/api/problem-words.ts'
import { saveFile } from '../../../ui/save-file.ts'
import type { useLotParams } from './use-lot.ts'
import { useLotWords } from './words.ts'

/** Saves the serials of a lot as CSV, for its labels. */
export function SerialsButton({ lot }: { readonly lot: ReturnType<typeof useLotParams> }) {
  const words = useLotWords()
  const faultWords = useFaultWords()
  const [loading, setLoading] = useState(false)
  async function download(): Promise<void> {
    setLoading(true)
    try {
      const response = await client.commissioning.serials({ params: lot })
      saveFile(`${lot.gtin}-${lot.lot}.csv`, await response.blob())
      notifications.show({ message: words.downloaded, color: 'teal' })
    } catch (error) {
      const { title, detail } = faultWords(error)
      notifications.show({ title, message: detail, color: 'red', autoClose: false })
    } finally {
      setLoading(false)
    }
  }
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      loading={loading}
      onClick={() => void download()}
    >
      {words.download}
    </Button>
  )
}
