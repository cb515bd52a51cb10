// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Kind, Operator, Permission, Refusal, Role, Status} from "../../src/interfaces/IInstitutions.sol";
import {Consortium} from "../support/Consortium.sol";

/// @notice Who acts for an institution.
contract OperatorsTest is Consortium {
    address private _new = vm.addr(0xFACE);

    function test_anAdminAddsOperatorsToItsOwnInstitution() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.OperatorAdded(factory.gln, _new, Role.Operator);
        vm.prank(factory.admin);
        institutions.addOperator(_new, Role.Operator);
        Operator memory operator = institutions.operatorOf(_new);
        _same(operator.gln, factory.gln, "gln");
        _same(uint8(operator.role), uint8(Role.Operator), "role");
        _same(institutions.institutionOf(factory.gln).operators, 3, "operators");
        _same(institutions.institutionOf(factory.gln).admins, 1, "admins");
        _same(institutions.check(_new, Permission.Pack), factory.gln, "may act");
    }

    function test_anAuditorMayOnlyLook() external {
        vm.prank(factory.admin);
        institutions.addOperator(_new, Role.Auditor);
        _same(uint8(institutions.refusalOf(_new, Permission.Pack)), uint8(Refusal.AuditorOnly), "refusal");
        _same(institutions.institutionOf(factory.gln).operators, 2, "not counted");
        _expectRefused(_new, factory.gln, Permission.Pack, Refusal.AuditorOnly);
        institutions.check(_new, Permission.Pack);
    }

    function test_onlyAdminsAddAndRemove() external {
        address[3] memory others = [factory.account, nobody, admins[0]];
        for (uint256 i; i < 3; ++i) {
            bytes memory reason = abi.encodeWithSelector(IInstitutions.InstitutionsNotAdmin.selector, others[i]);
            vm.prank(others[i]);
            vm.expectRevert(reason);
            institutions.addOperator(_new, Role.Operator);
            vm.prank(others[i]);
            vm.expectRevert(reason);
            institutions.removeOperator(factory.account);
        }
    }

    function test_aSuspendedInstitutionsAdminAddsNobody() external {
        _suspend(factory);
        _expectWrongStatus(factory.gln, Status.Suspended);
        vm.prank(factory.admin);
        institutions.addOperator(_new, Role.Operator);
        _expectWrongStatus(factory.gln, Status.Suspended);
        vm.prank(factory.admin);
        institutions.removeOperator(factory.account);
    }

    function test_anOperatorNeedsAnAccountAndARole() external {
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsBadRole.selector, Role.None));
        institutions.addOperator(_new, Role.None);
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsBadAccount.selector, address(0)));
        institutions.addOperator(address(0), Role.Operator);
    }

    function test_anAccountActsForOneInstitution() external {
        address[2] memory taken = [rival.account, factory.account];
        uint64[2] memory by = [rival.gln, factory.gln];
        for (uint256 i; i < 2; ++i) {
            vm.prank(factory.admin);
            vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsAccountTaken.selector, taken[i], by[i]));
            institutions.addOperator(taken[i], Role.Operator);
        }
    }

    function test_anAdminRemovesOperatorsOfItsOwn() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.OperatorRemoved(factory.gln, factory.account);
        vm.prank(factory.admin);
        institutions.removeOperator(factory.account);
        _same(uint8(institutions.refusalOf(factory.account, Permission.Pack)), uint8(Refusal.UnknownOperator), "gone");
        _same(institutions.institutionOf(factory.gln).operators, 1, "counted");
        _expectNotOperator(factory.account, factory.gln);
        vm.prank(factory.admin);
        institutions.removeOperator(factory.account);
        _expectNotOperator(rival.account, factory.gln);
        vm.prank(factory.admin);
        institutions.removeOperator(rival.account);
    }

    function test_theLastAdminStays() external {
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsLastAdmin.selector, factory.gln));
        institutions.removeOperator(factory.admin);

        vm.prank(factory.admin);
        institutions.addOperator(_new, Role.Admin);
        vm.prank(factory.admin);
        institutions.removeOperator(factory.admin);
        _same(institutions.institutionOf(factory.gln).admins, 1, "the new one");
    }

    function test_aKeyIsPutInThePlaceOfAnother() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.KeyRotated(factory.gln, factory.admin, _new);
        vm.prank(factory.admin);
        institutions.rotateKey(_new);
        _same(uint8(institutions.operatorOf(_new).role), uint8(Role.Admin), "role goes with it");
        _same(uint8(institutions.operatorOf(factory.admin).role), uint8(Role.None), "the old key is out");
        _same(institutions.institutionOf(factory.gln).admins, 1, "admins");
        _expectNotOperator(factory.admin, 0);
        vm.prank(factory.admin);
        institutions.rotateKey(factory.admin);
    }

    function test_aKeyIsNotPutInThePlaceOfATakenOne() external {
        vm.prank(factory.account);
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutions.InstitutionsAccountTaken.selector, factory.admin, factory.gln)
        );
        institutions.rotateKey(factory.admin);
        vm.prank(factory.account);
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsBadAccount.selector, address(0)));
        institutions.rotateKey(address(0));
    }

    function test_keysAreRotatedByMembersAlone() external {
        _suspend(factory);
        vm.prank(factory.account);
        institutions.rotateKey(_new);

        vm.prank(nobody);
        institutions.applyFor(STRANGER, Kind.Factory, "x", _licences());
        _expectWrongStatus(STRANGER, Status.Applied);
        vm.prank(nobody);
        institutions.rotateKey(vm.addr(0xBEEF));
        _govern(address(institutions), abi.encodeCall(IInstitutions.retire, (factory.gln, "closed")));
        _expectWrongStatus(factory.gln, Status.Retired);
        vm.prank(_new);
        institutions.rotateKey(vm.addr(0xBEEF));
    }

    function test_governanceAppointsForMembersAndForTheRegulator() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.OperatorAdded(factory.gln, _new, Role.Admin);
        _govern(address(institutions), abi.encodeCall(IInstitutions.appoint, (factory.gln, _new, Role.Admin)));
        address fourth = vm.addr(0xA4);
        _govern(address(institutions), abi.encodeCall(IInstitutions.appoint, (REGULATOR, fourth, Role.Operator)));
        _same(institutions.institutionOf(REGULATOR).operators, 4, "operators");
        _same(institutions.check(fourth, Permission.Regulate), REGULATOR, "may regulate");

        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsWrongStatus.selector, STRANGER, Status.None));
        _govern(address(institutions), abi.encodeCall(IInstitutions.appoint, (STRANGER, nobody, Role.Admin)));
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsAccountTaken.selector, rival.account, rival.gln));
        _govern(address(institutions), abi.encodeCall(IInstitutions.appoint, (factory.gln, rival.account, Role.Admin)));
    }

    function test_governanceDismissesEvenAMembersLastAdmin() external {
        vm.expectEmit(address(institutions));
        emit IInstitutions.OperatorRemoved(factory.gln, factory.admin);
        _govern(address(institutions), abi.encodeCall(IInstitutions.dismiss, (factory.admin)));
        _same(institutions.institutionOf(factory.gln).admins, 0, "none left");
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsNotOperator.selector, nobody, uint64(0)));
        _govern(address(institutions), abi.encodeCall(IInstitutions.dismiss, (nobody)));
    }

    function test_theRegulatorsLastAdminIsNeverDismissed() external {
        address fourth = vm.addr(0xA4);
        _govern(address(institutions), abi.encodeCall(IInstitutions.appoint, (REGULATOR, fourth, Role.Operator)));
        _govern(address(institutions), abi.encodeCall(IInstitutions.dismiss, (admins[1])));
        _govern(address(institutions), abi.encodeCall(IInstitutions.dismiss, (admins[2])));
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsLastAdmin.selector, REGULATOR));
        _govern(address(institutions), abi.encodeCall(IInstitutions.dismiss, (admins[0])));
    }

    function _expectNotOperator(address account, uint64 gln) private {
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsNotOperator.selector, account, gln));
    }

    function _expectWrongStatus(uint64 gln, Status status) private {
        vm.expectRevert(abi.encodeWithSelector(IInstitutions.InstitutionsWrongStatus.selector, gln, status));
    }
}
