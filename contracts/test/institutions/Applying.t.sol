// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Institutions} from "../../src/Institutions.sol";
import {IGovernance} from "../../src/interfaces/IGovernance.sol";
import {
    IInstitutions,
    Institution,
    Kind,
    Licence,
    Permission,
    Refusal,
    Role,
    Status
} from "../../src/interfaces/IInstitutions.sol";
import {Permissions} from "../../src/lib/Permissions.sol";
import {Consortium, Party} from "../support/Consortium.sol";

/// @notice How institutions come, are decided on, and go.
contract ApplyingTest is Consortium {
    function test_theRegulatorIsThereFromTheStart() external view {
        Institution memory regulator = institutions.institutionOf(REGULATOR);
        _same(institutions.regulator(), REGULATOR, "gln");
        _same(uint8(regulator.status), uint8(Status.Active), "status");
        _same(regulator.admins, 3, "admins");
        _same(regulator.operators, 3, "operators");
        _same(regulator.permissions, Permissions.defaultsOf(Kind.Regulator), "permissions");
        _same(regulator.name, "Regulator", "name");
    }

    function test_theRegulatorNeedsAGlnAndEnoughAdmins() external {
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsBadGln.selector, uint64(124)));
        new Institutions(address(acts), 124, "Regulator", new address[](0), 1);

        address[] memory one = new address[](1);
        one[0] = nobody;
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceBadThreshold.selector, uint16(2), uint256(1)));
        new Institutions(address(acts), REGULATOR, "Regulator", one, 2);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceBadThreshold.selector, uint16(0), uint256(1)));
        new Institutions(address(acts), REGULATOR, "Regulator", one, 0);
    }

    function test_anApplicantWaitsAndMayDoNothing() external {
        Licence[] memory licences = _licences();
        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionApplied(STRANGER, Kind.Hospital, "Clinic", nobody, licences);
        vm.expectEmit(address(institutions));
        emit IInstitutions.OperatorAdded(STRANGER, nobody, Role.Admin);
        vm.prank(nobody);
        institutions.applyFor(STRANGER, Kind.Hospital, "Clinic", licences);

        Institution memory institution = institutions.institutionOf(STRANGER);
        _same(uint8(institution.status), uint8(Status.Applied), "status");
        _same(institution.permissions, 0, "permissions");
        _same(institutions.licencesOf(STRANGER).length, 1, "licences");
        _same(uint8(institutions.refusalOf(nobody, Permission.Pack)), uint8(Refusal.NotActive), "refusal");
    }

    function test_aGlnMustBeOne() external {
        uint64[3] memory wrong = [uint64(0), 4_000_000_000_885, 10_614_141_000_415];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsBadGln.selector, wrong[i]));
            institutions.applyFor(wrong[i], Kind.Factory, "x", _licences());
        }
    }

    function test_nobodyAppliesAsRegulator() external {
        Kind[2] memory wrong = [Kind.None, Kind.Regulator];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsBadKind.selector, wrong[i]));
            institutions.applyFor(STRANGER, wrong[i], "x", _licences());
        }
    }

    function test_aGlnAndAnAccountApplyOnce() external {
        _apply();
        _expectWrongStatus(STRANGER, Status.Applied);
        institutions.applyFor(STRANGER, Kind.Factory, "x", _licences());
        _expectWrongStatus(factory.gln, Status.Active);
        institutions.applyFor(factory.gln, Kind.Factory, "x", _licences());

        vm.prank(nobody);
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsAccountTaken.selector, nobody, STRANGER));
        institutions.applyFor(4_006_381_333_931, Kind.Factory, "x", _licences());
    }

    function test_admissionGivesThePermissionsOfTheKind() external {
        _apply();
        uint32 permissions = Permissions.defaultsOf(Kind.Hospital);
        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionAdmitted(STRANGER, Kind.Hospital, permissions);
        _same(institutions.applicantOf(STRANGER), nobody, "who waits");
        _govern(address(institutions), abi.encodeCall(IInstitutions.admit, (STRANGER, nobody)));
        _same(institutions.applicantOf(STRANGER), address(0), "nobody waits");
        _same(institutions.institutionOf(STRANGER).permissions, permissions, "permissions");
        _same(institutions.check(nobody, Permission.Dispense), STRANGER, "may dispense");
    }

    function test_permissionsFollowTheKind() external view {
        _may(factory, Permission.Commission, true);
        _may(factory, Permission.Dispense, false);
        _may(wholesaler, Permission.Ship, true);
        _may(wholesaler, Permission.Commission, false);
        _may(wholesaler, Permission.Recall, false);
        _may(pharmacy, Permission.Dispense, true);
        _may(pharmacy, Permission.RecordUse, false);
        _may(hospital, Permission.RecordUse, true);
        _may(hospital, Permission.Inspect, false);
        _may(hospital, Permission.Regulate, false);
    }

    function test_onlyApplicantsAreAdmittedOrDeclined() external {
        _expectFailed(_wrongStatus(STRANGER, Status.None));
        _govern(address(institutions), abi.encodeCall(IInstitutions.admit, (STRANGER, address(0))));
        _expectFailed(_wrongStatus(factory.gln, Status.Active));
        _govern(address(institutions), abi.encodeCall(IInstitutions.admit, (factory.gln, factory.admin)));
        _expectFailed(_wrongStatus(factory.gln, Status.Active));
        _govern(address(institutions), abi.encodeCall(IInstitutions.decline, (factory.gln, "no")));
    }

    /// @dev A decision that waits for its second approval must not fall to whoever applies for the GLN meanwhile.
    function test_whoAppliesLaterIsNotAdmittedInAnothersPlace() external {
        _apply();
        _govern(address(governance), abi.encodeCall(IGovernance.setThreshold, (2)));
        _govern(address(institutions), abi.encodeCall(IInstitutions.admit, (STRANGER, nobody)));
        uint256 admission = governance.proposals() - 1;
        _govern(address(institutions), abi.encodeCall(IInstitutions.decline, (STRANGER, "withdrew")));
        vm.prank(admins[1]);
        governance.approve(admission + 1);

        address later = vm.addr(0x1A7E);
        vm.prank(later);
        institutions.applyFor(STRANGER, Kind.Factory, "Impostor", new Licence[](0));
        bytes memory reason = abi.encodeWithSelector(IInstitutions.InstitutionsNotOperator.selector, nobody, STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceFailed.selector, admission, reason));
        vm.prank(admins[1]);
        governance.approve(admission);
        _same(uint8(institutions.institutionOf(STRANGER).status), uint8(Status.Applied), "waits");

        _govern(address(institutions), abi.encodeCall(IInstitutions.admit, (STRANGER, later)));
        vm.prank(admins[1]);
        governance.approve(admission + 2);
        _same(uint8(institutions.institutionOf(STRANGER).status), uint8(Status.Active), "admitted by name");
    }

    function test_decliningSetsGlnAndAccountFree() external {
        _apply();
        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionDeclined(STRANGER, "no premises");
        _govern(address(institutions), abi.encodeCall(IInstitutions.decline, (STRANGER, "no premises")));
        _same(uint8(institutions.institutionOf(STRANGER).status), uint8(Status.None), "status");
        _same(institutions.licencesOf(STRANGER).length, 0, "licences");
        _same(uint8(institutions.operatorOf(nobody).role), uint8(Role.None), "account");
        _same(institutions.applicantOf(STRANGER), address(0), "nobody waits");
        _apply();
        _same(institutions.institutionOf(STRANGER).admins, 1, "counted anew");
    }

    function test_anApplicantKeepsItsOperatorAndItsPermissionsWait() external {
        _apply();
        _expectFailed(_wrongStatus(STRANGER, Status.Applied));
        _govern(address(institutions), abi.encodeCall(IInstitutions.dismiss, (nobody)));
        // They would be overwritten by the admission.
        _expectFailed(_wrongStatus(STRANGER, Status.Applied));
        _govern(address(institutions), abi.encodeCall(IInstitutions.setPermissions, (STRANGER, 1)));
        _same(institutions.operatorOf(nobody).gln, STRANGER, "still the applicant's");
    }

    function test_aSuspensionStopsAllAndEnds() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionSuspended(factory.gln, "inspection");
        _suspend(factory);
        _same(uint8(institutions.refusalOf(factory.account, Permission.Pack)), uint8(Refusal.NotActive), "stopped");
        _expectFailed(_wrongStatus(factory.gln, Status.Suspended));
        _suspend(factory);

        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionReinstated(factory.gln, "clean");
        _govern(address(institutions), abi.encodeCall(IInstitutions.reinstate, (factory.gln, "clean")));
        _may(factory, Permission.Pack, true);
        _expectFailed(_wrongStatus(factory.gln, Status.Active));
        _govern(address(institutions), abi.encodeCall(IInstitutions.reinstate, (factory.gln, "clean")));
    }

    function test_retirementIsForGood() external {
        _suspend(depot);
        Party[2] memory leaving = [factory, depot];
        for (uint256 i; i < 2; ++i) {
            uint64 gln = leaving[i].gln;
            vm.expectEmit(address(institutions));
            emit IInstitutions.InstitutionRetired(gln, "closed");
            _govern(address(institutions), abi.encodeCall(IInstitutions.retire, (gln, "closed")));
            bytes memory wrong = _wrongStatus(gln, Status.Retired);
            _expectFailed(wrong);
            _govern(address(institutions), abi.encodeCall(IInstitutions.retire, (gln, "closed")));
            _expectFailed(wrong);
            _govern(address(institutions), abi.encodeCall(IInstitutions.reinstate, (gln, "back")));
            _expectFailed(wrong);
            _govern(address(institutions), abi.encodeCall(IInstitutions.rename, (gln, "New")));
            vm.expectRevert(wrong);
            institutions.applyFor(gln, Kind.Factory, "x", _licences());
        }
    }

    function test_theRegulatorCanNeitherBeSuspendedNorRetired() external {
        bytes memory reason = abi.encodeWithSelector(IInstitutions.InstitutionsBadKind.selector, Kind.Regulator);
        _expectFailed(reason);
        _govern(address(institutions), abi.encodeCall(IInstitutions.suspend, (REGULATOR, "x")));
        _expectFailed(reason);
        _govern(address(institutions), abi.encodeCall(IInstitutions.retire, (REGULATOR, "x")));
    }

    function test_renaming() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.InstitutionRenamed(factory.gln, "New name");
        _govern(address(institutions), abi.encodeCall(IInstitutions.rename, (factory.gln, "New name")));
        _same(institutions.institutionOf(factory.gln).name, "New name", "name");
        _expectFailed(_wrongStatus(STRANGER, Status.None));
        _govern(address(institutions), abi.encodeCall(IInstitutions.rename, (STRANGER, "x")));
    }

    function test_governanceAloneDecides() external {
        bytes[10] memory calls = [
            abi.encodeCall(IInstitutions.admit, (STRANGER, nobody)),
            abi.encodeCall(IInstitutions.decline, (STRANGER, "x")),
            abi.encodeCall(IInstitutions.suspend, (factory.gln, "x")),
            abi.encodeCall(IInstitutions.reinstate, (factory.gln, "x")),
            abi.encodeCall(IInstitutions.retire, (factory.gln, "x")),
            abi.encodeCall(IInstitutions.rename, (factory.gln, "x")),
            abi.encodeCall(IInstitutions.setPermissions, (factory.gln, 1)),
            abi.encodeCall(IInstitutions.setLicences, (factory.gln, _licences())),
            abi.encodeCall(IInstitutions.appoint, (factory.gln, nobody, Role.Admin)),
            abi.encodeCall(IInstitutions.dismiss, (factory.account))
        ];
        for (uint256 i; i < 10; ++i) {
            vm.prank(admins[0]);
            (bool done, bytes memory reason) = address(institutions).call(calls[i]);
            _false(done, "an admin of the regulator, alone");
            bytes memory expected = abi.encodeWithSelector(IInstitutions.InstitutionsOnlyGovernance.selector, admins[0]);
            _same(keccak256(reason), keccak256(expected), "reason");
        }
    }

    function _apply() private {
        Licence[] memory licences = _licences();
        vm.prank(nobody);
        institutions.applyFor(STRANGER, Kind.Hospital, "Clinic", licences);
    }

    function _may(Party memory party, Permission permission, bool yes) private view {
        _true((institutions.refusalOf(party.account, permission) == Refusal.None) == yes, "permission");
    }

    function _wrongStatus(uint64 gln, Status status) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IInstitutions.InstitutionsWrongStatus.selector, gln, status);
    }

    function _expectWrongStatus(uint64 gln, Status status) private {
        vm.expectRevert(_wrongStatus(gln, status));
    }
}
