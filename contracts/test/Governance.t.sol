// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governance} from "../src/Governance.sol";
import {IGovernance, Proposal} from "../src/interfaces/IGovernance.sol";
import {IInstitutions, Permission, Refusal, Role, Status} from "../src/interfaces/IInstitutions.sol";
import {Consortium} from "./support/Consortium.sol";

contract GovernanceTest is Consortium {
    uint48 private _expiry;
    bytes private _suspension;

    function setUp() public override {
        super.setUp();
        _expiry = uint48(block.timestamp + 1 days);
        _suspension = abi.encodeCall(IInstitutions.suspend, (factory.gln, "inspection"));
    }

    function test_withAThresholdOfOneAProposalIsCarriedOutAtOnce() external {
        uint256 id = governance.proposals();
        uint256 before = governance.executions();
        vm.expectEmit(address(governance));
        emit IGovernance.ProposalMade(id, admins[1], address(institutions), _suspension, _expiry, "why");
        vm.expectEmit(address(governance));
        emit IGovernance.ProposalApproved(id, admins[1], 1, 1);
        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionSuspended(factory.gln, "inspection");
        vm.expectEmit(address(governance));
        emit IGovernance.ProposalExecuted(id, address(institutions), IInstitutions.suspend.selector, before + 1);
        vm.prank(admins[1]);
        _same(governance.propose(address(institutions), _suspension, _expiry, "why"), id, "id");

        Proposal memory proposal = governance.proposalOf(id);
        _true(proposal.executed, "executed");
        _same(proposal.proposer, admins[1], "proposer");
        _same(proposal.approvals.length, 1, "approvals");
        _same(governance.executions(), before + 1, "counted in public");
    }

    function test_onlyTheRegulatorsOperatorsProposeAndApprove() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        _expectRefused(factory.admin, factory.gln, Permission.Regulate, Refusal.NotPermitted);
        vm.prank(factory.admin);
        governance.propose(address(institutions), _suspension, _expiry, "why");
        _expectRefused(nobody, 0, Permission.Regulate, Refusal.UnknownOperator);
        vm.prank(nobody);
        governance.approve(id);

        address auditor = vm.addr(0xA4);
        _decide(abi.encodeCall(IInstitutions.appoint, (REGULATOR, auditor, Role.Auditor)));
        _expectRefused(auditor, REGULATOR, Permission.Regulate, Refusal.AuditorOnly);
        vm.prank(auditor);
        governance.approve(id);
    }

    function test_aProposalWaitsForTheThreshold() external {
        _threshold(3);
        uint256 id = _propose(admins[0]);
        vm.expectEmit(address(governance));
        emit IGovernance.ProposalApproved(id, admins[1], 2, 3);
        _approve(admins[1], id);
        _active(true);
        _approve(admins[2], id);
        _active(false);
    }

    function test_anAccountApprovesOnce() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceAlreadyApproved.selector, id, admins[0]));
        _approve(admins[0], id);
    }

    function test_anOperatorDoesNotCountTwiceByChangingItsKey() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        address successor = vm.addr(0xA9);
        vm.prank(admins[0]);
        institutions.rotateKey(successor);
        vm.expectEmit(address(governance));
        emit IGovernance.ProposalApproved(id, successor, 1, 2);
        _approve(successor, id);
        _active(true);
        _approve(admins[1], id);
        _active(false);
    }

    function test_whoHasLeftDoesNotCount() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        uint256 dismissal = _propose(admins[1], abi.encodeCall(IInstitutions.dismiss, (admins[0])));
        _approve(admins[2], dismissal);
        _approve(admins[1], id);
        _active(true);
        _approve(admins[2], id);
        _active(false);
    }

    function testFuzz_aProposalExpiresAtMost30DaysAhead(uint48 expiry) public {
        bool good = expiry >= block.timestamp && expiry <= block.timestamp + 30 days;
        if (!good) vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceBadExpiry.selector, expiry));
        vm.prank(admins[0]);
        governance.propose(address(institutions), _suspension, expiry, "why");
        _active(!good);
    }

    function test_theBordersOfAnExpiry() external {
        testFuzz_aProposalExpiresAtMost30DaysAhead(uint48(block.timestamp - 1));
        testFuzz_aProposalExpiresAtMost30DaysAhead(uint48(block.timestamp + 30 days + 1));
        testFuzz_aProposalExpiresAtMost30DaysAhead(uint48(block.timestamp + 30 days));
    }

    function test_anExpiredProposalIsOver() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        vm.warp(uint256(_expiry) + 1);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceExpired.selector, id, _expiry));
        _approve(admins[1], id);
        vm.warp(_expiry);
        _approve(admins[1], id);
        _active(false);
    }

    function test_aCarriedOutProposalIsClosed() external {
        uint256 id = _propose(admins[0]);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceClosed.selector, id));
        _approve(admins[1], id);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceClosed.selector, id));
        vm.prank(admins[0]);
        governance.cancel(id);
    }

    function test_theProposerAloneTakesItBack() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceNotProposer.selector, id, admins[1]));
        vm.prank(admins[1]);
        governance.cancel(id);
        vm.expectEmit(address(governance));
        emit IGovernance.ProposalCancelled(id, admins[0]);
        vm.prank(admins[0]);
        governance.cancel(id);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceClosed.selector, id));
        _approve(admins[1], id);
        _active(true);
    }

    function test_whoHasLeftTakesNothingBack() external {
        _threshold(2);
        uint256 id = _propose(admins[0]);
        vm.prank(admins[1]);
        uint256 dismissal = governance.propose(
            address(institutions), abi.encodeCall(IInstitutions.dismiss, (admins[0])), uint48(block.timestamp + 1), "x"
        );
        _approve(admins[2], dismissal);
        _expectRefused(admins[0], 0, Permission.Regulate, Refusal.UnknownOperator);
        vm.prank(admins[0]);
        governance.cancel(id);
        _same(governance.proposalOf(id).cancelled ? 1 : 0, 0, "still open");
    }

    function test_anUnknownProposalIsNone() external {
        uint256 id = governance.proposals();
        bytes memory reason = abi.encodeWithSelector(IGovernance.GovernanceUnknownProposal.selector, id);
        vm.expectRevert(reason);
        _approve(admins[0], id);
        vm.expectRevert(reason);
        vm.prank(admins[0]);
        governance.cancel(id);
        vm.expectRevert(reason);
        governance.proposalOf(id);
    }

    function test_aFailingCallUndoesItsApproval() external {
        _threshold(2);
        _decide(_suspension);
        uint256 id = _propose(admins[0]);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernance.GovernanceFailed.selector,
                id,
                abi.encodeWithSelector(IInstitutions.InstitutionsWrongStatus.selector, factory.gln, Status.Suspended)
            )
        );
        _approve(admins[1], id);
        // Once the call can succeed, the same proposal can too.
        _decide(abi.encodeCall(IInstitutions.reinstate, (factory.gln, "clean")));
        _approve(admins[1], id);
        _active(false);
    }

    function test_aCallOnNoContractFails() external {
        vm.expectRevert(
            abi.encodeWithSelector(IGovernance.GovernanceFailed.selector, governance.proposals(), bytes(""))
        );
        vm.prank(admins[0]);
        governance.propose(nobody, "", _expiry, "why");
    }

    function test_theThresholdIsSetByGovernanceItself() external {
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceOnlyItself.selector, admins[0]));
        vm.prank(admins[0]);
        governance.setThreshold(2);
        vm.expectEmit(address(governance));
        emit IGovernance.ThresholdSet(3);
        _threshold(3);
        _same(governance.threshold(), 3, "threshold");
    }

    function testFuzz_theThresholdIsBetweenOneAndAll(uint16 threshold) external {
        bool good = threshold >= 1 && threshold <= 3;
        if (!good) {
            _expectFailed(abi.encodeWithSelector(IGovernance.GovernanceBadThreshold.selector, threshold, uint256(3)));
        }
        _threshold(threshold);
        _same(governance.threshold(), good ? threshold : 1, "threshold");
    }

    function test_governanceNeverEndsByLackOfOperators() external {
        _threshold(3);
        uint256 id = _propose(admins[0], abi.encodeCall(IInstitutions.dismiss, (admins[2])));
        _approve(admins[1], id);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceBadThreshold.selector, uint16(3), uint256(2)));
        _approve(admins[2], id);
    }

    function test_anAdminOfTheRegulatorCannotBringInVoters() external {
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsNotAdmin.selector, admins[0]));
        vm.prank(admins[0]);
        institutions.addOperator(nobody, Role.Admin);
    }

    function test_governanceDoesNotProposeToItself() external {
        bytes memory inner = abi.encodeCall(IGovernance.propose, (address(institutions), _suspension, _expiry, "why"));
        _expectFailed(
            abi.encodeWithSelector(
                IInstitutions.InstitutionsRefused.selector,
                address(governance),
                uint64(0),
                Permission.Regulate,
                Refusal.UnknownOperator
            )
        );
        vm.prank(admins[0]);
        governance.propose(address(governance), inner, _expiry, "why");
    }

    // --- steps

    function _propose(address proposer) private returns (uint256) {
        return _propose(proposer, _suspension);
    }

    function _propose(address proposer, bytes memory data) private returns (uint256) {
        vm.prank(proposer);
        return governance.propose(address(institutions), data, _expiry, "why");
    }

    function _approve(address account, uint256 id) private {
        vm.prank(account);
        governance.approve(id);
    }

    /// @dev A call decided by two.
    function _decide(bytes memory data) private {
        _approve(admins[1], _propose(admins[0], data));
    }

    function _threshold(uint16 threshold) private {
        _govern(address(governance), abi.encodeCall(Governance.setThreshold, (threshold)));
    }

    function _active(bool yes) private view {
        _true((institutions.institutionOf(factory.gln).status == Status.Active) == yes, "the factory's status");
    }
}
