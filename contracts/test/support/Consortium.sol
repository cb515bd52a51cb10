// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Acts} from "../../src/Acts.sol";
import {Directory} from "../../src/Directory.sol";
import {Governance} from "../../src/Governance.sol";
import {Institutions} from "../../src/Institutions.sol";
import {Inventory} from "../../src/Inventory.sol";
import {Nodes} from "../../src/Nodes.sol";
import {Records} from "../../src/Records.sol";
import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {Listing} from "../../src/interfaces/IDirectory.sol";
import {IGovernance} from "../../src/interfaces/IGovernance.sol";
import {IInstitutions, Kind, Licence, Permission, Refusal, Role} from "../../src/interfaces/IInstitutions.sol";
import {Permissions} from "../../src/lib/Permissions.sol";
import {Judge} from "./Judge.sol";

/// @notice An institution of the fixture: its admin, and an operator who works for it.
struct Party {
    uint64 gln;
    address admin;
    address account;
    uint256 adminKey;
    uint256 key;
}

/// @notice A consortium at work: all contracts, a regulator with three admins of whom one decides, and six institutions,
/// admitted and licensed for everything.
abstract contract Consortium is Judge {
    /// Day of the fixture, in days since 1970-01-01; the block's time is noon of it.
    uint24 internal constant TODAY = 20_000;
    uint64 internal constant REGULATOR = 4_000_000_000_112;
    /// A GLN nobody of the fixture has.
    uint64 internal constant STRANGER = 4_000_000_000_884;

    Acts internal acts;
    Institutions internal institutions;
    Governance internal governance;
    Inventory internal inventory;
    ICatalogue internal catalogue;
    Records internal records;
    Nodes internal nodes;
    Directory internal directory;

    uint256[3] internal adminKeys = [uint256(0xA1), 0xA2, 0xA3];
    address[3] internal admins;

    Party internal factory;
    Party internal rival;
    Party internal wholesaler;
    Party internal depot;
    Party internal pharmacy;
    Party internal hospital;
    /// Of no institution.
    address internal nobody = vm.addr(0x0B0D);

    function setUp() public virtual {
        vm.warp(uint256(TODAY) * 1 days + 12 hours);
        address[] memory first = new address[](3);
        for (uint256 i; i < 3; ++i) {
            first[i] = admins[i] = vm.addr(adminKeys[i]);
        }
        acts = new Acts();
        institutions = new Institutions(address(acts), REGULATOR, "Regulator", first, 1);
        governance = Governance(institutions.governance());
        inventory = new Inventory(address(acts), institutions);
        catalogue = inventory.catalogue();
        records = new Records(address(acts), institutions, inventory);
        nodes = new Nodes(address(acts), institutions);
        Listing[] memory listings = new Listing[](2);
        listings[0] = Listing("acts", address(acts), keccak256("[]"));
        listings[1] = Listing("records", address(records), keccak256("[1]"));
        directory = new Directory(institutions, listings);

        factory = _join(4_000_000_000_228, Kind.Factory);
        rival = _join(4_000_000_000_334, Kind.Factory);
        wholesaler = _join(4_000_000_000_440, Kind.Distributor);
        depot = _join(4_000_000_000_556, Kind.Distributor);
        pharmacy = _join(4_000_000_000_662, Kind.Pharmacy);
        hospital = _join(4_000_000_000_778, Kind.Hospital);
    }

    // --- taking part

    function _party(uint64 gln) internal pure returns (Party memory party) {
        party.gln = gln;
        party.adminKey = uint256(keccak256(abi.encode(gln, "admin")));
        party.key = uint256(keccak256(abi.encode(gln, "operator")));
        party.admin = vm.addr(party.adminKey);
        party.account = vm.addr(party.key);
    }

    /// @dev Applies, is admitted, and adds its operator.
    function _join(uint64 gln, Kind kind) internal returns (Party memory party) {
        party = _party(gln);
        vm.prank(party.admin);
        institutions.applyFor(gln, kind, "Member", _licences());
        _govern(address(institutions), abi.encodeCall(IInstitutions.admit, (gln, party.admin)));
        vm.prank(party.admin);
        institutions.addOperator(party.account, Role.Operator);
    }

    /// @dev One licence for everything, from yesterday and for ten years.
    function _licences() internal view returns (Licence[] memory) {
        return _licences(type(uint32).max, uint48(block.timestamp - 1 days), uint48(block.timestamp + 3650 days));
    }

    function _licences(uint32 scope, uint48 from, uint48 to) internal pure returns (Licence[] memory licences) {
        licences = new Licence[](1);
        licences[0] = Licence(scope, from, to, "L-1");
    }

    /// @dev The regulator decides: a proposal of its first admin, carried out at once while the threshold is one.
    function _govern(address target, bytes memory data) internal {
        vm.prank(admins[0]);
        governance.propose(target, data, uint48(block.timestamp + 1 days), "decided");
    }

    function _suspend(Party memory party) internal {
        _govern(address(institutions), abi.encodeCall(IInstitutions.suspend, (party.gln, "inspection")));
    }

    /// @dev Takes one permission from an institution.
    function _forbid(Party memory party, Permission permission) internal {
        uint32 mask = institutions.institutionOf(party.gln).permissions & ~Permissions.maskOf(permission);
        _govern(address(institutions), abi.encodeCall(IInstitutions.setPermissions, (party.gln, mask)));
    }

    // --- expecting

    /// @dev The next call must be refused because of who makes it.
    function _expectRefused(address account, uint64 gln, Permission permission, Refusal refusal) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IInstitutions.InstitutionsRefused.selector, account, gln, permission, refusal)
        );
    }

    /// @dev The next proposal's call must fail, for the reason given.
    function _expectFailed(bytes memory reason) internal {
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GovernanceFailed.selector, governance.proposals(), reason));
    }

    /// @dev The next call must be refused: the party does not have the permission.
    function _expectNotPermitted(Party memory party, Permission permission) internal {
        _expectRefused(party.account, party.gln, permission, Refusal.NotPermitted);
    }

    /// @dev The next act of the party is one it was allowed until now, and must be refused.
    function _takeAway(Party memory party, Permission permission) internal {
        _forbid(party, permission);
        vm.prank(party.account);
        _expectNotPermitted(party, permission);
    }
}
