// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Licence} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, UnitProof} from "../../src/interfaces/IInventory.sol";
import {ILots} from "../../src/interfaces/ILots.sol";
import {IProducts, ProductStatus} from "../../src/interfaces/IProducts.sol";
import {EndState, HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Party} from "../support/Consortium.sol";
import {Kinds} from "../support/Kinds.sol";
import {GoodsPlayer} from "./GoodsPlayer.sol";

/// @notice Plays dispensing, ends, returns, and what the regulator and the clock do.
abstract contract EndsPlayer is GoodsPlayer {
    using Holders for uint128;
    using Kinds for uint128;

    function _dispenseSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Institution, _one(2) ? pharmacy.gln : hospital.gln);
        if (!found) return;
        bytes memory call = abi.encodeCall(IInventory.dispense, (_slices(pair.word, _some(pair)), bytes32(0)));
        _do("dispense", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _dispensePart() internal {
        HolderKind kind = _one(2) ? HolderKind.Opened : HolderKind.Institution;
        (bool found, Pair memory pair) = _anyPair(kind, _one(2) ? pharmacy.gln : hospital.gln);
        if (!found || Words.isQuantity(pair.word)) return;
        uint32 index = _indexOf(pair.word, _lowest(held[pair.holder][pair.word]));
        bytes32 id = Words.lotOf(pair.word);
        uint32 parts = uint32(1 + _random(_one(3) ? 30 : PACK_SIZE - inventory.partsOf(id, index).taken));
        bytes memory call = abi.encodeCall(IInventory.dispensePart, (id, index, parts, bytes32(0)));
        _do("dispensePart", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _undoPart() internal {
        (bool found, Pair memory pair) = _anyEnd(EndState.DispensedInParts, EndState.DispensedInParts);
        if (!found || _one(2)) (found, pair) = _anyPair(HolderKind.Opened, 0);
        if (!found) return;
        uint32 index = _indexOf(pair.word, _lowest(held[pair.holder][pair.word]));
        bytes memory call = abi.encodeCall(IInventory.undoPart, (Words.lotOf(pair.word), index));
        _do("undoPart", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _administerSome() internal {
        (bool found, Pair memory pair) = _anyEnd(EndState.Dispensed, EndState.Dispensed);
        if (!found) return;
        bytes memory call = abi.encodeCall(
            IInventory.administer,
            (uint24(pair.holder >> 44), _slices(pair.word, _some(pair)), keccak256("salted"), bytes32(0))
        );
        _do("administer", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _undoSome() internal {
        (bool found, Pair memory pair) = _anyEnd(EndState.Dispensed, EndState.GoneUnsaleable);
        if (!found) return;
        Goods memory goods = _someGoods(pair);
        EndState state = _endOf(pair.holder);
        uint24 day = uint24(pair.holder >> 44);
        if (_one(6)) {
            bytes memory forced = abi.encodeCall(IInventory.overrideUndo, (pair.holder.glnOf(), state, day, goods));
            _rule("overrideUndo", address(inventory), forced);
            return;
        }
        bytes memory call = abi.encodeCall(IInventory.undo, (state, day, goods));
        _do("undo", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _decommissionSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Institution, 0);
        if (!found) return;
        EndState state = EndState(uint8(EndState.Exported) + _random(4));
        bytes memory call = abi.encodeCall(IInventory.decommission, (state, _someGoods(pair), bytes32(0)));
        _do("decommission", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _destroySome() internal {
        HolderKind[5] memory kinds = [
            HolderKind.Institution, HolderKind.Opened, HolderKind.Returned, HolderKind.Quarantine, HolderKind.Rejected
        ];
        (bool found, Pair memory pair) = _anyPair(kinds[_random(5)], 0);
        if (!found) return;
        Party memory party = _partyOf(pair.holder.glnOf());
        Goods memory goods = _someGoods(pair);
        bytes32 digest = inventory.destructionDigest(party.gln, pair.holder, goods, "damp");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_one(12) ? party.key : party.adminKey, digest);
        bytes memory call =
            abi.encodeCall(IInventory.destroyGoods, (pair.holder, goods, "damp", abi.encodePacked(r, s, v)));
        _do("destroyGoods", party, address(inventory), call);
    }

    function _reportGone() internal {
        HolderKind[6] memory kinds = [
            HolderKind.Institution,
            HolderKind.Shipment,
            HolderKind.Quarantine,
            HolderKind.Returned,
            HolderKind.Opened,
            HolderKind.Rejected
        ];
        (bool found, Pair memory pair) = _anyPair(kinds[_random(6)], 0);
        if (!found) return;
        bool sent = pair.holder.readKind() == HolderKind.Shipment;
        Party memory party = _partyOf(sent ? pair.holder.senderOf() : pair.holder.glnOf());
        if (_one(3)) party = gtinOf[Words.lotOf(pair.word)] == GTIN ? factory : rival;
        EndState state = _one(2) ? EndState.Stolen : EndState.Lost;
        bytes memory call = abi.encodeCall(IInventory.reportGone, (state, pair.holder, _someGoods(pair), "police 17"));
        _do("reportGone", party, address(inventory), call);
    }

    function _voidCommissioning() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Institution, _one(2) ? factory.gln : rival.gln);
        if (!found) return;
        bytes memory call = abi.encodeCall(IInventory.voidCommissioning, (_slices(pair.word, _some(pair))));
        _do("voidCommissioning", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    // --- set aside, and back

    function _quarantineSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Institution, 0);
        if (!found) return;
        uint64 gln = pair.holder.glnOf();
        bytes memory call = abi.encodeCall(IInventory.quarantine, (gln, _someGoods(pair), "damp"));
        _do("quarantine", _partyOf(_one(3) ? REGULATOR : gln), address(inventory), call);
    }

    function _releaseSome() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Quarantine, 0);
        if (!found) return;
        uint64 setter = (pair.holder >> 44).glnOf();
        bytes memory call = abi.encodeCall(IInventory.release, (setter, pair.holder.glnOf(), _someGoods(pair)));
        _do("release", _partyOf(_one(4) ? REGULATOR : setter), address(inventory), call);
    }

    function _returnOne() internal {
        (bool found, Pair memory pair) = _anyEnd(EndState.Dispensed, EndState.Dispensed);
        if (!found || Words.isQuantity(pair.word)) return;
        bytes32 id = Words.lotOf(pair.word);
        bytes memory call = abi.encodeCall(
            IInventory.returnDispensed, (uint24(pair.holder >> 44), id, expiryOf[id], _proofOfOne(pair), bytes32(0))
        );
        _do("returnDispensed", _partyOf(pair.holder.glnOf()), address(inventory), call);
    }

    function _judgeReturned() internal {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Returned, 0);
        if (!found) return;
        Party memory party = _partyOf(pair.holder.glnOf());
        bytes32 id = Words.lotOf(pair.word);
        if (_one(3)) {
            bytes memory call = abi.encodeCall(IInventory.rejectReturn, (_someGoods(pair), "opened"));
            _do("rejectReturn", party, address(inventory), call);
        } else if (Words.isQuantity(pair.word)) {
            bytes memory call =
                abi.encodeCall(IInventory.acceptReturnedQuantity, (id, expiryOf[id], uint32(_some(pair))));
            _do("acceptReturnedQuantity", party, address(inventory), call);
        } else {
            bytes memory call = abi.encodeCall(IInventory.acceptReturn, (id, expiryOf[id], _proofOfOne(pair)));
            _do("acceptReturn", party, address(inventory), call);
        }
    }

    // --- what the regulator, the makers and the clock do

    function _ruleOnLots() internal {
        bytes32 id = lots[_random(lots.length)];
        uint64 gtin = gtinOf[id];
        // What is suspended is soon reinstated, or the play would stand still.
        if (statusOf[GTIN] == ProductStatus.Suspended) gtin = GTIN;
        else if (statusOf[OTHER_GTIN] == ProductStatus.Suspended) gtin = OTHER_GTIN;
        Party memory maker = _partyOf(gtin == GTIN ? factory.gln : rival.gln);
        uint256 way = _random(10);
        if (way == 0 && gtinOf[id] == gtin) {
            _do("recallLot", maker, address(catalogue), abi.encodeCall(ILots.recallLot, (id, 1, "impurity")));
        } else if (way == 1 && _one(2)) {
            _rule("withdrawProduct", address(catalogue), abi.encodeCall(IProducts.withdrawProduct, (gtin, "harm")));
        } else if (statusOf[gtin] == ProductStatus.Suspended) {
            bytes memory call = abi.encodeCall(IProducts.reinstateProduct, (gtin, "clean"));
            if (!_do("reinstateProduct", maker, address(catalogue), call)) {
                _rule("reinstateProduct", address(catalogue), call);
            }
        } else if (way < 4) {
            bytes memory call = abi.encodeCall(IProducts.suspendProduct, (gtin, "doubt"));
            if (_one(2)) _rule("suspendProduct", address(catalogue), call);
            else _do("suspendProduct", maker, address(catalogue), call);
        }
    }

    function _ruleOnMembers() internal {
        uint64 gln = _anyParty().gln;
        for (uint256 i; i < parties.length; ++i) {
            if (_barred(parties[i].gln) && !_one(4)) gln = parties[i].gln;
        }
        if (suspended[gln]) {
            _rule("reinstate", address(institutions), abi.encodeCall(IInstitutions.reinstate, (gln, "clean")));
        } else if (block.timestamp > licensedTo[gln]) {
            _license(gln, uint48(block.timestamp + 900 days));
        } else if (_one(4)) {
            _rule("suspend", address(institutions), abi.encodeCall(IInstitutions.suspend, (gln, "inspection")));
        } else if (_one(2)) {
            // Lapses tomorrow.
            _license(gln, uint48(block.timestamp + 1 days));
        }
    }

    function _license(uint64 gln, uint48 to) private {
        Licence[] memory licences = _licences(type(uint32).max, uint48(block.timestamp), to);
        _rule("setLicences", address(institutions), abi.encodeCall(IInstitutions.setLicences, (gln, licences)));
    }

    function _wait() internal {
        vm.warp(block.timestamp + _random(_one(4) ? 13 days : 1 days));
    }

    // --- choosing

    function _anyEnd(EndState first, EndState last) private returns (bool found, Pair memory pair) {
        uint256 start = _random(pairs.length);
        for (uint256 i; i < pairs.length; ++i) {
            pair = pairs[(start + i) % pairs.length];
            if (pair.holder.readKind() != HolderKind.End || held[pair.holder][pair.word] == 0) continue;
            if (_endOf(pair.holder) >= first && _endOf(pair.holder) <= last) return (true, pair);
        }
    }

    function _proofOfOne(Pair memory pair) private view returns (UnitProof[] memory proofs) {
        bytes32 id = Words.lotOf(pair.word);
        uint32 index = _indexOf(pair.word, _lowest(held[pair.holder][pair.word]));
        proofs = new UnitProof[](1);
        proofs[0] = _proof(id, index, catalogue.runOf(id, index / 1024).count);
    }
}
