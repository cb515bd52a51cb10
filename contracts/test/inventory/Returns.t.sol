// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, Packing, Purpose, UnitProof} from "../../src/interfaces/IInventory.sol";
import {Hold} from "../../src/interfaces/ILots.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice Goods set aside, and goods that come back.
contract ReturnsTest is Stocked {
    bytes32 private constant NOTE = keccak256("note");
    uint128 private _stock;
    uint128 private _sold;
    uint128 private _back;
    uint128 private _aside;

    function setUp() public override {
        super.setUp();
        _supply(pharmacy, 1, _units(lot, 0xff));
        _stock = Holders.institution(pharmacy.gln);
        _sold = Holders.end(EndState.Dispensed, TODAY, pharmacy.gln);
        _back = Holders.returned(pharmacy.gln);
        _aside = Holders.quarantine(pharmacy.gln, pharmacy.gln);
        vm.prank(pharmacy.account);
        inventory.dispense(_slices(lot, 3), NOTE);
    }

    // --- quarantine

    function test_goodsAreSetAsideAndReleasedByTheirHolder() external {
        Goods memory goods = _units(lot, 0xc);
        _expectTransfer(pharmacy.gln, _stock, _aside, IInventory.quarantine.selector, goods, 0);
        vm.expectEmit(address(inventory));
        emit IInventory.Reasoned(pharmacy.gln, IInventory.quarantine.selector, "damp");
        _quarantine(pharmacy.account, pharmacy.gln, goods);
        _expectNotHeld(_stock, lot, 0xf0, 4);
        vm.prank(pharmacy.account);
        inventory.dispense(_slices(lot, 4), NOTE);
        vm.warp(block.timestamp + 300 days);
        _expectTransfer(pharmacy.gln, _aside, _stock, IInventory.release.selector, goods, 0);
        _release(pharmacy.account, pharmacy.gln, pharmacy.gln, goods);
        _same(_held(_stock, lot), 0xfc, "sellable again");
    }

    function test_theRegulatorSetsAsideAnyonesGoods() external {
        uint128 byRegulator = Holders.quarantine(REGULATOR, pharmacy.gln);
        _quarantine(admins[0], pharmacy.gln, _units(lot, 0xc));
        _same(_held(byRegulator, lot), 0xc, "set aside");
        _expectNotYours(REGULATOR, pharmacy.gln);
        _release(pharmacy.account, REGULATOR, pharmacy.gln, _units(lot, 4));
        _expectNotHeld(_aside, lot, 0, 4);
        _release(pharmacy.account, pharmacy.gln, pharmacy.gln, _units(lot, 4));
        _expectTransfer(REGULATOR, byRegulator, _stock, IInventory.release.selector, _units(lot, 4), 0);
        _release(admins[1], REGULATOR, pharmacy.gln, _units(lot, 4));
        // What a holder set aside the regulator may release too.
        _quarantine(pharmacy.account, pharmacy.gln, _units(lot, 4));
        _release(admins[1], pharmacy.gln, pharmacy.gln, _units(lot, 4));
    }

    function test_othersSetNothingAside() external {
        _expectNotYours(pharmacy.gln, factory.gln);
        _quarantine(factory.account, pharmacy.gln, _units(lot, 4));
        _quarantine(pharmacy.account, pharmacy.gln, _units(lot, 4));
        _expectNotYours(pharmacy.gln, factory.gln);
        _release(factory.account, pharmacy.gln, pharmacy.gln, _units(lot, 4));
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "reason"));
        vm.prank(pharmacy.account);
        inventory.quarantine(pharmacy.gln, _units(lot, 8), "");
        _takeAway(pharmacy, Permission.Quarantine);
        inventory.quarantine(pharmacy.gln, _units(lot, 8), "damp");
        vm.prank(pharmacy.account);
        _expectNotPermitted(pharmacy, Permission.Quarantine);
        inventory.release(pharmacy.gln, pharmacy.gln, _units(lot, 4));
    }

    // --- back from a patient

    function test_aDispensedPackComesBackProven() external {
        UnitProof[] memory proofs = _proofs(lot, 1);
        _expectTransfer(pharmacy.gln, _sold, _back, IInventory.returnDispensed.selector, _units(lot, 2), NOTE);
        _return(TODAY, EXPIRY, proofs);
        _same(_held(_back, lot), 2, "to be judged");
        _expectNotHeld(_sold, lot, 1, 2);
        _return(TODAY, EXPIRY, proofs);

        _expectTransfer(pharmacy.gln, _back, _stock, IInventory.acceptReturn.selector, _units(lot, 2), 0);
        _accept(EXPIRY, proofs);
        _same(_held(_stock, lot), 0xfe, "sellable again");
    }

    function test_allThatIsPrintedOnAPackIsChecked() external {
        UnitProof[] memory proofs = _proofs(lot, 1);
        _expectExpiry(lot, EXPIRY);
        _return(TODAY, EXPIRY - 1, proofs);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryExpiryDiffers.selector, _word(lot, 1), 0));
        vm.prank(pharmacy.account);
        inventory.returnDispensed(TODAY, _word(lot, 1), 0, proofs, NOTE);
        proofs[0].leaf = _leaf(lot, 0);
        _expectBadProof(lot, 1);
        _return(TODAY, EXPIRY, proofs);
        proofs = _proofs(lot, 1);
        proofs[0].index = 2;
        _expectBadProof(lot, 2);
        _return(TODAY, EXPIRY, proofs);
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        _return(TODAY, EXPIRY, new UnitProof[](0));
        // A pack still in stock was not sold.
        _expectNotHeld(_sold, lot, 3, 4);
        _return(TODAY, EXPIRY, _proofs(lot, 2));
    }

    function testFuzz_aPackComesBackWithin10Days(uint24 later) external {
        later %= 40;
        vm.warp(block.timestamp + uint256(later) * 1 days);
        UnitProof[] memory proofs = _proofs(lot, 1);
        if (later > 10) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryTooLate.selector, TODAY, TODAY + later));
        }
        _return(TODAY, EXPIRY, proofs);
        _same(_held(_back, lot), later > 10 ? 0 : 2, "returned");
    }

    function test_aRecalledPackComesBackAndIsNotSoldAgain() external {
        _recall(lot);
        UnitProof[] memory proofs = _proofs(lot, 1);
        _return(TODAY, EXPIRY, proofs);
        _expectHeldBack(lot, Hold.LotRecalled);
        _accept(EXPIRY, proofs);
    }

    function test_anExpiredPackIsNotSoldAgain() external {
        UnitProof[] memory proofs = _proofs(lot, 1);
        _return(TODAY, EXPIRY, proofs);
        _expire();
        _expectHeldBack(lot, Hold.Expired);
        _accept(EXPIRY, proofs);
    }

    function test_acceptingNeedsProofAndExpiryAgain() external {
        UnitProof[] memory proofs = _proofs(lot, 1);
        _return(TODAY, EXPIRY, proofs);
        _expectExpiry(lot, EXPIRY);
        _accept(EXPIRY + 1, proofs);
        proofs[0].proof[0] ^= bytes32(uint256(1));
        _expectBadProof(lot, 1);
        _accept(EXPIRY, proofs);
        proofs = _proofs(lot, 0);
        _expectNotHeld(_back, lot, 2, 1);
        _accept(EXPIRY, proofs);
    }

    function test_returnsNeedThePermission() external {
        UnitProof[] memory proofs = _proofs(lot, 1);
        _takeAway(pharmacy, Permission.Return);
        inventory.returnDispensed(TODAY, lot, EXPIRY, proofs, NOTE);
        vm.prank(pharmacy.account);
        _expectNotPermitted(pharmacy, Permission.Return);
        inventory.acceptReturn(lot, EXPIRY, proofs);
        vm.prank(pharmacy.account);
        _expectNotPermitted(pharmacy, Permission.Return);
        inventory.acceptReturnedQuantity(bulk, EXPIRY, 1);
        vm.prank(pharmacy.account);
        _expectNotPermitted(pharmacy, Permission.Return);
        inventory.rejectReturn(_units(lot, 1), "x");
    }

    function test_aRefusedReturnIsKeptApart() external {
        _return(TODAY, EXPIRY, _proofs(lot, 1));
        uint128 refused = Holders.rejected(pharmacy.gln);
        _expectTransfer(pharmacy.gln, _back, refused, IInventory.rejectReturn.selector, _units(lot, 2), 0);
        vm.expectEmit(address(inventory));
        emit IInventory.Reasoned(pharmacy.gln, IInventory.rejectReturn.selector, "opened");
        _reject("opened");
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "reason"));
        _reject("");
        _expectNotHeld(_back, lot, 0, 2);
        _reject("opened");
        _same(_held(refused, lot), 2, "refused");
    }

    function test_aRefusedReturnIsNotSoldUnproven() external {
        UnitProof[] memory proofs = _proofs(lot, 1);
        _return(TODAY, EXPIRY, proofs);
        _reject("opened");
        Goods memory goods = _units(lot, 2);
        _expectNotHeld(_aside, lot, 0, 2);
        _release(pharmacy.account, pharmacy.gln, pharmacy.gln, goods);
        _expectNotHeld(Holders.quarantine(REGULATOR, pharmacy.gln), lot, 0, 2);
        _release(admins[0], REGULATOR, pharmacy.gln, goods);
        _expectNotHeld(_back, lot, 0, 2);
        _accept(EXPIRY, proofs);
        _expectNotHeld(_sold, lot, 1, 2);
        vm.prank(pharmacy.account);
        inventory.undo(EndState.Dispensed, TODAY, goods);
        _expectNotHeld(_stock, lot, 0xfc, 2);
        vm.prank(pharmacy.account);
        inventory.dispense(goods.units, NOTE);
    }

    // --- back from a buyer

    function test_aReturnShipmentIsJudgedBeforeItIsSold() external {
        vm.prank(pharmacy.account);
        inventory.pack(_packing(CASE, lot, 0xc));
        vm.prank(pharmacy.account);
        inventory.ship(1, factory.gln, Purpose.Return, _boxes(CASE), NOTE);
        vm.prank(factory.account);
        inventory.receiveGoods(Holders.shipment(pharmacy.gln, 1), _boxes(CASE), new Packing[](0), true, NOTE);
        uint128 back = Holders.returned(factory.gln);
        _same(_placeOf(CASE), back, "to be judged");
        vm.prank(factory.account);
        inventory.unpack(back, _packing(CASE, lot, 0xc));
        UnitProof[] memory proofs = _proofs(lot, 2);
        vm.prank(factory.account);
        inventory.acceptReturn(lot, EXPIRY, proofs);
        vm.prank(factory.account);
        inventory.rejectReturn(_units(lot, 8), "opened");
        _same(_held(home, lot) & 0xc, 4, "one back on sale");
    }

    function test_unitsWithoutSerialsComeBack() external {
        _supply(pharmacy, 2, _units(_quantity(bulk), 10));
        vm.prank(pharmacy.account);
        inventory.ship(1, factory.gln, Purpose.Return, _units(_quantity(bulk), 10), NOTE);
        vm.prank(factory.account);
        inventory.receiveGoods(
            Holders.shipment(pharmacy.gln, 1), _units(_quantity(bulk), 10), new Packing[](0), true, NOTE
        );
        _expectExpiry(bulk, EXPIRY);
        _acceptQuantity(EXPIRY - 1, 4);
        Goods memory goods = _units(_quantity(bulk), 4);
        uint128 back = Holders.returned(factory.gln);
        _expectTransfer(factory.gln, back, home, IInventory.acceptReturnedQuantity.selector, goods, 0);
        _acceptQuantity(EXPIRY, 4);
        _expectNotHeld(back, _quantity(bulk), 6, 7);
        _acceptQuantity(EXPIRY, 7);
        _recall(bulk);
        _expectHeldBack(bulk, Hold.LotRecalled);
        _acceptQuantity(EXPIRY, 1);
    }

    // --- steps

    function _quarantine(address by, uint64 gln, Goods memory goods) private {
        vm.prank(by);
        inventory.quarantine(gln, goods, "damp");
    }

    function _release(address by, uint64 setter, uint64 gln, Goods memory goods) private {
        vm.prank(by);
        inventory.release(setter, gln, goods);
    }

    function _return(uint24 day, uint24 expiry, UnitProof[] memory proofs) private {
        vm.prank(pharmacy.account);
        inventory.returnDispensed(day, lot, expiry, proofs, NOTE);
    }

    function _accept(uint24 expiry, UnitProof[] memory proofs) private {
        vm.prank(pharmacy.account);
        inventory.acceptReturn(lot, expiry, proofs);
    }

    function _acceptQuantity(uint24 expiry, uint32 quantity) private {
        vm.prank(factory.account);
        inventory.acceptReturnedQuantity(bulk, expiry, quantity);
    }

    function _reject(string memory reason) private {
        vm.prank(pharmacy.account);
        inventory.rejectReturn(_units(lot, 2), reason);
    }

    function _expectNotYours(uint64 gln, uint64 caller) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, Holders.institution(gln), caller));
    }

    function _expectExpiry(bytes32 id, uint24 expiry) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryExpiryDiffers.selector, id, expiry));
    }

    function _expectBadProof(bytes32 id, uint32 index) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadProof.selector, id, index));
    }
}
