// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, ShipmentState, Slice} from "../../src/interfaces/IInventory.sol";
import {Hold, ILots} from "../../src/interfaces/ILots.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice How goods leave circulation other than to patients, and what is taken back. Destruction has a file of its own.
contract EndingsTest is Stocked {
    bytes32 private constant NOTE = keccak256("note");
    uint128 private _stock;

    function setUp() public override {
        super.setUp();
        _supply(pharmacy, 1, _units(lot, 0xff));
        _stock = Holders.institution(pharmacy.gln);
    }

    // --- made inactive

    function test_goodsAreMadeInactive() external {
        EndState[4] memory states = _inactive();
        for (uint256 i; i < 4; ++i) {
            Goods memory goods = _units(lot, 1 << i);
            uint128 end = Holders.end(states[i], TODAY, pharmacy.gln);
            _expectTransfer(pharmacy.gln, _stock, end, IInventory.decommission.selector, goods, NOTE);
            _decommission(pharmacy, states[i], goods);
            _same(_held(end, lot), 1 << i, "inactive");
        }
        _pack(CASE, lot, 0x100);
        _decommission(factory, EndState.Exported, _boxes(CASE));
        _same(_placeOf(CASE), Holders.end(EndState.Exported, TODAY, factory.gln), "a whole case");
    }

    function testFuzz_onlyFourStatesAreForThat(uint8 state) external {
        state %= 12;
        bool good = state >= uint8(EndState.Exported) && state <= uint8(EndState.CheckedOut);
        if (!good) _expectWrongState(EndState(state));
        _decommission(pharmacy, EndState(state), _units(lot, 1));
        _same(_held(_stock, lot), good ? 0xfe : 0xff, "stock");
    }

    function test_onlyCleanGoodsOfOnesOwnAreMadeInactive() external {
        _expectNotHeld(_stock, lot, 0xff, 0x100);
        _decommission(pharmacy, EndState.Sampled, _units(lot, 0x100));
        _pack(CASE, lot, 0x100);
        _recall(lot);
        _expectHeldBack(lot, Hold.LotRecalled);
        _decommission(pharmacy, EndState.Sampled, _units(lot, 1));
        _expectHeldBack(lot, Hold.LotRecalled);
        _decommission(factory, EndState.Sampled, _boxes(CASE));
        _takeAway(pharmacy, Permission.Decommission);
        inventory.decommission(EndState.Sampled, _units(lot, 1), NOTE);
    }

    // --- undone

    function test_fiveEndsAreUndone() external {
        EndState[4] memory states = _inactive();
        for (uint256 i; i < 4; ++i) {
            _decommission(pharmacy, states[i], _units(lot, 1));
            uint128 end = Holders.end(states[i], TODAY, pharmacy.gln);
            _expectTransfer(pharmacy.gln, end, _stock, IInventory.undo.selector, _units(lot, 1), 0);
            _undo(pharmacy, states[i], TODAY, _units(lot, 1));
        }
        _dispense(3);
        _undo(pharmacy, EndState.Dispensed, TODAY, _units(lot, 1));
        _same(_held(_stock, lot), 0xfd, "all but one");
        _expectNotHeld(Holders.end(EndState.Dispensed, TODAY, pharmacy.gln), lot, 2, 1);
        _undo(pharmacy, EndState.Dispensed, TODAY, _units(lot, 1));
    }

    function test_noOtherEndIsUndone() external {
        for (uint8 state; state < 13; ++state) {
            bool inactive = state >= uint8(EndState.Exported) && state <= uint8(EndState.CheckedOut);
            if (inactive || state == uint8(EndState.Dispensed)) continue;
            _expectWrongState(EndState(state));
            _undo(pharmacy, EndState(state), TODAY, _units(lot, 1));
        }
    }

    function testFuzz_anEndIsUndoneWithin10Days(uint24 later, uint24 day) external {
        later %= 40;
        day = uint24(_between(day, TODAY - 3, TODAY + 43));
        _dispense(1);
        vm.warp(block.timestamp + uint256(later) * 1 days);
        if (day > TODAY + later || TODAY + later - day > 10) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryTooLate.selector, day, TODAY + later));
        } else if (day != TODAY) {
            _expectNotHeld(Holders.end(EndState.Dispensed, day, pharmacy.gln), lot, 0, 1);
        }
        _undo(pharmacy, EndState.Dispensed, day, _units(lot, 1));
        _same(_held(_stock, lot), later <= 10 && day == TODAY ? 0xff : 0xfe, "stock");
    }

    function test_anotherInstitutionUndoesNothing() external {
        _dispense(1);
        _expectNotHeld(Holders.end(EndState.Dispensed, TODAY, hospital.gln), lot, 0, 1);
        _undo(hospital, EndState.Dispensed, TODAY, _units(lot, 1));
        _expectNotPermitted(wholesaler, Permission.Dispense);
        _undo(wholesaler, EndState.Dispensed, TODAY, _units(lot, 1));
        _takeAway(pharmacy, Permission.Decommission);
        inventory.undo(EndState.Sampled, TODAY, _units(lot, 1));
    }

    function test_governanceUndoesLaterAndWhatWasGone() external {
        _dispense(1);
        _gone(pharmacy, EndState.Stolen, _stock, _units(lot, 2));
        _gone(pharmacy, EndState.Lost, _stock, _units(lot, 4));
        vm.warp(block.timestamp + 100 days);
        uint128 end = Holders.end(EndState.Dispensed, TODAY, pharmacy.gln);
        _expectTransfer(REGULATOR, end, _stock, IInventory.overrideUndo.selector, _units(lot, 1), 0);
        _override(EndState.Dispensed, _units(lot, 1));
        _override(EndState.Stolen, _units(lot, 2));
        _override(EndState.Lost, _units(lot, 4));
        _same(_held(_stock, lot), 0xff, "all back");
    }

    function test_governanceAloneOverrides() external {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryOnlyGovernance.selector, admins[0]));
        vm.prank(admins[0]);
        inventory.overrideUndo(pharmacy.gln, EndState.Dispensed, TODAY, _units(lot, 1));
        EndState[6] memory never = [
            EndState.None,
            EndState.DispensedInParts,
            EndState.Administered,
            EndState.Destroyed,
            EndState.CommissioningVoided,
            EndState.GoneUnsaleable
        ];
        for (uint256 i; i < 6; ++i) {
            _expectFailed(abi.encodeWithSelector(IInventory.InventoryWrongState.selector, never[i]));
            _override(never[i], _units(lot, 1));
        }
    }

    // --- gone

    function test_stolenAndLostGoodsAreReported() external {
        uint128 end = Holders.end(EndState.Stolen, TODAY, pharmacy.gln);
        _expectTransfer(pharmacy.gln, _stock, end, IInventory.reportGone.selector, _units(lot, 1), 0);
        vm.expectEmit(address(inventory));
        emit IInventory.Reasoned(pharmacy.gln, IInventory.reportGone.selector, "police 17");
        _gone(pharmacy, EndState.Stolen, _stock, _units(lot, 1));
        _same(_held(end, lot), 1, "stolen");
        _recall(lot);
        _gone(pharmacy, EndState.Lost, _stock, _units(lot, 2));
    }

    function test_aReportNeedsStateAndEvidence() external {
        for (uint8 state; state < 12; ++state) {
            if (state == uint8(EndState.Stolen) || state == uint8(EndState.Lost)) continue;
            _expectWrongState(EndState(state));
            _gone(pharmacy, EndState(state), _stock, _units(lot, 1));
        }
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "evidence"));
        vm.prank(pharmacy.account);
        inventory.reportGone(EndState.Lost, _stock, _units(lot, 1), "");
        _takeAway(pharmacy, Permission.Decommission);
        inventory.reportGone(EndState.Lost, _stock, _units(lot, 1), "x");
    }

    function test_whatIsInAContainerOrGoneIsNotReportedFromThere() external {
        uint128[4] memory wrong =
            [0, uint128(pharmacy.gln), Holders.container(CASE), Holders.end(EndState.Dispensed, TODAY, pharmacy.gln)];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadHolder.selector, wrong[i]));
            _gone(pharmacy, EndState.Stolen, wrong[i], _units(lot, 1));
        }
        // Not even a kind of holder that there is: nothing can be there.
        _expectNotHeld(uint128(200) << 120, lot, 0, 1);
        _gone(factory, EndState.Stolen, uint128(200) << 120, _units(lot, 1));
    }

    function test_theFactoryReportsGoodsOfItsOwnLotsAnywhere() external {
        _gone(factory, EndState.Stolen, _stock, _units(lot, 1));
        _same(_held(Holders.end(EndState.Stolen, TODAY, factory.gln), lot), 1, "stolen");
        _expectNotOwner(rival.gln);
        _gone(rival, EndState.Stolen, _stock, _units(lot, 2));
        _expectNotOwner(hospital.gln);
        _gone(hospital, EndState.Stolen, _stock, _units(lot, 2));
        vm.prank(pharmacy.account);
        inventory.pack(_packing(CASE, lot, 2));
        _expectNotOwner(rival.gln);
        _gone(rival, EndState.Stolen, _stock, _boxes(CASE));
        _gone(factory, EndState.Stolen, _stock, _boxes(CASE));
    }

    function test_theSenderReportsALossOnTheWay() external {
        uint128 shipment = _ship(factory, 2, wholesaler, _units(lot, 0x300));
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, lot, factory.gln, wholesaler.gln));
        _gone(wholesaler, EndState.Lost, shipment, _units(lot, 0x100));
        _gone(factory, EndState.Lost, shipment, _units(lot, 0x100));
        _same(inventory.shipmentOf(shipment).units, 1, "under way");
        _same(uint8(inventory.shipmentOf(shipment).state), uint8(ShipmentState.InTransit), "state");
        _gone(factory, EndState.Lost, shipment, _units(lot, 0x200));
        _same(uint8(inventory.shipmentOf(shipment).state), uint8(ShipmentState.Settled), "nothing left");
    }

    // --- commissioned by mistake

    function test_commissioningIsVoided() external {
        uint128 end = Holders.end(EndState.CommissioningVoided, TODAY, factory.gln);
        Goods memory goods = _units(lot, 0x100);
        _expectTransfer(factory.gln, home, end, IInventory.voidCommissioning.selector, goods, 0);
        _void(factory, lot, 0x100);
        _same(_held(end, lot), 0x100, "voided");
        _expectNotHeld(home, lot, type(uint256).max ^ 0x1ff, 1);
        _void(factory, lot, 1);
    }

    function testFuzz_commissioningIsVoidedWithin10Days(uint24 later) external {
        later %= 40;
        vm.warp(block.timestamp + uint256(later) * 1 days);
        if (later > 10) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryTooLate.selector, TODAY, TODAY + later));
        }
        _void(factory, _word(lot, 1), 1);
    }

    function test_onlyOnesOwnSerialisedUnitsAreVoided() external {
        _expectNotVoidable(_quantity(bulk));
        _void(factory, _quantity(bulk), 1);
        _expectNotVoidable(_word(lot, 4));
        _void(factory, _word(lot, 4), 1);
        _expectNotOwner(rival.gln);
        _void(rival, lot, 1);
        _expectNotPermitted(pharmacy, Permission.Commission);
        _void(pharmacy, lot, 1);
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        vm.prank(factory.account);
        inventory.voidCommissioning(new Slice[](0));
    }

    // --- steps

    function _inactive() private pure returns (EndState[4] memory) {
        return [EndState.Exported, EndState.Sampled, EndState.FreeSample, EndState.CheckedOut];
    }

    function _decommission(Party memory by, EndState state, Goods memory goods) private {
        vm.prank(by.account);
        inventory.decommission(state, goods, NOTE);
    }

    function _dispense(uint256 mask) private {
        vm.prank(pharmacy.account);
        inventory.dispense(_slices(lot, mask), NOTE);
    }

    function _undo(Party memory by, EndState state, uint24 day, Goods memory goods) private {
        vm.prank(by.account);
        inventory.undo(state, day, goods);
    }

    function _override(EndState state, Goods memory goods) private {
        _govern(address(inventory), abi.encodeCall(IInventory.overrideUndo, (pharmacy.gln, state, TODAY, goods)));
    }

    function _gone(Party memory by, EndState state, uint128 from, Goods memory goods) private {
        vm.prank(by.account);
        inventory.reportGone(state, from, goods, "police 17");
    }

    function _void(Party memory by, bytes32 word, uint256 mask) private {
        vm.prank(by.account);
        inventory.voidCommissioning(_slices(word, mask));
    }

    function _expectWrongState(EndState state) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryWrongState.selector, state));
    }

    function _expectNotVoidable(bytes32 word) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotVoidable.selector, word));
    }

    function _expectNotOwner(uint64 gln) private {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, lot, factory.gln, gln));
    }
}
