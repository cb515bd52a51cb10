// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Licence, Permission, Refusal} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, Packing, Purpose, Shipment, ShipmentState, Slice} from "../../src/interfaces/IInventory.sol";
import {Hold} from "../../src/interfaces/ILots.sol";
import {Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice Sending goods, and taking a shipment back.
contract ShippingTest is Stocked {
    bytes32 private constant NOTE = keccak256("note");
    uint128 private _id;

    function setUp() public override {
        super.setUp();
        _id = Holders.shipment(factory.gln, 1);
    }

    function test_goodsAreShipped() external {
        _pack(CASE, lot, 3);
        Goods memory goods = _units(lot, 4);
        goods.containers = _ssccs(CASE);
        vm.expectEmit(address(inventory));
        emit IInventory.Shipped(_id, factory.gln, wholesaler.gln, Purpose.Supply);
        _expectTransfer(factory.gln, home, _id, IInventory.ship.selector, goods, NOTE);
        vm.prank(factory.account);
        inventory.ship(1, wholesaler.gln, Purpose.Supply, goods, NOTE);

        Shipment memory shipment = inventory.shipmentOf(_id);
        _same(shipment.sender, factory.gln, "sender");
        _same(shipment.receiver, wholesaler.gln, "receiver");
        _same(shipment.containers, 1, "containers");
        _same(shipment.units, 1, "loose units");
        _same(uint8(shipment.state), uint8(ShipmentState.InTransit), "state");
        _false(shipment.touched, "untouched");
        _same(_placeOf(CASE), _id, "the case");
        _same(_held(_id, lot), 4, "the units");
    }

    function test_aSenderShipsWhatItHolds() external {
        _expectNotHeld(Holders.institution(wholesaler.gln), lot, 0, 1);
        _send(wholesaler, 1, depot.gln, Purpose.Supply, _units(lot, 1));
        _expectElsewhere(CASE, 0);
        _send(factory, 1, depot.gln, Purpose.Return, _boxes(CASE));
        _supply(wholesaler, 9, _units(lot, 2));
        vm.prank(wholesaler.account);
        inventory.pack(_packing(CASE, lot, 2));
        _expectElsewhere(CASE, Holders.institution(wholesaler.gln));
        _send(factory, 2, depot.gln, Purpose.Supply, _boxes(CASE));
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryEmptySlice.selector, lot));
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 0));
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        Goods memory nothing;
        _send(factory, 1, depot.gln, Purpose.Supply, nothing);
        _expectNotHeld(home, _quantity(bulk), 1000, 1001);
        _send(factory, 1, depot.gln, Purpose.Supply, _units(_quantity(bulk), 1001));
    }

    /// @dev No lot says what was in it: it goes back as it is, but is not supplied.
    function test_anEmptyContainerIsNotSupplied() external {
        _expectHeldBack(0, Hold.UnknownLot);
        _send(factory, 1, depot.gln, Purpose.Supply, _boxes(CASE));
        _pack(CASE, lot, 1);
        vm.prank(factory.account);
        inventory.unpack(home, _packing(CASE, lot, 1));
        Goods memory goods = _units(lot, 1);
        goods.containers = _ssccs(CASE);
        _expectHeldBack(0, Hold.UnknownLot);
        _send(factory, 1, depot.gln, Purpose.Supply, goods);
        _send(factory, 1, depot.gln, Purpose.Return, goods);
        vm.prank(depot.account);
        inventory.receiveGoods(_id, goods, new Packing[](0), true, 0);
        _same(_placeOf(CASE), Holders.returned(depot.gln), "back");
    }

    function test_aContainerIsFilledAnewWhereItStands() external {
        _pack(CASE, lot, 3);
        _supply(wholesaler, 1, _boxes(CASE));
        uint128 stock = Holders.institution(wholesaler.gln);
        vm.prank(wholesaler.account);
        inventory.unpack(stock, _packing(CASE, lot, 3));
        _expectElsewhere(CASE, stock);
        _pack(CASE, lot, 4);
        vm.prank(wholesaler.account);
        inventory.pack(_packing(CASE, lot, 1));
        _same(_listed(CASE, lot), 1, "only what is in it now");
        _send(wholesaler, 1, depot.gln, Purpose.Supply, _boxes(CASE));
    }

    function test_aNestedContainerDoesNotShipAlone() external {
        _pack(CASE, lot, 1);
        _nest(PALLET, CASE);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInventory.InventoryContainerElsewhere.selector, CASE, Holders.container(PALLET), home
            )
        );
        _send(factory, 1, depot.gln, Purpose.Supply, _boxes(CASE));
        _send(factory, 1, depot.gln, Purpose.Supply, _boxes(PALLET));
        _same(inventory.rootOf(CASE), _id, "children follow their root");
    }

    function test_aSenderNeedsThePermission() external {
        _takeAway(factory, Permission.Ship);
        inventory.ship(1, depot.gln, Purpose.Supply, _units(lot, 1), NOTE);
    }

    function test_nobodyShipsToItself() external {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryToItself.selector, factory.gln));
        _send(factory, 1, factory.gln, Purpose.Supply, _units(lot, 1));
    }

    function test_theReceiverMustBeLicensedNow() external {
        _expectRefused(address(0), STRANGER, Permission.Receive, Refusal.NotActive);
        _send(factory, 1, STRANGER, Purpose.Supply, _units(lot, 1));
        _suspend(depot);
        _expectRefused(address(0), depot.gln, Permission.Receive, Refusal.NotActive);
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 1));
        _forbid(rival, Permission.Receive);
        _expectRefused(address(0), rival.gln, Permission.Receive, Refusal.NotPermitted);
        _send(factory, 1, rival.gln, Purpose.Supply, _units(lot, 1));
        Licence[] memory lapsed = _licences(type(uint32).max, 0, uint48(block.timestamp - 1));
        _govern(address(institutions), abi.encodeCall(IInstitutions.setLicences, (pharmacy.gln, lapsed)));
        _expectRefused(address(0), pharmacy.gln, Permission.Receive, Refusal.NotLicensed);
        _send(factory, 1, pharmacy.gln, Purpose.Supply, _units(lot, 1));
    }

    function test_aSuspendedSenderShipsNothing() external {
        _suspend(factory);
        _expectRefused(factory.account, factory.gln, Permission.Ship, Refusal.NotActive);
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 1));
    }

    function test_aNumberIsUsedOnceBySender() external {
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 3));
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryShipmentTaken.selector, _id));
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 4));
        vm.prank(depot.account);
        inventory.receiveGoods(_id, _units(lot, 3), new Packing[](0), true, 0);
        _send(depot, 1, wholesaler.gln, Purpose.Supply, _units(lot, 1));
    }

    function test_onlyCleanLotsAreSupplied() external {
        _pack(CASE, bulk | bytes32(uint256(0xffffffff)), 5);
        _nest(PALLET, CASE);
        _recall(bulk);
        _expectHeldBack(bulk, Hold.LotRecalled);
        _send(factory, 1, depot.gln, Purpose.Supply, _units(_quantity(bulk), 1));
        // Seen without opening the pallet.
        _expectHeldBack(bulk, Hold.LotRecalled);
        _send(factory, 1, depot.gln, Purpose.Supply, _boxes(PALLET));
        Goods memory mixed = _units(lot, 1);
        mixed.containers = _ssccs(PALLET);
        _expectHeldBack(bulk, Hold.LotRecalled);
        _send(factory, 1, depot.gln, Purpose.Supply, mixed);
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 1));
        _expire();
        _expectHeldBack(lot, Hold.Expired);
        _send(factory, 2, depot.gln, Purpose.Supply, _units(lot, 2));
        _withdraw();
        _expectHeldBack(lot, Hold.ProductWithdrawn);
        _send(factory, 2, depot.gln, Purpose.Supply, _units(lot, 2));
    }

    function test_whatMayNotBeSoldMayGoBack() external {
        _recall(lot);
        _send(factory, 1, depot.gln, Purpose.Return, _units(lot, 1));
        vm.prank(depot.account);
        inventory.receiveGoods(_id, _units(lot, 1), new Packing[](0), true, 0);
        _same(_held(Holders.returned(depot.gln), lot), 1, "not among what may be sold");
    }

    function test_aShipmentIsVoidedBeforeItArrives() external {
        _pack(CASE, lot, 3);
        Goods memory goods = _units(lot, 4);
        goods.containers = _ssccs(CASE);
        _send(factory, 1, depot.gln, Purpose.Supply, goods);
        _expectTransfer(factory.gln, _id, home, IInventory.voidShipping.selector, goods, 0);
        vm.expectEmit(address(inventory));
        emit IInventory.ShippingVoided(_id);
        _void(factory, goods);
        _same(uint8(inventory.shipmentOf(_id).state), uint8(ShipmentState.Voided), "state");
        _same(_placeOf(CASE), home, "the case is back");
        _same(_held(home, lot), type(uint256).max ^ 3, "the units are back");
        _expectState(ShipmentState.Voided);
        _void(factory, goods);
        // Its number stays used.
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryShipmentTaken.selector, _id));
        _send(factory, 1, depot.gln, Purpose.Supply, goods);
        _expectState(ShipmentState.Voided);
        vm.prank(depot.account);
        inventory.receiveGoods(_id, goods, new Packing[](0), true, 0);
    }

    function test_aShipmentIsVoidedAsAWhole() external {
        _pack(CASE, lot, 3);
        Goods memory goods = _units(lot, 12);
        goods.containers = _ssccs(CASE);
        _send(factory, 1, depot.gln, Purpose.Supply, goods);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryIncomplete.selector, _id, uint32(1), uint32(1)));
        _void(factory, _units(lot, 4));
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryIncomplete.selector, _id, uint32(0), uint32(2)));
        _void(factory, _boxes(CASE));
    }

    function test_theSenderAloneVoidsItsShipment() external {
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 3));
        // Another's number 1 is another shipment.
        vm.expectRevert(
            abi.encodeWithSelector(
                IInventory.InventoryShipmentState.selector, Holders.shipment(depot.gln, 1), ShipmentState.None
            )
        );
        _void(depot, _units(lot, 3));
        _takeAway(factory, Permission.Ship);
        inventory.voidShipping(1, _units(lot, 3));
    }

    function test_aShipmentPartlyReceivedIsNotVoided() external {
        _send(factory, 1, depot.gln, Purpose.Supply, _units(lot, 3));
        vm.prank(depot.account);
        inventory.receiveGoods(_id, _units(lot, 1), new Packing[](0), false, 0);
        _expectState(ShipmentState.InTransit);
        _void(factory, _units(lot, 2));
    }

    function testFuzz_aShipmentCountsItsLooseUnits(uint256 mask, uint32 quantity) external {
        vm.assume(mask != 0);
        quantity = uint32(_between(quantity, 1, 1000));
        Goods memory goods;
        goods.units = new Slice[](2);
        goods.units[0] = Slice(lot, mask);
        goods.units[1] = Slice(_quantity(bulk), quantity);
        _send(factory, 1, depot.gln, Purpose.Supply, goods);
        _same(inventory.shipmentOf(_id).units, _bits(mask) + quantity, "units");
        _same(_held(_id, _quantity(bulk)), quantity, "quantity");
        _void(factory, goods);
        _same(_held(home, lot), type(uint256).max, "all back");
        _same(_held(home, _quantity(bulk)), 1000, "all back");
    }

    // --- steps

    function _expectElsewhere(uint64 sscc, uint128 place) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryContainerElsewhere.selector, sscc, place, home));
    }

    function _send(Party memory from, uint64 number, uint64 receiver, Purpose purpose, Goods memory goods) private {
        vm.prank(from.account);
        inventory.ship(number, receiver, purpose, goods, NOTE);
    }

    function _void(Party memory by, Goods memory goods) private {
        vm.prank(by.account);
        inventory.voidShipping(1, goods);
    }

    function _expectState(ShipmentState state) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryShipmentState.selector, _id, state));
    }
}
