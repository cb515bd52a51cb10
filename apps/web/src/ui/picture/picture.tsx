import { ActionIcon, Box, Group, Tooltip } from '@mantine/core'
import { type Icon, IconChartBar, IconDownload, IconPhotoDown, IconTable } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { saveFile } from '../save-file.ts'
import type { Column } from '../table/column.ts'
import { saveCsv } from '../table/csv.ts'
import { DataTable } from '../table/data-table.tsx'
import { paintPicture } from './paint/paint-picture.ts'
import { usePictureWords } from './words.ts'

/**
 * Frame of every picture: of a chart, a drawing, anything that shows data by its looks. What is seen can be saved as PNG, its
 * data as CSV, and read as a table.
 *
 * ```tsx
 * <Picture name={words.title} columns={columns} rows={rows} idOf={(row) => row.day}>…</Picture>
 * ```
 */
export function Picture<T>(props: {
  /** Title of the picture, and name of the files. */
  readonly name: string
  /** What stands below it in the PNG, such as what it is based on. */
  readonly note?: string | undefined
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly idOf: (row: T) => string
  /** Beside the buttons. */
  readonly beside?: ReactNode
  readonly children: ReactNode
}) {
  const { name, note, columns, rows, idOf, beside, children } = props
  const words = usePictureWords()
  const [asTable, setAsTable] = useState(false)
  const [isPainting, setIsPainting] = useState(false)
  const picture = useRef<HTMLDivElement>(null)

  async function savePicture(): Promise<void> {
    if (picture.current === null) return
    setIsPainting(true)
    try {
      saveFile(`${name}.png`, await paintPicture(picture.current, name, note))
    } finally {
      setIsPainting(false)
    }
  }

  return (
    <Box>
      <Group justify="space-between" gap="xs" mb="xs">
        <Box flex="1 1 160px">{beside}</Box>
        <Group gap={4}>
          <Tool
            label={words.of(asTable ? words.picture : words.table, name)}
            hint={asTable ? words.picture : words.table}
            icon={asTable ? IconChartBar : IconTable}
            onClick={() => setAsTable(!asTable)}
          />
          {!asTable && (
            <Tool
              label={words.of(words.png, name)}
              hint={words.png}
              icon={IconPhotoDown}
              isBusy={isPainting}
              onClick={() => void savePicture()}
            />
          )}
          <Tool
            label={words.of(words.csv, name)}
            hint={words.csv}
            icon={IconDownload}
            onClick={() => saveCsv(name, columns, rows)}
          />
        </Group>
      </Group>
      {asTable ? (
        <DataTable name={name} columns={columns} rows={rows} idOf={idOf} plain />
      ) : (
        <div ref={picture}>{children}</div>
      )}
    </Box>
  )
}

function Tool(props: {
  readonly label: string
  readonly hint: string
  readonly icon: Icon
  readonly isBusy?: boolean
  readonly onClick: () => void
}) {
  const { label, hint, icon: ToolIcon, isBusy = false, onClick } = props
  return (
    <Tooltip label={hint}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} loading={isBusy} onClick={onClick}>
        <ToolIcon size={18} />
      </ActionIcon>
    </Tooltip>
  )
}
