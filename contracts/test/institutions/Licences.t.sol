// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Licence, Permission, Refusal, Status} from "../../src/interfaces/IInstitutions.sol";
import {Permissions} from "../../src/lib/Permissions.sol";
import {Consortium} from "../support/Consortium.sol";

/// @notice What an institution may do now: permissions of the regulator's, and licences with scope and validity.
contract LicencesTest is Consortium {
    function testFuzz_aLicenceCountsFromItsFirstToItsLastSecond(uint48 from, uint48 length, uint256 at) external {
        from = uint48(_between(from, 1, 4_000_000_000));
        uint48 to = from + length % 1_000_000_000;
        _license(_licences(type(uint32).max, from, to));
        vm.warp(_between(at, uint256(from) - 1, uint256(to) + 1));
        bool valid = from <= block.timestamp && block.timestamp <= to;
        Refusal expected = valid ? Refusal.None : Refusal.NotLicensed;
        _same(uint8(institutions.refusalOf(factory.account, Permission.Pack)), uint8(expected), "refusal");
    }

    function test_theBordersOfALicence() external {
        uint48 from = uint48(block.timestamp + 10 days);
        uint48 to = from + 5 days;
        _license(_licences(type(uint32).max, from, to));
        uint48[4] memory times = [from - 1, from, to, to + 1];
        for (uint256 i; i < 4; ++i) {
            vm.warp(times[i]);
            bool valid = i == 1 || i == 2;
            _true((institutions.refusalOf(factory.account, Permission.Ship) == Refusal.None) == valid, "border");
        }
    }

    function testFuzz_aLicenceCountsForItsScopeAlone(uint32 scope, uint8 permission) external {
        Permission wanted = Permission(permission % 13);
        _license(_licences(scope, 0, type(uint48).max));
        bool permitted = institutions.institutionOf(factory.gln).permissions & Permissions.maskOf(wanted) != 0;
        Refusal expected = !permitted
            ? Refusal.NotPermitted
            : scope & Permissions.maskOf(wanted) == 0 ? Refusal.NotLicensed : Refusal.None;
        _same(uint8(institutions.refusalOf(factory.account, wanted)), uint8(expected), "refusal");
        if (expected == Refusal.None) _same(institutions.check(factory.account, wanted), factory.gln, "gln");
        if (expected != Refusal.None) _expectRefused(factory.account, factory.gln, wanted, expected);
        if (expected != Refusal.None) institutions.check(factory.account, wanted);
        if (expected != Refusal.None) _expectRefused(address(0), factory.gln, wanted, expected);
        institutions.checkInstitution(factory.gln, wanted);
    }

    function test_severalLicencesAddUp() external {
        Licence[] memory licences = new Licence[](2);
        licences[0] = Licence(Permissions.maskOf(Permission.Pack), 0, type(uint48).max, "A");
        licences[1] = Licence(Permissions.maskOf(Permission.Ship), 0, type(uint48).max, "B");
        vm.expectEmit(address(institutions));
        emit IInstitutions.LicencesSet(factory.gln, licences);
        _license(licences);
        _same(institutions.check(factory.account, Permission.Pack), factory.gln, "by the first");
        _same(institutions.check(factory.account, Permission.Ship), factory.gln, "by the second");
        _expectRefused(factory.account, factory.gln, Permission.Recall, Refusal.NotLicensed);
        institutions.check(factory.account, Permission.Recall);
        _same(institutions.licencesOf(factory.gln)[1].number, "B", "number");
    }

    function test_newLicencesReplaceAllOld() external {
        _license(new Licence[](0));
        _same(institutions.licencesOf(factory.gln).length, 0, "none");
        _expectRefused(factory.account, factory.gln, Permission.Pack, Refusal.NotLicensed);
        institutions.check(factory.account, Permission.Pack);
    }

    function test_atMostEightLicences() external {
        Licence[] memory licences = new Licence[](9);
        _expectFailed(
            abi.encodeWithSelector(IInstitutions.InstitutionsTooManyLicences.selector, uint256(9), uint256(8))
        );
        _license(licences);
        licences = new Licence[](8);
        for (uint256 i; i < 8; ++i) {
            licences[i] = Licence(1, 1, 2, "L");
        }
        _license(licences);
        _same(institutions.licencesOf(factory.gln).length, 8, "eight");
    }

    function test_aLicenceNeedsANumberAndAValidity() external {
        Licence[] memory licences = new Licence[](2);
        licences[0] = licences[1] = Licence(1, 5, 5, "L");
        _license(licences);
        licences[1] = Licence(1, 5, 4, "L");
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsBadLicence.selector, uint256(1)));
        _license(licences);
        licences[1] = Licence(1, 5, 5, "");
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsBadLicence.selector, uint256(1)));
        _license(licences);
    }

    function test_licencesAreSetForKnownInstitutions() external {
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsWrongStatus.selector, STRANGER, Status.None));
        _govern(address(institutions), abi.encodeCall(IInstitutions.setLicences, (STRANGER, _licences())));
        _expectFailed(abi.encodeWithSelector(IInstitutions.InstitutionsWrongStatus.selector, STRANGER, Status.None));
        _govern(address(institutions), abi.encodeCall(IInstitutions.setPermissions, (STRANGER, 1)));
    }

    function test_theRegulatorNeedsNoLicence() external view {
        _same(institutions.check(admins[1], Permission.Inspect), REGULATOR, "gln");
    }

    function test_aStrangerIsRefused() external {
        _expectRefused(nobody, 0, Permission.Pack, Refusal.UnknownOperator);
        institutions.check(nobody, Permission.Pack);
        _expectRefused(address(0), STRANGER, Permission.Pack, Refusal.NotActive);
        institutions.checkInstitution(STRANGER, Permission.Pack);
    }

    function testFuzz_regulatingStaysWithTheRegulator(uint32 mask) external {
        uint32 regulate = Permissions.maskOf(Permission.Regulate);
        vm.expectEmit(address(institutions));
        emit IInstitutions.PermissionsSet(factory.gln, mask & ~regulate);
        _govern(address(institutions), abi.encodeCall(IInstitutions.setPermissions, (factory.gln, mask)));
        _same(institutions.institutionOf(factory.gln).permissions, mask & ~regulate, "a member never");
        _govern(address(institutions), abi.encodeCall(IInstitutions.setPermissions, (REGULATOR, mask)));
        _same(institutions.institutionOf(REGULATOR).permissions, mask | regulate, "the regulator always");
    }

    function _license(Licence[] memory licences) private {
        _govern(address(institutions), abi.encodeCall(IInstitutions.setLicences, (factory.gln, licences)));
    }
}
