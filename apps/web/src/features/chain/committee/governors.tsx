import { Button, Group, Stack, Text } from '@mantine/core'
import type { ChainCommittee } from '@theriac/api'
import { useState } from 'react'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useMay } from '../../../core/session/session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Hash } from '../frame/hash.tsx'
import { DeployerDialog, GovernorDialog, RatesDialog, RuleDialog } from './propose-dialogs.tsx'
import { deploymentWords, useCommitteeWords } from './words.ts'

const offers = ['governor', 'rates', 'rule', 'deployer'] as const

/** Who decides over the chain, by which rules, and what can be proposed to them. */
export function Governors({ committee }: { readonly committee: ChainCommittee }) {
  const words = useCommitteeWords()
  const format = useFormat()
  const text = useText()
  const may = useMay()
  const [open, setOpen] = useState<(typeof offers)[number]>()
  const { governors, participatesRate, winRate, deployment, own } = committee
  const isMember = governors.some(({ account }) => account === own)
  const close = () => setOpen(undefined)
  return (
    <Stack>
      <Facts
        facts={[
          [words.participates, words.percent(participatesRate)],
          [words.win, words.percent(winRate)],
          [words.deployment, text(deploymentWords[deployment])],
        ]}
      />
      {governors.map(({ account, weight }) => (
        <Group key={account} gap="sm">
          <Hash value={account} />
          <Text size="sm" c="dimmed">
            {words.weight} {format.number(weight)}
          </Text>
          {account === own && (
            <Text size="sm" c="dimmed">
              {words.own}
            </Text>
          )}
        </Group>
      ))}
      {may('chain.proposeGovernor') &&
        (isMember ? (
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {words.propose}
            </Text>
            <Group gap="xs">
              {offers.map((offer) => (
                <Button key={offer} variant="default" aria-haspopup="dialog" onClick={() => setOpen(offer)}>
                  {words[offer]}
                </Button>
              ))}
            </Group>
          </Stack>
        ) : (
          <Text size="sm" c="dimmed">
            {own === undefined ? words.ownNone : words.ownOther}
          </Text>
        ))}
      {open === 'governor' && <GovernorDialog onClose={close} />}
      {open === 'rates' && <RatesDialog committee={committee} onClose={close} />}
      {open === 'rule' && <RuleDialog onClose={close} />}
      {open === 'deployer' && <DeployerDialog onClose={close} />}
    </Stack>
  )
}
