// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../../src/interfaces/IInstitutions.sol";
import {IInventory} from "../../src/interfaces/IInventory.sol";
import {Hold, ILots, Run} from "../../src/interfaces/ILots.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";
import {Trees} from "../support/Trees.sol";

contract CommissioningTest is Stocked {
    uint32 private constant LAST_RUN = type(uint32).max / 1024;

    function testFuzz_aRunOfAnySizeIsHeldByItsMaker(uint32 count, uint32 run) external {
        count = uint32(_between(count, 1, 1024));
        run = uint32(_between(run, 1, LAST_RUN - 1));
        bytes32[] memory leaves = _leaves(lot, run, count);
        bytes32 root = Trees.root(leaves);
        vm.expectEmit(address(catalogue));
        emit ILots.RunCommissioned(lot, factory.gln, run, count, root);
        _commission(factory, lot, run, leaves);

        Run memory entry = catalogue.runOf(lot, run);
        _same(entry.root, root, "root");
        _same(entry.count, count, "count");
        _same(entry.day, TODAY, "day");
        _same(catalogue.lotOf(lot).commissioned, UNITS + count, "commissioned");
        for (uint256 i; i < 5; ++i) {
            uint256 expected;
            for (uint256 bit; bit < 256 && i < 4; ++bit) {
                if (i * 256 + bit < count) expected |= 1 << bit;
            }
            // The fifth word is the next run's.
            _same(_held(home, _word(lot, uint256(run) * 4 + i)), expected, "word");
        }
    }

    function testFuzz_aUnitIsProvenByItsLeaf(uint32 index, uint32 other) external view {
        index %= UNITS;
        other %= UNITS;
        bytes32[] memory siblings = Trees.proof(_leaves(lot, 0, UNITS), index);
        _true(catalogue.includes(lot, index, _leaf(lot, index), siblings), "its own");
        _true(catalogue.includes(lot, index, _leaf(lot, other), siblings) == (index == other), "another's");
        _false(catalogue.includes(lot, UNITS + other, _leaf(lot, index), siblings), "beyond the run");
        _false(catalogue.includes(lot, 1024 + index, _leaf(lot, index), siblings), "another run");
        _false(catalogue.includes(bulk, index, _leaf(lot, index), siblings), "another lot");
    }

    function test_aRunsNumberIsUsedOnce() external {
        bytes32[] memory leaves = _leaves(lot, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsRunTaken.selector, lot, uint32(0)));
        _commission(factory, lot, 0, leaves);
        _commission(factory, lot, LAST_RUN - 1, leaves);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsRunTaken.selector, lot, LAST_RUN));
        _commission(factory, lot, LAST_RUN, leaves);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsRunTaken.selector, lot, type(uint32).max));
        _commission(factory, lot, type(uint32).max, leaves);
    }

    function test_aRunHasOneTo1024Units() external {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsBadRun.selector, uint256(0), uint256(1024)));
        _commission(factory, lot, 1, new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsBadRun.selector, uint256(1025), uint256(1024)));
        _commission(factory, lot, 1, new bytes32[](1025));
    }

    function test_noMoreThanWasRegistered() external {
        vm.prank(factory.account);
        bytes32 small = catalogue.registerLot(GTIN, "S", TODAY, EXPIRY, 10, true, "x");
        bytes32[] memory leaves = _leaves(small, 0, 10);
        _commission(factory, small, 0, leaves);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsTooMany.selector, small, uint256(11), uint256(10)));
        _commission(factory, small, 1, _leaves(small, 1, 1));
    }

    function test_theFactoryCommissionsItsOwnLots() external {
        bytes32[] memory leaves = _leaves(lot, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, lot, factory.gln, rival.gln));
        _commission(rival, lot, 1, leaves);
        _expectNotPermitted(hospital, Permission.Commission);
        _commission(hospital, lot, 1, leaves);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsUnknown.selector, _word(lot, 1)));
        _commission(factory, _word(lot, 1), 1, leaves);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, bulk, factory.gln, rival.gln));
        vm.prank(rival.account);
        catalogue.commissionQuantity(bulk, 1);
        _expectNotPermitted(hospital, Permission.Commission);
        vm.prank(hospital.account);
        catalogue.commissionQuantity(bulk, 1);
    }

    function test_unitsWithAndWithoutSerialsAreNotMixed() external {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotSerialised.selector, bulk));
        _commission(factory, bulk, 0, _leaves(bulk, 0, 1));
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsSerialised.selector, lot));
        vm.prank(factory.account);
        catalogue.commissionQuantity(lot, 1);
    }

    function testFuzz_unitsWithoutSerialsAreCounted(uint32 first, uint32 second) external {
        first = uint32(_between(first, 1, 40_000));
        second = uint32(_between(second, 1, 40_000));
        vm.expectEmit(address(catalogue));
        emit ILots.QuantityCommissioned(bulk, factory.gln, first);
        vm.prank(factory.account);
        catalogue.commissionQuantity(bulk, first);
        vm.prank(factory.account);
        catalogue.commissionQuantity(bulk, second);
        _same(_held(home, _quantity(bulk)), 1000 + uint256(first) + second, "held");
        _same(catalogue.lotOf(bulk).commissioned, 1000 + first + second, "commissioned");
    }

    function test_aQuantityIsSomethingAndNotTooMuch() external {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsMissing.selector, "quantity"));
        vm.prank(factory.account);
        catalogue.commissionQuantity(bulk, 0);
        uint256 most = uint256(type(uint32).max) + 1000;
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsTooMany.selector, bulk, most, uint256(100_000)));
        vm.prank(factory.account);
        catalogue.commissionQuantity(bulk, type(uint32).max);
    }

    function test_nothingIsMadeOfARecalledLot() external {
        _recall(lot);
        _expectHeldBack(lot, Hold.LotRecalled);
        _commission(factory, lot, 1, _leaves(lot, 1, 1));
    }

    function test_nothingIsMadeOfASuspendedOrWithdrawnProduct() external {
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "x");
        _expectHeldBack(lot, Hold.ProductSuspended);
        _commission(factory, lot, 1, _leaves(lot, 1, 1));
        _withdraw();
        _expectHeldBack(bulk, Hold.ProductWithdrawn);
        vm.prank(factory.account);
        catalogue.commissionQuantity(bulk, 1);
    }

    function test_nothingIsMadeOnTheLastDayOfUse() external {
        vm.warp(uint256(EXPIRY) * 1 days - 1);
        _commission(factory, lot, 1, _leaves(lot, 1, 1));
        vm.warp(uint256(EXPIRY) * 1 days);
        _expectHeldBack(lot, Hold.Expired);
        _commission(factory, lot, 2, _leaves(lot, 2, 1));
        _expire();
        _expectHeldBack(lot, Hold.Expired);
        _commission(factory, lot, 2, _leaves(lot, 2, 1));
    }

    function test_theCatalogueAloneMakesUnits() external {
        bytes memory reason = abi.encodeWithSelector(IInventory.InventoryOnlyCatalogue.selector, factory.account);
        vm.expectRevert(reason);
        vm.prank(factory.account);
        inventory.issue(factory.gln, lot, 9, 1);
        vm.expectRevert(reason);
        vm.prank(factory.account);
        inventory.issueQuantity(factory.gln, bulk, 1);
    }

    function _commission(Party memory by, bytes32 id, uint32 run, bytes32[] memory leaves) private {
        vm.prank(by.account);
        catalogue.commission(id, run, leaves);
    }
}
