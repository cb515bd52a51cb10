// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../../src/interfaces/IInstitutions.sol";
import {Hold, ILots, Lot} from "../../src/interfaces/ILots.sol";
import {IProducts} from "../../src/interfaces/IProducts.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

contract LotsTest is Stocked {
    uint24 private constant CENTURY = 36_525;

    function test_theOwnerRegistersALot() external {
        bytes32 id = catalogue.lotIdOf(GTIN, "L2");
        vm.expectEmit(address(catalogue));
        emit ILots.LotRegistered(id, GTIN, factory.gln, "L2", TODAY, TODAY + 1, 5, true, "Venice");
        _same(_register(factory, GTIN, "L2", TODAY, TODAY + 1, 5, "Venice"), id, "id");
        Lot memory entry = catalogue.lotOf(id);
        _same(entry.gtin, GTIN, "gtin");
        _same(entry.owner, factory.gln, "owner");
        _same(entry.production, TODAY, "production");
        _same(entry.expiry, TODAY + 1, "expiry");
        _same(entry.quantity, 5, "quantity");
        _true(entry.serialised && !entry.recalled, "flags");
        _same(uint8(catalogue.holdOf(id)), uint8(Hold.None), "clean");
    }

    function testFuzz_aLotsIdLeavesRoomForAWordNumber(uint64 gtin, string calldata number) external view {
        bytes32 id = catalogue.lotIdOf(gtin, number);
        bytes32 hash = keccak256(abi.encodePacked(gtin, number));
        _same(uint256(id) >> 32, uint256(hash) >> 32, "28 bytes of the hash");
        _same(uint32(uint256(id)), 0, "four zero bytes");
    }

    function test_onlyTheProductsOwnerRegistersLots() external {
        _expectNotPermitted(pharmacy, Permission.RegisterLot);
        _register(pharmacy, GTIN, "L2", TODAY, EXPIRY, 5, "x");
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsNotOwner.selector, GTIN, factory.gln, rival.gln));
        _register(rival, GTIN, "L2", TODAY, EXPIRY, 5, "x");
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsNotOwner.selector, OTHER_GTIN, uint64(0), factory.gln));
        _register(factory, OTHER_GTIN, "L2", TODAY, EXPIRY, 5, "x");
    }

    function test_onlyActiveProductsGetLots() external {
        vm.prank(factory.account);
        catalogue.retireProduct(GTIN, "x");
        _expectNotActive();
        _register(factory, GTIN, "L2", TODAY, EXPIRY, 5, "x");
        _withdraw();
        _expectNotActive();
        _register(factory, GTIN, "L2", TODAY, EXPIRY, 5, "x");
    }

    function test_suspendedProductsGetNoLots() external {
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "x");
        _expectNotActive();
        _register(factory, GTIN, "L2", TODAY, EXPIRY, 5, "x");
    }

    function test_aLotNumberHasOneTo20Characters() external {
        _expectMissing("lotNumber");
        _register(factory, GTIN, "", TODAY, EXPIRY, 5, "x");
        _expectMissing("lotNumber");
        _register(factory, GTIN, "123456789012345678901", TODAY, EXPIRY, 5, "x");
        _register(factory, GTIN, "12345678901234567890", TODAY, EXPIRY, 5, "x");
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsTaken.selector, lot));
        _register(factory, GTIN, "L1", TODAY, EXPIRY, 5, "x");
    }

    function test_aLotNeedsQuantityAndOrigin() external {
        _expectMissing("quantity");
        _register(factory, GTIN, "L2", TODAY, EXPIRY, 0, "x");
        _expectMissing("origin");
        _register(factory, GTIN, "L2", TODAY, EXPIRY, 5, "");
    }

    function testFuzz_aLotIsMadeByTodayAndExpiresAfterIt(uint24 production, uint24 expiry) external {
        // Near the borders half of the time.
        if (production % 2 == 0) production = uint24(_between(production, TODAY - 2, TODAY + 2));
        if (expiry % 2 == 0) expiry = uint24(_between(expiry, TODAY - 2, TODAY + 2));
        else if (expiry % 3 == 0) expiry = uint24(_between(expiry, TODAY + CENTURY - 2, TODAY + CENTURY + 2));
        bool good = production <= TODAY && expiry > TODAY && expiry <= TODAY + CENTURY;
        if (!good) {
            vm.expectRevert(abi.encodeWithSelector(ILots.LotsBadDates.selector, production, expiry, TODAY));
        }
        _register(factory, GTIN, "L2", production, expiry, 5, "x");
        if (good) _same(catalogue.lotOf(catalogue.lotIdOf(GTIN, "L2")).expiry, expiry, "expiry");
    }

    function test_aLotExpiresWithinACentury() external {
        uint24 last = TODAY + CENTURY;
        bytes memory tooFar = abi.encodeWithSelector(ILots.LotsBadDates.selector, TODAY, last + 1, TODAY);
        vm.expectRevert(tooFar);
        _register(factory, GTIN, "L2", TODAY, last + 1, 5, "x");
        bytes32 id = _register(factory, GTIN, "L2", TODAY, last, 5, "x");
        vm.expectRevert(tooFar);
        _amend(factory, id, TODAY, last + 1, 5, "x");
        // Days are counted from today, not from when it was made.
        vm.warp(block.timestamp + 1 days);
        _amend(factory, id, TODAY, last + 1, 5, "x");
        _same(catalogue.lotOf(id).expiry, last + 1, "expiry");
    }

    function test_aLotIsCorrectedBeforeItIsCommissioned() external {
        bytes32 id = _lot("L2", true);
        vm.expectEmit(address(catalogue));
        emit ILots.LotAmended(id, TODAY - 1, TODAY + 9, 7, "Venice", "typing error");
        _amend(factory, id, TODAY - 1, TODAY + 9, 7, "Venice");
        Lot memory entry = catalogue.lotOf(id);
        _same(entry.production, TODAY - 1, "production");
        _same(entry.expiry, TODAY + 9, "expiry");
        _same(entry.quantity, 7, "quantity");

        vm.expectRevert(abi.encodeWithSelector(ILots.LotsAlreadyCommissioned.selector, lot));
        _amend(factory, lot, TODAY - 1, TODAY + 9, 7, "Venice");
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsUnknown.selector, _word(lot, 5)));
        _amend(factory, _word(lot, 5), TODAY - 1, TODAY + 9, 7, "Venice");
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, id, factory.gln, rival.gln));
        _amend(rival, id, TODAY - 1, TODAY + 9, 7, "Venice");
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsBadDates.selector, TODAY, TODAY, TODAY));
        _amend(factory, id, TODAY, TODAY, 7, "Venice");
        _expectMissing("quantity");
        _amend(factory, id, TODAY, TODAY + 1, 0, "Venice");
        _expectMissing("origin");
        _amend(factory, id, TODAY, TODAY + 1, 1, "");
        _expectNotPermitted(pharmacy, Permission.RegisterLot);
        _amend(pharmacy, id, TODAY, TODAY + 1, 1, "x");
    }

    function test_theFactoryRecallsItsLot() external {
        vm.expectEmit(address(catalogue));
        emit ILots.LotRecalled(lot, factory.gln, 2, "impurity");
        vm.prank(factory.account);
        catalogue.recallLot(lot, 2, "impurity");
        _true(catalogue.lotOf(lot).recalled, "recalled");
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.LotRecalled), "held back");
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsAlreadyRecalled.selector, lot));
        _recall(lot);
    }

    function test_theRegulatorRecallsAnyLot() external {
        vm.expectEmit(address(catalogue));
        emit ILots.LotRecalled(lot, REGULATOR, 1, "impurity");
        vm.prank(admins[2]);
        catalogue.recallLot(lot, 1, "impurity");
    }

    function test_othersRecallNothing() external {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, lot, factory.gln, rival.gln));
        vm.prank(rival.account);
        catalogue.recallLot(lot, 1, "impurity");
        _expectNotPermitted(wholesaler, Permission.Recall);
        vm.prank(wholesaler.account);
        catalogue.recallLot(lot, 1, "impurity");
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsUnknown.selector, bytes32(0)));
        _recall(bytes32(0));
    }

    function testFuzz_aRecallHasAClassFromOneToThree(uint8 recallClass) external {
        if (recallClass == 0 || recallClass > 3) {
            vm.expectRevert(abi.encodeWithSelector(ILots.LotsBadRecallClass.selector, recallClass));
        }
        vm.prank(factory.account);
        catalogue.recallLot(lot, recallClass, "impurity");
    }

    function test_theWorstFlagIsTold() external {
        _same(uint8(catalogue.holdOf(bytes32(0))), uint8(Hold.UnknownLot), "unknown");
        vm.warp(uint256(EXPIRY) * 1 days + 1 days - 1);
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.None), "in its last second");
        vm.warp(block.timestamp + 1);
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.Expired), "expired");
        _recall(lot);
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.LotRecalled), "recalled");
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "x");
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.ProductSuspended), "suspended");
        _withdraw();
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.ProductWithdrawn), "withdrawn");
    }

    function test_aRetiredProductsLotsMayBeSupplied() external {
        vm.prank(factory.account);
        catalogue.retireProduct(GTIN, "x");
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.None), "clean");
    }

    // --- steps

    function _register(
        Party memory by,
        uint64 gtin,
        string memory number,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        string memory origin
    ) private returns (bytes32) {
        vm.prank(by.account);
        return catalogue.registerLot(gtin, number, production, expiry, quantity, true, origin);
    }

    function _amend(
        Party memory by,
        bytes32 id,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        string memory origin
    ) private {
        vm.prank(by.account);
        catalogue.amendLot(id, production, expiry, quantity, origin, "typing error");
    }

    function _expectMissing(string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsMissing.selector, field));
    }

    function _expectNotActive() private {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsProductNotActive.selector, GTIN));
    }
}
