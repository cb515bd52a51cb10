import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../../access.ts'
import { defineRoutes } from '../../route.ts'
import { AccountAddressSchema } from '../../schemas/identifiers.ts'
import { oneOf } from '../../schemas/one-of.ts'
import { strict } from '../../schemas/strict.ts'
import { ContractNameSchema } from './contracts.ts'
import { EngineChangeSchema } from './settings.ts'
import { supported } from './supported.ts'

/** Who may call a method, as far as the engine is concerned. */
export const methodRules = ['everybody', 'listed', 'not_listed'] as const
export type ChainMethodRule = (typeof methodRules)[number]

/** States of a contract on the engine. */
export const contractStates = ['available', 'frozen'] as const
export type ChainContractState = (typeof contractStates)[number]

/** What accounts are that this server knows. */
export const knownAccountKinds = ['lane', 'entry'] as const
export type KnownAccountKind = (typeof knownAccountKinds)[number]

/** Accounts that a rule can list. */
export const mostListedAccounts = 50

const RuleSchema = oneOf(methodRules, 'Everybody, who is listed, or who is not')
const StateSchema = oneOf(contractStates, 'What a frozen contract is called for is refused, all of it')

/** Who may call a method. */
export const MethodAuthoritySchema = Type.Object(
  {
    name: Type.String(),
    signature: Type.String({ description: 'With its types, which tell apart methods of one name' }),
    selector: Type.String({ description: 'The four bytes by which the engine knows it' }),
    rule: RuleSchema,
    accounts: Type.Array(AccountAddressSchema, {
      description: '`listed` without any is what a change that was cut short leaves: other methods decide then',
    }),
  },
  { title: 'MethodAuthority' },
)
export type ChainMethodAuthority = Static<typeof MethodAuthoritySchema>

const ContractAuthoritySchema = Type.Object(
  {
    admin: Type.Optional(
      Type.Unsafe<`0x${string}`>({
        ...AccountAddressSchema,
        description: 'Who alone changes it; absent where the engine has noted nobody',
      }),
    ),
    own: Type.Optional(
      Type.Unsafe<`0x${string}`>({
        ...AccountAddressSchema,
        description: "This server's account for such acts; absent without a key",
      }),
    ),
    state: StateSchema,
    methods: Type.Array(MethodAuthoritySchema, { description: 'Those that change something' }),
  },
  { title: 'ContractAuthority' },
)
export type ChainContractAuthority = Static<typeof ContractAuthoritySchema>

const KnownAccountSchema = Type.Object({
  account: AccountAddressSchema,
  kind: oneOf(
    knownAccountKinds,
    '`lane`: carries acts for this server; `entry`: the contract that takes acts, and calls the other ones',
  ),
})
export type ChainKnownAccount = Static<typeof KnownAccountSchema>

const oneContract = strict({ name: ContractNameSchema })
const regulator = actingIn('regulator')

export const chainContractAuthorityRoutes = defineRoutes({
  contractAuthority: {
    kind: 'read',
    method: 'GET',
    path: '/chain/contracts/:name/authority',
    summary: 'Who may call a contract’s methods, as far as the engine of the chain is concerned',
    description:
      'A second layer before the contract itself, which decides for each act. The engine looks at the account that sent the transaction, a lane of ' +
      'a server, and not at the person who signed the act.',
    access: everyone,
    params: oneContract,
    answer: Type.Object({
      authority: supported(ContractAuthoritySchema, 'Where the engine checks authority'),
      known: Type.Array(KnownAccountSchema, { description: 'Lanes of this server, and the contract that takes acts' }),
    }),
  },
  setMethodRule: {
    kind: 'write',
    method: 'POST',
    path: '/chain/contracts/:name/rules',
    summary: 'Settle who may call a method of a contract',
    description:
      'Only the contract’s administrator on the engine may. The accounts take the place of those that were listed before: one at least, except for ' +
      'everybody. The engine takes each step in a transaction of its own; where one was refused after others, the code is `MadeInPart`.',
    access: regulator,
    params: oneContract,
    body: strict({
      method: Type.String({
        maxLength: 1_000,
        pattern: '^[a-zA-Z_][a-zA-Z0-9_]*(\\(.*\\))?$',
        description: 'Its name; its signature where there are several of the name',
      }),
      rule: RuleSchema,
      accounts: Type.Optional(Type.Array(AccountAddressSchema, { maxItems: mostListedAccounts, uniqueItems: true })),
    }),
    answer: EngineChangeSchema,
  },
  setContractState: {
    kind: 'write',
    method: 'POST',
    path: '/chain/contracts/:name/state',
    summary: 'Freeze a contract on the engine, or thaw it',
    description: 'Only the contract’s administrator on the engine may. A frozen contract stops everybody.',
    access: regulator,
    params: oneContract,
    body: strict({ state: StateSchema }),
    answer: EngineChangeSchema,
  },
  proposeContractAdmin: {
    kind: 'write',
    method: 'POST',
    path: '/chain/committee/contracts/:name/admin',
    summary: 'Propose another administrator of a contract to the committee of the engine',
    access: regulator,
    params: oneContract,
    body: strict({ account: AccountAddressSchema }),
    answer: EngineChangeSchema,
  },
})
