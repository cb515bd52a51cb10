// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission, Refusal} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, Packing, Shipment, ShipmentState} from "../../src/interfaces/IInventory.sol";
import {Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice Receiving in whole or in part, and what becomes of the difference.
contract ReceivingTest is Stocked {
    bytes32 private constant NOTE = keccak256("note");
    uint128 private _id;
    uint128 private _stock;

    function setUp() public override {
        super.setUp();
        _stock = Holders.institution(wholesaler.gln);
        _pack(CASE, lot, 0xf0);
        Goods memory goods = _units(lot, 0xf);
        goods.containers = _ssccs(CASE);
        _id = _ship(factory, 1, wholesaler, goods);
    }

    function test_allIsReceived() external {
        Goods memory goods = _all();
        _expectTransfer(wholesaler.gln, _id, _stock, IInventory.receiveGoods.selector, goods, NOTE);
        _receive(wholesaler, goods, false);
        Shipment memory shipment = inventory.shipmentOf(_id);
        _same(uint8(shipment.state), uint8(ShipmentState.Settled), "state");
        _same(shipment.units + shipment.containers, 0, "nothing under way");
        _same(_held(_stock, lot), 0xf, "units");
        _same(_placeOf(CASE), _stock, "the case");
        _expectState(ShipmentState.Settled);
        _receive(wholesaler, goods, false);
        _expectState(ShipmentState.Settled);
        _reject("late");
        _expectState(ShipmentState.Settled);
        _reclaim(goods);
    }

    function test_theAddresseeAloneReceives() external {
        vm.expectRevert(
            abi.encodeWithSelector(IInventory.InventoryNotReceiver.selector, _id, wholesaler.gln, depot.gln)
        );
        _receive(depot, _all(), false);
        vm.expectRevert(
            abi.encodeWithSelector(IInventory.InventoryNotReceiver.selector, _id, wholesaler.gln, factory.gln)
        );
        _receive(factory, _all(), false);
        uint128 none = _id + 1;
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotReceiver.selector, none, uint64(0), depot.gln));
        vm.prank(depot.account);
        inventory.rejectShipment(none, "x");
        _takeAway(wholesaler, Permission.Receive);
        inventory.receiveGoods(_id, _all(), new Packing[](0), false, NOTE);
    }

    function test_aReceiverSuspendedOnTheWayReceivesNothing() external {
        _suspend(wholesaler);
        _expectRefused(wholesaler.account, wholesaler.gln, Permission.Receive, Refusal.NotActive);
        _receive(wholesaler, _all(), false);
        // The sender has it back.
        vm.prank(factory.account);
        inventory.voidShipping(1, _all());
        _same(_placeOf(CASE), home, "the case");
    }

    function test_onlyWhatIsInTheShipmentIsReceived() external {
        _expectNotHeld(_id, lot, 0xf, 0x10);
        _receive(wholesaler, _units(lot, 0x10), false);
        vm.expectRevert(
            abi.encodeWithSelector(IInventory.InventoryContainerElsewhere.selector, PALLET, uint128(0), _id)
        );
        _receive(wholesaler, _boxes(PALLET), false);
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        Goods memory nothing;
        _receive(wholesaler, nothing, false);
    }

    function test_whatIsMissingIsHeldAndTheRestIsStock() external {
        // Unit 4 is not in the case, and unit 3 not among the loose ones.
        Packing[] memory missing = _packing(CASE, lot, 0x10);
        Goods memory goods = _units(lot, 0x7);
        goods.containers = _ssccs(CASE);
        vm.expectEmit(address(inventory));
        emit IInventory.Unpacked(wholesaler.gln, _id, missing);
        _expectTransfer(wholesaler.gln, _id, _stock, IInventory.receiveGoods.selector, goods, NOTE);
        vm.expectEmit(address(inventory));
        emit IInventory.ShipmentClosed(_id, "");
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, goods, missing, true, NOTE);

        Shipment memory shipment = inventory.shipmentOf(_id);
        _same(uint8(shipment.state), uint8(ShipmentState.Closed), "state");
        _same(shipment.units, 2, "two units to clear");
        _same(shipment.containers, 0, "no container");
        _same(_held(_id, lot), 0x18, "which");
        _same(_listed(CASE, lot), 3, "list");
        _same(_held(_stock, lot), 0x7, "sellable at once");
    }

    function testFuzz_anyPartMayArriveFirst(uint256 shipped, uint256 first) external {
        shipped &= ~uint256(0xff);
        vm.assume(shipped != 0);
        first &= shipped;
        vm.assume(first != 0 && first != shipped);
        _id = _ship(factory, 2, wholesaler, _units(lot, shipped));
        _receive(wholesaler, _units(lot, first), false);
        _same(inventory.shipmentOf(_id).units, _bits(shipped ^ first), "under way");
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.InTransit), "open");
        _expectNotHeld(_id, lot, shipped ^ first, first);
        _receive(wholesaler, _units(lot, first), false);
        _receive(wholesaler, _units(lot, shipped ^ first), true);
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.Settled), "settled");
        _same(_held(_stock, lot), shipped, "all");
    }

    function test_whatIsFoundLaterIsReceivedAfterClosing() external {
        _receive(wholesaler, _units(lot, 0xf), true);
        _receive(wholesaler, _boxes(CASE), true);
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.Settled), "settled");
    }

    function test_theSenderReclaimsTheDifference() external {
        _receive(wholesaler, _units(lot, 0x7), true);
        Goods memory rest = _units(lot, 0x8);
        rest.containers = _ssccs(CASE);
        uint128 aside = Holders.quarantine(factory.gln, factory.gln);
        _expectTransfer(factory.gln, _id, aside, IInventory.reclaim.selector, rest, 0);
        _reclaim(rest);
        _same(_held(aside, lot), 0x8, "to be judged");
        _same(_placeOf(CASE), aside, "the case too");
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.Settled), "settled");
    }

    function test_onlyAClosedShipmentIsReclaimed() external {
        _expectState(ShipmentState.InTransit);
        _reclaim(_all());
        _receive(wholesaler, _units(lot, 0x7), true);
        _expectNotHeld(_id, lot, 0x8, 0x1);
        _reclaim(_units(lot, 0x1));
        vm.expectRevert(
            abi.encodeWithSelector(
                IInventory.InventoryShipmentState.selector, Holders.shipment(depot.gln, 1), ShipmentState.None
            )
        );
        vm.prank(depot.account);
        inventory.reclaim(1, _units(lot, 0x8));
        _takeAway(factory, Permission.Ship);
        inventory.reclaim(1, _units(lot, 0x8));
    }

    function test_aShipmentIsRejected() external {
        vm.expectEmit(address(inventory));
        emit IInventory.ShipmentClosed(_id, "not ordered");
        _reject("not ordered");
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.Closed), "state");
        _expectState(ShipmentState.Closed);
        _reject("again");
        _expectState(ShipmentState.Closed);
        vm.prank(factory.account);
        inventory.voidShipping(1, _all());
        _reclaim(_all());
        _same(_held(Holders.quarantine(factory.gln, factory.gln), lot), 0xf, "back at the sender");
    }

    function test_aRejectionNeedsAReasonAndThePermission() external {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "reason"));
        _reject("");
        _takeAway(wholesaler, Permission.Receive);
        inventory.rejectShipment(_id, "x");
    }

    function test_governanceClosesForAReceiverThatCanNoLongerAct() external {
        _receive(wholesaler, _units(lot, 1), false);
        _suspend(wholesaler);
        Goods memory rest = _units(lot, 0xe);
        rest.containers = _ssccs(CASE);
        _expectState(ShipmentState.InTransit);
        vm.prank(factory.account);
        inventory.voidShipping(1, rest);
        _expectState(ShipmentState.InTransit);
        _reclaim(rest);
        vm.expectEmit(address(inventory));
        emit IInventory.ShipmentClosed(_id, "receiver suspended");
        _closeByGovernance("receiver suspended");
        _reclaim(rest);
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.Settled), "settled");
        _same(_held(Holders.quarantine(factory.gln, factory.gln), lot), 0xe, "to be judged");
        _same(_held(_stock, lot), 1, "what had arrived stays");
    }

    function test_governanceClosesWhatIsUnderWayOnly() external {
        _expectFailed(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "reason"));
        _closeByGovernance("");
        _closeByGovernance("x");
        bytes4 wrong = IInventory.InventoryShipmentState.selector;
        _expectFailed(abi.encodeWithSelector(wrong, _id, ShipmentState.Closed));
        _closeByGovernance("x");
        // It closes, it does not take: the receiver may still find the goods.
        _receive(wholesaler, _all(), false);
        _expectFailed(abi.encodeWithSelector(wrong, _id, ShipmentState.Settled));
        _closeByGovernance("x");
        _expectFailed(abi.encodeWithSelector(wrong, ++_id, ShipmentState.None));
        _closeByGovernance("x");
        // An operator of the regulator alone is no governance.
        _expectRefused(admins[0], REGULATOR, Permission.Receive, Refusal.NotPermitted);
        vm.prank(admins[0]);
        inventory.rejectShipment(_id, "x");
    }

    function test_missingUnitsAreInContainersOfTheShipment() external {
        _pack(CASE_2, lot, 0x100);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryContainerElsewhere.selector, CASE_2, home, _id));
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, _all(), _packing(CASE_2, lot, 0x100), false, NOTE);
    }

    function test_aUnitMissingInANestedCaseIsTakenOutOfAllLists() external {
        _pack(CASE_2, lot, 0xf00);
        _nest(PALLET, CASE_2);
        _id = _ship(factory, 2, wholesaler, _boxes(PALLET));
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, _boxes(PALLET), _packing(CASE_2, lot, 0x100), true, NOTE);
        _same(_listed(PALLET, lot), 3, "outer");
        _same(_listed(CASE_2, lot), 3, "inner");
        _same(inventory.shipmentOf(_id).units, 1, "one to clear");
        _same(inventory.rootOf(CASE_2), _stock, "the rest has arrived");
    }

    /// @dev More units than a shipment can count: refused, not counted short.
    function test_missingUnitsAreCountedInFull() external {
        Packing[] memory both = new Packing[](2);
        for (uint256 i; i < 2; ++i) {
            uint32 amount = i == 0 ? type(uint32).max : 2;
            vm.prank(factory.account);
            bytes32 id = catalogue.registerLot(GTIN, i == 0 ? "B1" : "B2", TODAY, EXPIRY, amount, false, "Nuremberg");
            vm.prank(factory.account);
            catalogue.commissionQuantity(id, amount);
            both[i] = Packing(CASE_2, _quantity(id), amount);
        }
        vm.prank(factory.account);
        inventory.pack(both);
        _id = _ship(factory, 2, wholesaler, _boxes(CASE_2));
        uint256 all = uint256(type(uint32).max) + 2;
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, uint8(32), all));
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, _boxes(CASE_2), both, false, NOTE);
        both[0].mask = 7;
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, _boxes(CASE_2), both, false, NOTE);
        _same(inventory.shipmentOf(_id).units, 9, "to clear");
    }

    // --- steps

    function _all() private view returns (Goods memory goods) {
        goods = _units(lot, 0xf);
        goods.containers = _ssccs(CASE);
    }

    function _receive(Party memory by, Goods memory goods, bool close) private {
        vm.prank(by.account);
        inventory.receiveGoods(_id, goods, new Packing[](0), close, NOTE);
    }

    function _reject(string memory reason) private {
        vm.prank(wholesaler.account);
        inventory.rejectShipment(_id, reason);
    }

    function _closeByGovernance(string memory reason) private {
        _govern(address(inventory), abi.encodeCall(IInventory.rejectShipment, (_id, reason)));
    }

    function _reclaim(Goods memory goods) private {
        vm.prank(factory.account);
        inventory.reclaim(1, goods);
    }

    function _expectState(ShipmentState state) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryShipmentState.selector, _id, state));
    }
}
