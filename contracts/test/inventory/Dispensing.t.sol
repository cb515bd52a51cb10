// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../../src/interfaces/IInstitutions.sol";
import {IInventory, Parts, Slice} from "../../src/interfaces/IInventory.sol";
import {Hold} from "../../src/interfaces/ILots.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice Packs and parts of packs to patients. Undoing whole packs is among the endings.
contract DispensingTest is Stocked {
    bytes32 private constant NOTE = keccak256("note");
    bytes32 private constant PATIENT = keccak256("salted");
    uint128 private _stock;
    uint128 private _opened;
    uint128 private _sold;
    uint128 private _soldInParts;

    function setUp() public override {
        super.setUp();
        _supply(hospital, 1, _units(lot, 0xff));
        _supply(pharmacy, 2, _units(lot, 0xff00));
        _supply(pharmacy, 3, _units(_quantity(bulk), 100));
        _stock = Holders.institution(hospital.gln);
        _opened = Holders.opened(hospital.gln);
        _sold = Holders.end(EndState.Dispensed, TODAY, hospital.gln);
        _soldInParts = Holders.end(EndState.DispensedInParts, TODAY, hospital.gln);
    }

    function test_packsAreDispensedOnce() external {
        _expectTransfer(hospital.gln, _stock, _sold, IInventory.dispense.selector, _units(lot, 3), NOTE);
        _dispense(hospital, lot, 3);
        _same(_held(_sold, lot), 3, "dispensed");
        _expectNotHeld(_stock, lot, 0xfc, 1);
        _dispense(hospital, lot, 1);
        _expectNotHeld(_stock, lot, 0xfc, 6);
        _dispense(hospital, lot, 6);
    }

    function testFuzz_aSecondDispensingChangesNothing(uint256 first, uint256 second) external {
        _supply(pharmacy, 9, _units(lot, ~uint256(0xffff)));
        first &= ~uint256(0xff);
        second &= ~uint256(0xff);
        vm.assume(first != 0 && second != 0);
        _dispense(pharmacy, lot, first);
        uint128 stock = Holders.institution(pharmacy.gln);
        if (first & second != 0) _expectNotHeld(stock, lot, ~uint256(0xff) & ~first, second);
        _dispense(pharmacy, lot, second);
        uint256 sold = first & second != 0 ? first : first | second;
        _same(_held(Holders.end(EndState.Dispensed, TODAY, pharmacy.gln), lot), sold, "dispensed");
    }

    function test_onlyPharmaciesAndHospitalsDispense() external {
        _expectNotPermitted(factory, Permission.Dispense);
        _dispense(factory, lot, 1 << 20);
        _expectNotPermitted(wholesaler, Permission.Dispense);
        _dispense(wholesaler, lot, 1 << 20);
        _expectNotPermitted(factory, Permission.Dispense);
        _part(factory, 20, 1);
        _takeAway(hospital, Permission.Dispense);
        inventory.undoPart(lot, 0);
    }

    function test_packsAreDispensedLooseAndFromOnesOwnStock() external {
        _expectNotHeld(_stock, lot, 0xff, 0x100);
        _dispense(hospital, lot, 0x100);
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        vm.prank(hospital.account);
        inventory.dispense(new Slice[](0), NOTE);
        vm.prank(hospital.account);
        inventory.pack(_packing(CASE, lot, 1));
        _expectNotHeld(_stock, lot, 0xfe, 1);
        _dispense(hospital, lot, 1);
    }

    function test_unitsWithoutSerialsAreDispensed() external {
        _dispense(pharmacy, _quantity(bulk), 60);
        uint128 stock = Holders.institution(pharmacy.gln);
        _same(_held(stock, _quantity(bulk)), 40, "left");
        _expectNotHeld(stock, _quantity(bulk), 40, 41);
        _dispense(pharmacy, _quantity(bulk), 41);
    }

    function test_nothingHeldBackIsDispensed() external {
        _part(hospital, 0, 1);
        _recall(lot);
        _refuseAll(Hold.LotRecalled);
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "x");
        _refuseAll(Hold.ProductSuspended);
        _withdraw();
        _refuseAll(Hold.ProductWithdrawn);
        _expectHeldBack(STRANGE, Hold.UnknownLot);
        _dispense(hospital, STRANGE, 1);
    }

    function test_theLastDayOfUseIsADayOfUse() external {
        vm.warp(uint256(EXPIRY) * 1 days + 1 days - 1);
        _dispense(hospital, lot, 1);
        _part(hospital, 1, 1);
        vm.warp(block.timestamp + 1);
        _refuseAll(Hold.Expired);
    }

    function test_anyLotAmongSeveralHoldsBackAll() external {
        _recall(bulk);
        Slice[] memory units = new Slice[](2);
        units[0] = Slice(lot, 0x100);
        units[1] = Slice(_quantity(bulk), 1);
        _expectHeldBack(bulk, Hold.LotRecalled);
        vm.prank(pharmacy.account);
        inventory.dispense(units, NOTE);
    }

    // --- in parts

    function test_aPackIsOpenedAndUsedUp() external {
        _expectTransfer(hospital.gln, _stock, _opened, IInventory.dispensePart.selector, _units(lot, 1), NOTE);
        vm.expectEmit(address(inventory));
        emit IInventory.PartDispensed(hospital.gln, lot, 0, 12, 12, NOTE);
        _part(hospital, 0, 12);
        _same(_held(_opened, lot), 1, "opened");
        Parts memory parts = inventory.partsOf(lot, 0);
        _same(parts.taken, 12, "taken");
        _same(parts.last, 12, "last");
        _same(parts.day, TODAY, "day");

        _expectNotHeld(_stock, lot, 0xfe, 1);
        _dispense(hospital, lot, 1);
        _expectTransfer(hospital.gln, _opened, _soldInParts, IInventory.dispensePart.selector, _units(lot, 1), NOTE);
        vm.expectEmit(address(inventory));
        emit IInventory.PartDispensed(hospital.gln, lot, 0, 18, 30, NOTE);
        _part(hospital, 0, 18);
        _same(_held(_soldInParts, lot), 1, "used up");
        _expectBadParts(1, 30);
        _part(hospital, 0, 1);
    }

    function testFuzz_theSumOfPartsIsAtMostThePack(uint32[8] calldata parts) external {
        uint32 taken;
        for (uint256 i; i < 8; ++i) {
            uint32 next = parts[i] % 40;
            bool good = next > 0 && taken + next <= PACK_SIZE;
            if (!good) _expectBadParts(next, taken);
            _part(hospital, 3, next);
            if (good) taken += next;
            _same(inventory.partsOf(lot, 3).taken, taken, "taken");
            _same(_held(_soldInParts, lot), taken == PACK_SIZE ? 8 : 0, "used up when all is taken");
            _same(_held(_opened, lot), taken != 0 && taken != PACK_SIZE ? 8 : 0, "opened in between");
        }
        _expectBadParts(type(uint32).max, taken);
        _part(hospital, 3, type(uint32).max);
    }

    function test_whoHasTheOpenedPackTakesFromIt() external {
        _part(hospital, 0, 1);
        _expectNotHeld(Holders.opened(pharmacy.gln), lot, 0, 1);
        _part(pharmacy, 0, 1);
        _expectNotHeld(Holders.institution(pharmacy.gln), lot, 0xff00, 2);
        _part(pharmacy, 1, 1);
        _expectNotHeld(Holders.opened(pharmacy.gln), lot, 0, 1);
        vm.prank(pharmacy.account);
        inventory.undoPart(lot, 0);
    }

    function test_theNewestPartIsUndone() external {
        _part(hospital, 0, 12);
        _part(hospital, 0, 18);
        _expectTransfer(hospital.gln, _soldInParts, _opened, IInventory.undoPart.selector, _units(lot, 1), 0);
        vm.expectEmit(address(inventory));
        emit IInventory.PartUndone(hospital.gln, lot, 0, 18, 12);
        _undoPart();
        _same(_held(_opened, lot), 1, "opened again");
        // Only the newest: the one before is out of reach.
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadParts.selector, uint32(0), uint32(12), uint32(0)));
        _undoPart();
    }

    function test_undoingTheOnlyPartClosesThePack() external {
        _part(hospital, 0, 12);
        _expectTransfer(hospital.gln, _opened, _stock, IInventory.undoPart.selector, _units(lot, 1), 0);
        _undoPart();
        _same(_held(_stock, lot), 0xff, "whole again");
        _dispense(hospital, lot, 1);
    }

    function test_undoingAWholePackTakenAtOnceBringsItBack() external {
        _part(hospital, 0, 30);
        _undoPart();
        _same(_held(_stock, lot), 0xff, "whole again");
    }

    function testFuzz_aPartIsUndoneWithin10Days(uint24 later) external {
        later %= 40;
        _part(hospital, 0, 30);
        vm.warp(block.timestamp + uint256(later) * 1 days);
        if (later > 10) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryTooLate.selector, TODAY, TODAY + later));
        }
        _undoPart();
        _same(_held(_stock, lot), later > 10 ? 0xfe : 0xff, "stock");
    }

    // --- administered

    function test_whatWasDispensedIsAdministered() external {
        _dispense(hospital, lot, 3);
        vm.warp(block.timestamp + 40 days);
        uint128 given = Holders.end(EndState.Administered, TODAY + 40, hospital.gln);
        _expectTransfer(hospital.gln, _sold, given, IInventory.administer.selector, _units(lot, 1), NOTE);
        vm.expectEmit(address(inventory));
        emit IInventory.Administered(hospital.gln, PATIENT);
        _administer(hospital, TODAY, 1, PATIENT);
        _same(_held(given, lot), 1, "given");
        _expectNotHeld(_sold, lot, 2, 1);
        _administer(hospital, TODAY, 1, PATIENT);
        uint128 other = Holders.end(EndState.Dispensed, TODAY + 1, hospital.gln);
        _expectNotHeld(other, lot, 0, 2);
        _administer(hospital, TODAY + 1, 2, PATIENT);
    }

    function test_administeringNeedsHospitalAndCommitment() external {
        _dispense(hospital, lot, 3);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "commitment"));
        _administer(hospital, TODAY, 1, 0);
        _expectNotPermitted(pharmacy, Permission.RecordUse);
        _administer(pharmacy, TODAY, 1, PATIENT);
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        vm.prank(hospital.account);
        inventory.administer(TODAY, new Slice[](0), PATIENT, NOTE);
        _recall(lot);
        _expectHeldBack(lot, Hold.LotRecalled);
        _administer(hospital, TODAY, 1, PATIENT);
    }

    // --- steps

    bytes32 private constant STRANGE = bytes32(uint256(5) << 32);

    function _dispense(Party memory by, bytes32 word, uint256 mask) private {
        vm.prank(by.account);
        inventory.dispense(_slices(word, mask), NOTE);
    }

    function _part(Party memory by, uint32 index, uint32 parts) private {
        vm.prank(by.account);
        inventory.dispensePart(lot, index, parts, NOTE);
    }

    function _undoPart() private {
        vm.prank(hospital.account);
        inventory.undoPart(lot, 0);
    }

    function _administer(Party memory by, uint24 day, uint256 mask, bytes32 commitment) private {
        vm.prank(by.account);
        inventory.administer(day, _slices(lot, mask), commitment, NOTE);
    }

    function _refuseAll(Hold hold) private {
        _expectHeldBack(lot, hold);
        _dispense(hospital, lot, 0x80);
        _expectHeldBack(lot, hold);
        _part(hospital, 0, 1);
        _expectHeldBack(lot, hold);
        _part(hospital, 7, 1);
    }

    function _expectBadParts(uint32 parts, uint32 taken) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadParts.selector, parts, taken, PACK_SIZE));
    }
}
