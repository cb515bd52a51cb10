import { Button, Menu } from '@mantine/core'
import {
  IconArchive,
  IconBan,
  IconChevronDown,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconStack2,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Product } from '@theriac/api'
import { useState } from 'react'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { useProductStatusWords } from './change-words.ts'
import { StatusDialog, type StatusVerb } from './status-dialog.tsx'
import { useProductWords } from './words.ts'

const icons = { suspend: IconPlayerPause, reinstate: IconPlayerPlay, retire: IconArchive } as const

/** What who is signed in can do with a product as it stands. */
export function ProductActions({ product }: { readonly product: Product }) {
  const words = useProductWords()
  const statusWords = useProductStatusWords()
  const may = useMay()
  const navigate = useNavigate()
  const { institution } = useSession()
  const [verb, setVerb] = useState<StatusVerb>()
  const { status, suspendedBy, owner, gtin } = product
  const isOwn = owner.gln === institution.gln
  const isRegulator = institution.kind === 'regulator'
  const verbs: readonly StatusVerb[] = [
    ...((status === 'active' || status === 'retired') && (isOwn || isRegulator) && may('products.suspend')
      ? (['suspend'] as const)
      : []),
    ...(status === 'suspended' &&
    (isRegulator || (isOwn && suspendedBy === institution.gln)) &&
    may('products.reinstate')
      ? (['reinstate'] as const)
      : []),
    ...(status === 'active' && isOwn && may('products.retire') ? (['retire'] as const) : []),
  ]
  const mayWithdraw = status !== 'withdrawn' && (isOwn || isRegulator) && may('products.withdraw')
  return (
    <>
      {(verbs.length > 0 || mayWithdraw) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} />}>
              {statusWords.decide}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {verbs.map((one) => {
              const VerbIcon = icons[one]
              return (
                <Menu.Item key={one} leftSection={<VerbIcon size={16} />} onClick={() => setVerb(one)}>
                  {statusWords.titles[one]}
                </Menu.Item>
              )
            })}
            {mayWithdraw && (
              <Menu.Item
                color="red"
                leftSection={<IconBan size={16} />}
                onClick={() => void navigate({ to: paths.withdrawProduct(gtin) })}
              >
                {statusWords.withdraw}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {isOwn && status !== 'withdrawn' && may('products.amend') && (
        <ButtonLink to={paths.amendProduct(gtin)} variant="default" leftSection={<IconPencil size={16} />}>
          {words.amend}
        </ButtonLink>
      )}
      {isOwn && status === 'active' && may('lots.register') && (
        <ButtonLink to={paths.newLot} leftSection={<IconStack2 size={16} />}>
          {words.registerLot}
        </ButtonLink>
      )}
      {verb && <StatusDialog product={product} verb={verb} onClose={() => setVerb(undefined)} />}
    </>
  )
}
