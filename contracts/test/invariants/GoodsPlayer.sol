// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Goods, IInventory, Packing, Purpose, Shipment, ShipmentState} from "../../src/interfaces/IInventory.sol";
import {ILots} from "../../src/interfaces/ILots.sol";
import {HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Player} from "./Player.sol";

/// @notice Plays making, packing and shipping.
abstract contract GoodsPlayer is Player {
    using Holders for uint128;

    uint256 private constant MOST_LOTS = 10;
    uint256 private constant MOST_BOXES = 12;

    mapping(bytes32 lot => uint32) private _runs;
    uint64 private _number;

    function _registerLot() internal {
        if (lots.length >= MOST_LOTS) return _commission();
        bool first = _one(2);
        uint24 expiry = _today() + uint24(1 + _random(_one(3) ? 15 : 900));
        string memory number = string(abi.encodePacked("R", bytes1(uint8(65 + lots.length))));
        bytes memory call = abi.encodeCall(
            ILots.registerLot, (first ? GTIN : OTHER_GTIN, number, _today(), expiry, 4000, !_one(4), "Nuremberg")
        );
        _do("registerLot", _partyOf(first ? factory.gln : rival.gln), address(catalogue), call);
    }

    function _commission() internal {
        bytes32 id = lots[_random(lots.length)];
        Party memory maker = _partyOf(gtinOf[id] == GTIN ? factory.gln : rival.gln);
        if (!catalogue.lotOf(id).serialised) {
            bytes memory quantity = abi.encodeCall(ILots.commissionQuantity, (id, uint32(1 + _random(300))));
            _do("commissionQuantity", maker, address(catalogue), quantity);
            return;
        }
        // The fixture used run 0 of its lot; a number in use is tried at times.
        uint32 run = _one(24) ? 0 : ++_runs[id];
        bytes32[] memory leaves = _leaves(id, run, uint32(1 + _random(_one(3) ? 300 : 20)));
        _do("commission", maker, address(catalogue), abi.encodeCall(ILots.commission, (id, run, leaves)));
    }

    function _packSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Institution, 0);
        if (!found) return;
        uint64 sscc = _boxAt(pair.holder);
        bytes memory call = abi.encodeCall(IInventory.pack, (_packing(sscc, pair.word, _some(pair))));
        _do("pack", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _unpackSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Container, 0);
        if (!found) return;
        uint64 sscc = pair.holder.ssccOf();
        uint128 root = _rootOf(sscc);
        bytes memory call = abi.encodeCall(IInventory.unpack, (root, _packing(sscc, pair.word, _some(pair))));
        _do("unpack", _partyOf(root.glnOf()), address(inventory), call);
    }

    function _nestOne() internal {
        (bool found, uint64 child) = _anyBox(HolderKind.Institution);
        if (!found) return;
        uint64 parent = _boxAt(placeOf[child]);
        for (uint256 i; parent == child && i < 4; ++i) {
            parent = _boxAt(placeOf[child]);
        }
        bytes memory call = abi.encodeCall(IInventory.nest, (parent, _ssccs(child)));
        _do("nest", _partyOf(placeOf[child].glnOf()), address(inventory), call);
    }

    function _denestOne() internal {
        (bool found, uint64 child) = _anyBox(HolderKind.Container);
        if (!found) return;
        uint64 parent = placeOf[child].ssccOf();
        uint128 root = _rootOf(parent);
        bytes memory call = abi.encodeCall(IInventory.denest, (root, parent, _ssccs(child)));
        _do("denest", _partyOf(root.glnOf()), address(inventory), call);
    }

    function _shipSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Institution, 0);
        if (!found) return;
        Goods memory goods = _someGoods(pair);
        Purpose purpose = _one(4) ? Purpose.Return : Purpose.Supply;
        // Half of all goods go where patients are.
        Party memory receiver = _one(2) ? (_one(2) ? pharmacy : hospital) : _anyParty();
        bytes memory call = abi.encodeCall(IInventory.ship, (_number++, receiver.gln, purpose, goods, bytes32(0)));
        _do("ship", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _shipBox() internal {
        (bool found, uint64 sscc) = _anyBox(HolderKind.Institution);
        if (!found) return;
        Party memory receiver = _anyParty();
        bytes memory call =
            abi.encodeCall(IInventory.ship, (_number++, receiver.gln, Purpose.Supply, _boxes(sscc), bytes32(0)));
        _do("ship", _partyOf(placeOf[sscc].glnOf()), address(inventory), call);
    }

    function _receiveSome() internal {
        (bool found, uint128 id, Shipment memory shipment) = _anyShipment(ShipmentState.InTransit);
        if (!found || _one(8)) (found, id, shipment) = _anyShipment(ShipmentState.Closed);
        if (!found) return;
        Goods memory goods = _allAt(id);
        Packing[] memory missing = new Packing[](0);
        if (_one(3)) {
            // The last slice comes in part, or the last of something not at all.
            uint256 count = goods.units.length;
            if (count > 0 && _one(2)) goods.units[count - 1].mask = _some(Pair(id, goods.units[count - 1].word));
            else if (count > 0) _shorten(goods, goods.containers.length, count - 1);
            else _shorten(goods, goods.containers.length - 1, 0);
        }
        if (_one(2) && goods.containers.length > 0) missing = _someIn(goods.containers[0]);
        bytes memory call = abi.encodeCall(IInventory.receiveGoods, (id, goods, missing, _one(2), bytes32(0)));
        string memory act = missing.length == 0 ? "receive" : "receive with units missing";
        _do(act, _partyOf(shipment.receiver), address(inventory), call);
    }

    function _rejectOne() internal {
        (bool found, uint128 id, Shipment memory shipment) = _anyShipment(ShipmentState.InTransit);
        if (!found) return;
        bytes memory call = abi.encodeCall(IInventory.rejectShipment, (id, "not ordered"));
        if (_barred(shipment.receiver)) _rule("rejectShipment by governance", address(inventory), call);
        else _do("rejectShipment", _partyOf(shipment.receiver), address(inventory), call);
    }

    function _reclaimSome() internal {
        (bool found, uint128 id, Shipment memory shipment) = _anyShipment(ShipmentState.Closed);
        if (!found) return;
        bytes memory call = abi.encodeCall(IInventory.reclaim, (uint64(id), _allAt(id)));
        _do("reclaim", _partyOf(shipment.sender), address(inventory), call);
    }

    function _voidOne() internal {
        (bool found, uint128 id, Shipment memory shipment) = _anyShipment(ShipmentState.InTransit);
        if (!found) return;
        bytes memory call = abi.encodeCall(IInventory.voidShipping, (uint64(id), _allAt(id)));
        _do("voidShipping", _partyOf(shipment.sender), address(inventory), call);
    }

    // --- choosing

    /// @dev A container that stands at the holder or was never used, if the dice find one.
    function _boxAt(uint128 home) private returns (uint64 sscc) {
        for (uint256 i; i < 8; ++i) {
            sscc = uint64(1 + _random(MOST_BOXES));
            if (placeOf[sscc] == home || placeOf[sscc] == 0) return sscc;
        }
    }

    /// @dev Some units right inside a container; none if it has only containers inside.
    function _someIn(uint64 sscc) private returns (Packing[] memory) {
        uint128 inside = Holders.container(sscc);
        for (uint256 i; i < words.length; ++i) {
            if (held[inside][words[i]] != 0) return _packing(sscc, words[i], _some(Pair(inside, words[i])));
        }
        return new Packing[](0);
    }

    function _anyShipment(ShipmentState state) private returns (bool, uint128 id, Shipment memory shipment) {
        uint256 count = shipments.length;
        uint256 start = count == 0 ? 0 : _random(count);
        for (uint256 i; i < count; ++i) {
            id = shipments[(start + i) % count];
            shipment = inventory.shipmentOf(id);
            if (shipment.state == state) return (true, id, shipment);
        }
        return (false, 0, shipment);
    }
}
