import { Box, SegmentedControl, Text, ThemeIcon, Title, UnstyledButton } from '@mantine/core'
import {
  type Icon,
  IconBuildingFactory2,
  IconBuildingHospital,
  IconPill,
  IconScale,
  IconTruck,
} from '@tabler/icons-react'
import { type About, type Kind, type Role, roles } from '@theriac/api'
import { useState } from 'react'
import { useText } from '../../core/i18n/language-provider.tsx'
import { kindWords, roleWords } from '../../ui/words/kinds.ts'
import classes from './demonstration-accounts.module.css'
import { useSignInWords } from './words.ts'

const icons: Readonly<Record<Kind, Icon>> = {
  regulator: IconScale,
  factory: IconBuildingFactory2,
  distributor: IconTruck,
  pharmacy: IconPill,
  hospital: IconBuildingHospital,
}

/** Whom somebody can be in a demonstration, with one click. */
export function DemonstrationAccounts(props: {
  readonly accounts: NonNullable<About['accounts']>
  readonly onChoose: (name: string, password: string) => Promise<void>
}) {
  const words = useSignInWords()
  const text = useText()
  const [role, setRole] = useState<Role>('admin')
  const [busy, setBusy] = useState<string>()
  return (
    <Box className="theriac-surface" p="xl">
      <Title order={2} size="h4">
        {words.demonstration}
      </Title>
      <Text c="dimmed" size="sm" mt={4} mb="md">
        {words.demonstrationDetail}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        mb="sm"
        aria-label={words.role}
        value={role}
        onChange={(value) => setRole(value as Role)}
        data={[...roles].reverse().map((one) => ({ value: one, label: text(roleWords[one]) }))}
      />
      {props.accounts
        .filter((account) => account.role === role)
        .map(({ name, password, institution, kind }) => {
          const KindIcon = icons[kind]
          return (
            <UnstyledButton
              key={name}
              className={classes.account}
              data-busy={busy === name || undefined}
              data-account={name}
              onClick={() => {
                setBusy(name)
                void props.onChoose(name, password).finally(() => setBusy(undefined))
              }}
            >
              <ThemeIcon variant="light" size={34} radius="md">
                <KindIcon size={19} stroke={1.6} />
              </ThemeIcon>
              <span>
                <Text size="sm" fw={600} component="span" display="block">
                  {institution}
                </Text>
                <Text size="xs" c="dimmed" component="span" display="block">
                  {text(kindWords[kind])} · {name}
                </Text>
              </span>
            </UnstyledButton>
          )
        })}
    </Box>
  )
}
