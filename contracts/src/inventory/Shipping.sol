// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../interfaces/IInstitutions.sol";
import {Goods, Packing, Purpose, Shipment, ShipmentState} from "../interfaces/IInventory.sol";
import {Holders} from "../lib/Holders.sol";
import {Stock} from "./Stock.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice Hand-over from one institution to another. A shipment is a container with an addressee.
abstract contract Shipping is Stock {
    function ship(uint64 number, uint64 receiver, Purpose purpose, Goods calldata goods, bytes32 note) external {
        uint64 caller = _caller(Permission.Ship);
        if (receiver == caller) revert InventoryToItself(caller);
        institutions.checkInstitution(receiver, Permission.Receive);
        if (purpose == Purpose.Supply) _requireCleanGoods(goods);
        uint128 id = Holders.shipment(caller, number);
        Shipment storage shipment = _shipments[id];
        if (shipment.state != ShipmentState.None) revert InventoryShipmentTaken(id);

        shipment.sender = caller;
        shipment.receiver = receiver;
        shipment.purpose = purpose;
        shipment.state = ShipmentState.InTransit;
        emit Shipped(id, caller, receiver, purpose);
        _transfer(caller, Holders.institution(caller), id, goods.containers, goods.units, note);
    }

    function voidShipping(uint64 number, Goods calldata goods) external {
        uint64 caller = _caller(Permission.Ship);
        uint128 id = Holders.shipment(caller, number);
        Shipment storage shipment = _shipments[id];
        if (shipment.state != ShipmentState.InTransit || shipment.touched) {
            revert InventoryShipmentState(id, shipment.state);
        }
        _transfer(caller, id, Holders.institution(caller), goods.containers, goods.units, bytes32(0));
        if (shipment.containers != 0 || shipment.units != 0) {
            revert InventoryIncomplete(id, shipment.containers, shipment.units);
        }
        shipment.state = ShipmentState.Voided;
        emit ShippingVoided(id);
    }

    function receiveGoods(uint128 id, Goods calldata goods, Packing[] calldata missing, bool close, bytes32 note)
        external
    {
        (uint64 caller, Shipment storage shipment) = _addressed(id);
        if (missing.length > 0) {
            shipment.units += SafeCast.toUint32(_takeOut(id, missing));
            emit Unpacked(caller, id, missing);
        }
        // What comes back is judged before it may be sold again.
        uint128 to = shipment.purpose == Purpose.Return ? Holders.returned(caller) : Holders.institution(caller);
        _transfer(caller, id, to, goods.containers, goods.units, note);
        if (close && shipment.state == ShipmentState.InTransit) _close(id, shipment, "");
    }

    function rejectShipment(uint128 id, string calldata reason) external {
        if (!_isGovernance()) _addressed(id);
        Shipment storage shipment = _shipments[id];
        if (shipment.state != ShipmentState.InTransit) revert InventoryShipmentState(id, shipment.state);
        if (bytes(reason).length == 0) revert InventoryMissing("reason");
        _close(id, shipment, reason);
    }

    function reclaim(uint64 number, Goods calldata goods) external {
        uint64 caller = _caller(Permission.Ship);
        uint128 id = Holders.shipment(caller, number);
        Shipment storage shipment = _shipments[id];
        if (shipment.state != ShipmentState.Closed) revert InventoryShipmentState(id, shipment.state);
        _transfer(caller, id, Holders.quarantine(caller, caller), goods.containers, goods.units, bytes32(0));
    }

    function shipmentOf(uint128 id) external view returns (Shipment memory) {
        return _shipments[id];
    }

    function _close(uint128 id, Shipment storage shipment, string memory reason) private {
        shipment.state = ShipmentState.Closed;
        shipment.touched = true;
        emit ShipmentClosed(id, reason);
    }

    /// @dev A shipment under way, or with a difference to clear, that is addressed to the caller.
    function _addressed(uint128 id) private view returns (uint64 caller, Shipment storage shipment) {
        caller = _caller(Permission.Receive);
        shipment = _shipments[id];
        if (shipment.receiver != caller) revert InventoryNotReceiver(id, shipment.receiver, caller);
        if (shipment.state != ShipmentState.InTransit && shipment.state != ShipmentState.Closed) {
            revert InventoryShipmentState(id, shipment.state);
        }
    }
}
