import { type Address, parseAbi } from 'viem'

const at = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`

/** Where the engine's own contracts are. The last two are made with the first block, and are where it says. */
export const addresses = {
  systemConfig: at(0x1000),
  consensus: at(0x1003),
  authority: at(0x1005),
  balance: at(0x1011),
  committee: at(0x10001),
  accounts: at(0x10003),
  members: '0xa0974646d4462913a36c986ea260567cf471db1f',
  proposals: '0x4568350c7ee1bb2a23a4ffe9b4c8a3e3e9df7b65',
} as const

/** As the engine's Solidity has them: written down here again, so that a slip in the product's own shows. */
export const abis = {
  systemConfig: parseAbi([
    'function setValueByKey(string,string) returns (int32)',
    'function getValueByKey(string) view returns (string, int256)',
  ]),
  consensus: parseAbi([
    'function addSealer(string,uint256) returns (int32)',
    'function addObserver(string) returns (int32)',
    'function remove(string) returns (int32)',
    'function setWeight(string,uint256) returns (int32)',
  ]),
  authority: parseAbi([
    'function getAdmin(address) view returns (address)',
    'function setMethodAuthType(address,bytes4,uint8) returns (int256)',
    'function openMethodAuth(address,bytes4,address) returns (int256)',
    'function closeMethodAuth(address,bytes4,address) returns (int256)',
    'function checkMethodAuth(address,bytes4,address) view returns (bool)',
    'function getMethodAuth(address,bytes4) view returns (uint8, string[], string[])',
    'function setContractStatus(address,bool) returns (int256)',
    'function contractAvailable(address) view returns (bool)',
    'function deployType() view returns (uint256)',
    'function hasDeployAuth(address) view returns (bool)',
    'function resetAdmin(address,address) returns (int256)',
    'function setDeployAuthType(uint8) returns (int256)',
    'function openDeployAuth(address) returns (int256)',
    'function closeDeployAuth(address) returns (int256)',
  ]),
  balance: parseAbi([
    'function getBalance(address) view returns (uint256)',
    'function addBalance(address,uint256)',
    'function registerCaller(address)',
    'function unregisterCaller(address)',
    'function listCaller() view returns (address[])',
  ]),
  committee: parseAbi([
    'event execResult(int256)',
    'function createUpdateGovernorProposal(address,uint32,uint256) returns (uint256)',
    'function createSetRateProposal(uint8,uint8,uint256) returns (uint256)',
    'function createSetDeployAuthTypeProposal(uint8,uint256) returns (uint256)',
    'function createModifyDeployAuthProposal(address,bool,uint256) returns (uint256)',
    'function createResetAdminProposal(address,address,uint256) returns (uint256)',
    'function createSetSysConfigProposal(string,string,uint256) returns (uint256)',
    'function createSetConsensusWeightProposal(string,uint32,bool,uint256) returns (uint256)',
    'function createRmNodeProposal(string,uint256) returns (uint256)',
    'function voteProposal(uint256,bool)',
    'function revokeProposal(uint256)',
    'function isGovernor(address) view returns (bool)',
    'function _committee() view returns (address)',
    'function _proposalMgr() view returns (address)',
  ]),
  accounts: parseAbi([
    'function setAccountStatus(address,uint8) returns (int32)',
    'function getAccountStatus(address) view returns (uint8)',
  ]),
  members: parseAbi(['function getCommitteeInfo() view returns (uint8, uint8, address[], uint32[])']),
  proposals: parseAbi([
    'struct Info { address resourceId; address proposer; uint8 proposalType; uint256 blockNumberInterval; uint8 status; address[] agreeVoters; address[] againstVoters; }',
    'function _proposalCount() view returns (uint256)',
    'function getProposalInfoList(uint256,uint256) view returns (Info[])',
  ]),
} as const
