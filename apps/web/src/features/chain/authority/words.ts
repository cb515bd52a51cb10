import type { ChainContractState, ChainMethodRule, KnownAccountKind } from '@theriac/api'
import type { Text } from '../../../core/i18n/language.ts'
import { defineWords } from '../../../core/i18n/messages.ts'

export const useAuthorityWords = defineWords({
  en: (f) => ({
    title: 'Authority on the chain engine',
    intro:
      'Before a contract decides, the chain itself can refuse a transaction. It looks at the account that sends the transaction, which is a lane of a server, and not at the person who signed the act. Who shuts out lanes stops everybody whose server uses them.',
    none: 'The chain does not settle who may call this contract',
    admin: 'Administrator of the contract',
    adminNone: 'Nobody',
    own: "This server's account",
    state: 'State',
    methods: 'Who may call what',
    change: 'Change',
    changeOne: (method: string) => `Change who may call ${method}`,
    nobodyListed:
      'Nobody is listed: a change was cut short. Whether the method is open depends on other methods now. Set it again.',
    lacksKey:
      "This server has no key for changes on the chain, so it can only look. Import the key of a governor under the name “governor” into the regulator's server, and start the server again.",
    lacksAdmin:
      'The chain has noted no administrator for this contract: it was deployed before authority was checked. The committee can name one.',
    otherAdmin:
      "Only the administrator freezes the contract or changes who may call it, and this server's account is another one. Propose it as administrator; when the committee has agreed, the changes are made here.",
    proposeAdmin: 'Propose another administrator',
    proposeAdminMeaning:
      'This is a proposal to the committee. From then on that account alone changes who may call this contract and freezes it; whoever administers it now no longer can.',
    account: 'Account',
    accountHelp:
      "Suggested is this server's account. A governor's key is a better choice than a lane's, which many machines use.",
    freeze: 'Freeze the contract',
    freezeMeaning: (name: string) =>
      `The chain refuses all that “${name}” is called for, from everybody, at every institution, until it is thawed.`,
    freezeEntry:
      'All acts go through this contract: no institution can ship, receive, dispense, recall or record anything until it is thawed.',
    freezeOther:
      'Acts that need this contract are refused at every institution. Packs that are under way stay where the ledger has them.',
    freezeKnown: 'I know that this stops everybody',
    freezeAsked: 'Confirm this first.',
    thaw: 'Thaw the contract',
    thawMeaning: (name: string) => `“${name}” can be called again, by whoever its rules let in.`,
    frozenNow: 'This contract is frozen: the chain refuses all that it is called for.',
    made: 'The change has been made',
    rule: 'May call the method',
    ruleMeaning: (method: string) =>
      `Who may send transactions that call ${method}. The chain takes each step in a transaction of its own, so this takes some seconds.`,
    accounts: 'Accounts',
    accountsHelp: 'One in each line. They take the place of the accounts that are listed now.',
    addLanes: 'Add the lanes of this server',
    addEntry: 'Add the entry contract',
    accountsFault: 'Each line holds 0x and 40 digits from 0 to 9 and a to f.',
    accountsNone: 'At least one account.',
    accountsMany: (most: number) => `At most ${f.number(most)} accounts.`,
    shutsOwn: 'This shuts out lanes of this server',
    shutsOwnDetail:
      'What people of this server sign is refused by the chain wherever it needs this method, before the contract is asked.',
    shutsEntry: 'This shuts out the entry contract',
    shutsEntryDetail:
      'Acts reach this contract through the entry contract. Where the chain looks at the contract that calls too, they are refused for everybody.',
    otherServers: 'Lanes of other servers are not known here: ask each institution for its own.',
  }),
  zh: (f) => ({
    title: '底层链权限',
    intro:
      '在合约作出判断之前，底层链即可拒绝交易。底层链核对的是发送交易的账户，即服务器的通道账户，而不是签名操作的人员。排除通道账户，将使使用该服务器的所有人员无法操作。',
    none: '底层链未限制该合约的调用',
    admin: '合约管理员',
    adminNone: '无',
    own: '本服务器账户',
    state: '状态',
    methods: '方法权限',
    change: '变更',
    changeOne: (method: string) => `变更 ${method} 的调用权限`,
    nobodyListed: '名单为空：此前的变更未完成。该方法目前是否开放取决于其他方法的设置，请重新设置。',
    lacksKey:
      '本服务器没有用于底层链变更的密钥，只能查看。请将治理委员的密钥以 governor 为名导入监管机构的服务器，并重新启动服务器。',
    lacksAdmin: '底层链没有记录该合约的管理员：合约在启用权限检查之前部署。可由治理委员会指定管理员。',
    otherAdmin:
      '只有合约管理员可以冻结合约或变更调用权限，而本服务器的账户不是该合约的管理员。请提议由本服务器的账户担任管理员，委员会通过后即可在此变更。',
    proposeAdmin: '提议更换管理员',
    proposeAdminMeaning:
      '此变更须经治理委员会表决。通过后，仅该账户可以变更本合约的调用权限并冻结合约，现管理员不再拥有该权限。',
    account: '账户',
    accountHelp: '默认为本服务器的账户。建议使用治理委员的密钥，不要使用由多台机器共用的通道账户。',
    freeze: '冻结合约',
    freezeMeaning: (name: string) => `冻结后，底层链将拒绝所有机构、所有人员对“${name}”合约的一切调用，直至解冻。`,
    freezeEntry: '所有操作都经由该合约：解冻之前，任何机构都不能发运、收货、发药、召回或登记。',
    freezeOther: '各机构凡须用到该合约的操作都会被拒绝；在途药品在账本上的位置保持不变。',
    freezeKnown: '我已知晓此操作将影响所有机构',
    freezeAsked: '请先勾选确认。',
    thaw: '解冻合约',
    thawMeaning: (name: string) => `“${name}”合约将恢复调用，各方法的调用权限不变。`,
    frozenNow: '该合约已冻结：底层链拒绝对它的一切调用。',
    made: '变更已完成',
    rule: '允许调用',
    ruleMeaning: (method: string) => `哪些账户可以发送调用 ${method} 的交易。底层链须逐笔执行各项变更，需要数秒。`,
    accounts: '账户',
    accountsHelp: '每行一个账户，将取代现有名单。',
    addLanes: '添加本服务器的通道账户',
    addEntry: '添加操作入口合约',
    accountsFault: '每行一个账户，格式为 0x 加 40 位十六进制数字。',
    accountsNone: '至少填写一个账户。',
    accountsMany: (most: number) => `最多 ${f.number(most)} 个账户。`,
    shutsOwn: '此设置将排除本服务器的通道账户',
    shutsOwnDetail: '凡须调用该方法的操作，本服务器的人员即使签名，也会在合约判断之前被底层链拒绝。',
    shutsEntry: '此设置将排除操作入口合约',
    shutsEntryDetail: '操作经由操作入口合约调用本合约。如底层链同时核对发起调用的合约，则所有机构的操作都会被拒绝。',
    otherServers: '本服务器不掌握其他服务器的通道账户，请向各机构核实。',
  }),
})

/** Who may call a method. */
export const ruleWords: Readonly<Record<ChainMethodRule, Text>> = {
  everybody: { en: 'Everybody', zh: '不限制' },
  listed: { en: 'Only accounts on the list', zh: '仅限名单内账户' },
  not_listed: { en: 'All but accounts on the list', zh: '名单内账户除外' },
}

/** States of a contract on the engine. */
export const contractStates: Readonly<Record<ChainContractState, { readonly colour: string; readonly words: Text }>> = {
  available: { colour: 'teal', words: { en: 'Available', zh: '正常' } },
  frozen: { colour: 'red', words: { en: 'Frozen', zh: '已冻结' } },
}

/** What accounts are that this server knows. */
export const knownAccountWords: Readonly<Record<KnownAccountKind, Text>> = {
  lane: { en: 'Lane of this server', zh: '本服务器通道账户' },
  entry: { en: 'Entry contract', zh: '操作入口合约' },
}
