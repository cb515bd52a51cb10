// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Goods, IInventory, Packing, Purpose} from "../../src/interfaces/IInventory.sol";
import {EndState, HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Party} from "../support/Consortium.sol";
import {EndsPlayer} from "./EndsPlayer.sol";

/// @notice Plays members who make ids up: words, holders, GLNs and numbers that nobody was given. None of it may succeed.
abstract contract Stranger is EndsPlayer {
    function _attack() internal {
        Party memory party = _one(8) ? _partyOf(REGULATOR) : _anyParty();
        uint128 holder = _madeUpHolder();
        Goods memory goods = _units(_madeUpWord(), _one(2) ? 1 << _random(256) : _random(type(uint256).max));
        if (goods.units[0].mask == 0) goods.units[0].mask = 1;
        if (_one(4)) goods.containers = _ssccs(uint64(_random(type(uint64).max)));
        bytes memory call = _madeUpCall(_random(13), holder, goods);
        if (_do("made-up ids", party, address(inventory), call)) _blame("an act on made-up ids succeeded");
    }

    function _madeUpCall(uint256 way, uint128 holder, Goods memory goods) private returns (bytes memory) {
        Packing[] memory packings = _packing(uint64(1 + _random(12)), goods.units[0].word, goods.units[0].mask);
        EndState state = EndState(1 + _random(12));
        if (way == 0) {
            return abi.encodeCall(IInventory.reportGone, (_one(2) ? EndState.Lost : state, holder, goods, "x"));
        }
        if (way == 1) return abi.encodeCall(IInventory.pack, (packings));
        if (way == 2) return abi.encodeCall(IInventory.unpack, (holder, packings));
        if (way == 3) return abi.encodeCall(IInventory.quarantine, (_madeUpGln(), goods, "x"));
        if (way == 4) return abi.encodeCall(IInventory.release, (_madeUpGln(), _madeUpGln(), goods));
        if (way == 5) {
            uint64 to = parties[_random(parties.length)].gln;
            return abi.encodeCall(IInventory.ship, (uint64(_random(9)) + 1e9, to, Purpose(_random(2)), goods, 0));
        }
        if (way == 6) return abi.encodeCall(IInventory.receiveGoods, (holder, goods, packings, _one(2), 0));
        if (way == 7) return abi.encodeCall(IInventory.dispense, (goods.units, 0));
        if (way == 8) return abi.encodeCall(IInventory.voidCommissioning, (goods.units));
        if (way == 9) return abi.encodeCall(IInventory.undo, (state, uint24(_today() - _random(9)), goods));
        if (way == 10) return abi.encodeCall(IInventory.rejectReturn, (goods, "x"));
        if (way == 11) return _undoPartAcrossWords();
        return abi.encodeCall(IInventory.reclaim, (uint64(_random(9)), goods));
    }

    /// @dev A lot's id with a word's number in it, so that the entry of parts and the unit would be two packs': an opened
    /// pack's word and bit where there is one.
    function _undoPartAcrossWords() private returns (bytes memory) {
        (bool found, Pair memory pair) = _anyPair(HolderKind.Opened, 0);
        if (!found || Words.lotOf(pair.word) == pair.word) {
            bytes32 word = lots[_random(lots.length)] | bytes32(1 + _random(4));
            return abi.encodeCall(IInventory.undoPart, (word, uint32(_random(1024))));
        }
        uint32 index = _indexOf(0, _lowest(held[pair.holder][pair.word]));
        return abi.encodeCall(IInventory.undoPart, (pair.word, index));
    }

    /// @dev Storage slots, ids of lots with words they do not have, and any 32 bytes.
    function _madeUpWord() private returns (bytes32 word) {
        uint256 way = _random(4);
        if (way == 0) return bytes32(_random(64));
        if (way == 1) return lots[_random(lots.length)] | bytes32(1e6 + _random(1e9));
        word = keccak256(abi.encode(seed, "word"));
        return way == 2 ? word : Words.quantityOf(word);
    }

    /// @dev A shipment that there is, a holder of someone's with a bit too many, or any id.
    function _madeUpHolder() private returns (uint128 holder) {
        uint256 way = _random(3);
        if (way == 0 && shipments.length > 0) return shipments[_random(shipments.length)];
        if (way == 1) return Holders.institution(_anyParty().gln) | uint128(1 << (44 + _random(84)));
        return uint128(_random(type(uint128).max));
    }

    /// @dev One that spills into its neighbour in a holder's id, or one that nobody has.
    function _madeUpGln() private returns (uint64) {
        if (_one(2)) return _anyParty().gln | uint64(1 << (44 + _random(20)));
        return uint64(_random(type(uint64).max));
    }
}
