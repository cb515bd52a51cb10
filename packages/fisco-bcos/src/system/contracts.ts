import { type Address, parseAbi } from 'viem'

const at = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`

/** The engine's own contracts: where they are, and what of them is used here. */
export const systemContracts = {
  systemConfig: {
    address: at(0x1000),
    abi: parseAbi([
      'function setValueByKey(string key, string value) returns (int32)',
      'function getValueByKey(string key) view returns (string, int256)',
    ]),
  },
  consensus: {
    address: at(0x1003),
    abi: parseAbi([
      'function addSealer(string nodeId, uint256 weight) returns (int32)',
      'function addObserver(string nodeId) returns (int32)',
      'function remove(string nodeId) returns (int32)',
      'function setWeight(string nodeId, uint256 weight) returns (int32)',
    ]),
  },
  /** A second layer only: it has ways around it. Our own contracts decide who may do what. */
  contractAuth: {
    address: at(0x1005),
    abi: parseAbi([
      'function getAdmin(address contractAddress) view returns (address)',
      'function resetAdmin(address contractAddress, address admin) returns (int256)',
      'function setMethodAuthType(address contractAddress, bytes4 method, uint8 authType) returns (int256)',
      'function openMethodAuth(address contractAddress, bytes4 method, address account) returns (int256)',
      'function closeMethodAuth(address contractAddress, bytes4 method, address account) returns (int256)',
      'function checkMethodAuth(address contractAddress, bytes4 method, address account) view returns (bool)',
      'function getMethodAuth(address contractAddress, bytes4 method) view returns (uint8 authType, string[] access, string[] blocked)',
      'function setContractStatus(address contractAddress, bool frozen) returns (int256)',
      'function contractAvailable(address contractAddress) view returns (bool)',
      'function deployType() view returns (uint256)',
      'function hasDeployAuth(address account) view returns (bool)',
    ]),
  },
  /** The on-chain directory of contracts. */
  bfs: {
    address: at(0x100e),
    abi: parseAbi([
      'struct BfsEntry { string name; string kind; string[] details; }',
      'function list(string path) view returns (int32, BfsEntry[])',
      'function link(string name, string version, string contractAddress, string abi) returns (int32)',
      'function readlink(string path) view returns (address)',
    ]),
  },
  balance: {
    address: at(0x1011),
    abi: parseAbi([
      'function getBalance(address account) view returns (uint256)',
      'function addBalance(address account, uint256 amount)',
      'function subBalance(address account, uint256 amount)',
      'function registerCaller(address account)',
      'function unregisterCaller(address account)',
      'function listCaller() view returns (address[])',
    ]),
  },
  committee: {
    address: at(0x10001),
    abi: parseAbi([
      'event execResult(int256)',
      'function createUpdateGovernorProposal(address account, uint32 weight, uint256 blocks) returns (uint256)',
      'function createSetRateProposal(uint8 participatesRate, uint8 winRate, uint256 blocks) returns (uint256)',
      'function createSetDeployAuthTypeProposal(uint8 deployAuthType, uint256 blocks) returns (uint256)',
      'function createModifyDeployAuthProposal(address account, bool open, uint256 blocks) returns (uint256)',
      'function createResetAdminProposal(address admin, address contractAddress, uint256 blocks) returns (uint256)',
      'function createSetSysConfigProposal(string key, string value, uint256 blocks) returns (uint256)',
      'function createSetConsensusWeightProposal(string nodeId, uint32 weight, bool add, uint256 blocks) returns (uint256)',
      'function createRmNodeProposal(string nodeId, uint256 blocks) returns (uint256)',
      'function voteProposal(uint256 proposalId, bool agree)',
      'function revokeProposal(uint256 proposalId)',
      'function isGovernor(address account) view returns (bool)',
      'function _committee() view returns (address)',
      'function _proposalMgr() view returns (address)',
    ]),
  },
  accounts: {
    address: at(0x10003),
    abi: parseAbi([
      'function setAccountStatus(address account, uint8 status) returns (int32)',
      'function getAccountStatus(address account) view returns (uint8)',
    ]),
  },
} as const

/** The contract at the committee's `_committee()`. */
export const committeeMembersAbi = parseAbi([
  'function getCommitteeInfo() view returns (uint8 participatesRate, uint8 winRate, address[] governors, uint32[] weights)',
])

/** The contract at the committee's `_proposalMgr()`. */
export const proposalsAbi = parseAbi([
  'struct ProposalInfo { address resourceId; address proposer; uint8 proposalType; uint256 blockNumberInterval; uint8 status; address[] agreeVoters; address[] againstVoters; }',
  'function _proposalCount() view returns (uint256)',
  'function getProposalInfoList(uint256 from, uint256 to) view returns (ProposalInfo[])',
])

/** Account states that `setAccountStatus` takes, by number. */
export const accountStatuses = ['normal', 'frozen', 'abolished'] as const
