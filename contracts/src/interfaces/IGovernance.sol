// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @param expiry Last second, Unix time, at which it can be approved.
/// @param approvals Accounts that approved, in order.
struct Proposal {
    address target;
    uint48 expiry;
    bool executed;
    bool cancelled;
    address proposer;
    bytes data;
    address[] approvals;
}

/// @title The regulator's strong acts, by k of its n operators
/// @notice Admitting, suspending, withdrawing and the like are calls that the other contracts take from here alone. A
/// proposal is carried out by the approval that completes k; with k = 1 that is the proposal itself.
interface IGovernance {
    event ProposalMade(
        uint256 indexed id, address indexed proposer, address indexed target, bytes data, uint48 expiry, string reason
    );
    event ProposalApproved(uint256 indexed id, address indexed account, uint256 approvals, uint256 threshold);
    event ProposalCancelled(uint256 indexed id, address indexed account);
    /// @param count How many strong acts have been carried out so far, this one included.
    event ProposalExecuted(uint256 indexed id, address indexed target, bytes4 indexed selector, uint256 count);
    event ThresholdSet(uint16 threshold);

    error GovernanceUnknownProposal(uint256 id);
    error GovernanceClosed(uint256 id);
    error GovernanceExpired(uint256 id, uint48 expiry);
    error GovernanceBadExpiry(uint48 expiry);
    error GovernanceAlreadyApproved(uint256 id, address account);
    error GovernanceNotProposer(uint256 id, address account);
    error GovernanceBadThreshold(uint16 threshold, uint256 operators);
    error GovernanceOnlyItself(address caller);
    error GovernanceFailed(uint256 id, bytes reason);

    /// @notice Proposes a call and approves it. Caller: an operator of the regulator.
    /// @param expiry At most 30 days ahead.
    /// @param reason Told in public, with the call.
    function propose(address target, bytes calldata data, uint48 expiry, string calldata reason)
        external
        returns (uint256 id);
    function approve(uint256 id) external;
    /// @notice The proposer takes an open proposal back.
    function cancel(uint256 id) external;
    /// @notice By proposal only: how many operators a strong act needs from now on.
    function setThreshold(uint16 threshold) external;

    function proposalOf(uint256 id) external view returns (Proposal memory);
    function proposals() external view returns (uint256 count);
    function executions() external view returns (uint256 count);
    function threshold() external view returns (uint16);
}
