import type { ChainKnownAccount, chainContractAuthorityRoutes } from '@theriac/api'
import { type Addresses, type Administration, type Carrier, contractAbis } from '@theriac/ledger'
import { type AbiFunction, type Address, type Hex, toFunctionSelector, toFunctionSignature } from 'viem'
import type { Handlers } from '../../http/handler.ts'
import { invalidField } from '../../problem-error.ts'
import { doneOnEngine } from './engine-change.ts'

/** What the handlers of authority over contracts need. */
export interface ChainContractAuthorityDeps {
  readonly addresses: Addresses
  readonly administration: Administration
  readonly carrier: Pick<Carrier, 'status'>
}

interface Method {
  readonly name: string
  readonly signature: string
  readonly selector: Hex
}

const lower = (account: Address): Address => account.toLowerCase() as Address

/** Functions of a contract that change something, which alone the engine has rules for. */
function methodsOf(contract: keyof Addresses): Method[] {
  const isWrite = (item: AbiFunction) => item.stateMutability !== 'view' && item.stateMutability !== 'pure'
  return contractAbis[contract].flatMap((item) =>
    item.type === 'function' && isWrite(item)
      ? [{ name: item.name, signature: toFunctionSignature(item), selector: toFunctionSelector(item) }]
      : [],
  )
}

/** A method by its name, or by its signature where there are several of the name. */
function methodOf(contract: keyof Addresses, wanted: string): Method {
  const found = methodsOf(contract).filter(({ name, signature }) => wanted === name || wanted === signature)
  const [method] = found
  if (!method) throw invalidField('/method', 'method', 'is no function of this contract that changes something')
  if (found.length > 1) throw invalidField('/method', 'method', 'is the name of several functions: give its signature')
  return method
}

/** Authority over contracts on the engine of the chain, before what the contracts decide themselves. */
export function createChainContractAuthorityHandlers({
  addresses,
  administration,
  carrier,
}: ChainContractAuthorityDeps): Handlers<typeof chainContractAuthorityRoutes> {
  function known(): ChainKnownAccount[] {
    const lanes = carrier.status().lanes.map(({ address }) => ({ account: lower(address), kind: 'lane' }) as const)
    return [...lanes, { account: lower(addresses.acts), kind: 'entry' }]
  }

  return {
    async contractAuthority({ params: { name } }) {
      const methods = methodsOf(name)
      const selectors = methods.map(({ selector }) => selector)
      const authority = await administration.contractAuthority(addresses[name], selectors)
      if (!authority.supported) return { authority, known: known() }
      const { admin, own, state, methods: told } = authority.value
      return {
        authority: {
          supported: true,
          value: {
            ...(admin === undefined ? {} : { admin: lower(admin) }),
            ...(own === undefined ? {} : { own: lower(own) }),
            state,
            methods: methods.flatMap((method) => {
              const found = told.find(({ selector }) => selector === method.selector)
              return found ? [{ ...method, rule: found.rule, accounts: found.accounts.map(lower) }] : []
            }),
          },
        },
        known: known(),
      }
    },

    // What is on the engine stands, whatever becomes of the answer: asked for again, it is found made.
    async setMethodRule({ params: { name }, body: { method, rule, accounts = [] } }) {
      const { selector } = methodOf(name, method)
      if (rule === 'everybody' && accounts.length > 0)
        throw invalidField('/accounts', 'beside', 'must be empty where everybody may')
      if (rule !== 'everybody' && accounts.length === 0)
        throw invalidField('/accounts', 'required', 'must name at least one account')
      const value = doneOnEngine(await administration.setMethodRule(addresses[name], selector, { rule, accounts }))
      return async () => value
    },

    async setContractState({ params: { name }, body: { state } }) {
      const value = doneOnEngine(await administration.setContractState(addresses[name], state))
      return async () => value
    },

    async proposeContractAdmin({ params: { name }, body: { account } }) {
      const act = { kind: 'contract_admin', contract: addresses[name], account } as const
      const value = doneOnEngine(await administration.propose(act))
      return async () => value
    },
  }
}
