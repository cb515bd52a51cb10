// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernance, Proposal} from "./interfaces/IGovernance.sol";
import {IInstitutions, Permission, Refusal} from "./interfaces/IInstitutions.sol";
import {Member} from "./lib/Member.sol";

/// @notice See {IGovernance}.
contract Governance is IGovernance, Member {
    uint48 private constant LONGEST = 30 days;

    uint16 public threshold;
    uint256 public executions;
    Proposal[] private _proposals;

    /// @param operators How many operators the regulator starts with.
    constructor(address acts, IInstitutions institutions_, uint16 threshold_, uint256 operators)
        Member(acts, institutions_)
    {
        _setThreshold(threshold_, operators);
    }

    function propose(address target, bytes calldata data, uint48 expiry, string calldata reason)
        external
        returns (uint256 id)
    {
        _caller(Permission.Regulate);
        // solhint-disable-next-line not-rely-on-time
        if (expiry < block.timestamp || expiry > block.timestamp + LONGEST) revert GovernanceBadExpiry(expiry);

        id = _proposals.length;
        Proposal storage proposal = _proposals.push();
        proposal.target = target;
        proposal.expiry = expiry;
        proposal.proposer = _msgSender();
        proposal.data = data;
        emit ProposalMade(id, _msgSender(), target, data, expiry, reason);
        _approve(id, proposal);
    }

    function approve(uint256 id) external {
        _caller(Permission.Regulate);
        _approve(id, _open(id));
    }

    function cancel(uint256 id) external {
        _caller(Permission.Regulate);
        Proposal storage proposal = _open(id);
        if (_msgSender() != proposal.proposer) revert GovernanceNotProposer(id, _msgSender());
        proposal.cancelled = true;
        emit ProposalCancelled(id, _msgSender());
    }

    function setThreshold(uint16 threshold_) external {
        if (msg.sender != address(this)) revert GovernanceOnlyItself(msg.sender);
        _setThreshold(threshold_, _operators());
    }

    function proposalOf(uint256 id) external view returns (Proposal memory) {
        if (id >= _proposals.length) revert GovernanceUnknownProposal(id);
        return _proposals[id];
    }

    function proposals() external view returns (uint256) {
        return _proposals.length;
    }

    function _open(uint256 id) private view returns (Proposal storage proposal) {
        if (id >= _proposals.length) revert GovernanceUnknownProposal(id);
        proposal = _proposals[id];
        if (proposal.executed || proposal.cancelled) revert GovernanceClosed(id);
        // solhint-disable-next-line not-rely-on-time
        if (block.timestamp > proposal.expiry) revert GovernanceExpired(id, proposal.expiry);
    }

    function _approve(uint256 id, Proposal storage proposal) private {
        address account = _msgSender();
        uint256 valid;
        for (uint256 i; i < proposal.approvals.length; ++i) {
            address earlier = proposal.approvals[i];
            if (earlier == account) revert GovernanceAlreadyApproved(id, account);
            // Who has left the regulator or changed the key since does not count any more.
            if (institutions.refusalOf(earlier, Permission.Regulate) == Refusal.None) ++valid;
        }
        proposal.approvals.push(account);
        emit ProposalApproved(id, account, ++valid, threshold);
        if (valid >= threshold) _execute(id, proposal);
    }

    function _execute(uint256 id, Proposal storage proposal) private {
        proposal.executed = true;
        bytes memory data = proposal.data;
        // What is called is the regulator's own decision, and no value goes with it.
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, bytes memory reason) = proposal.target.call(data);
        if (!done || proposal.target.code.length == 0) revert GovernanceFailed(id, reason);
        // A threshold that can no longer be met would end governance for good.
        if (_operators() < threshold) revert GovernanceBadThreshold(threshold, _operators());
        emit ProposalExecuted(id, proposal.target, bytes4(data), ++executions);
    }

    function _operators() private view returns (uint256) {
        return institutions.institutionOf(institutions.regulator()).operators;
    }

    function _setThreshold(uint16 threshold_, uint256 operators) private {
        if (threshold_ == 0 || threshold_ > operators) revert GovernanceBadThreshold(threshold_, operators);
        threshold = threshold_;
        emit ThresholdSet(threshold_);
    }
}
