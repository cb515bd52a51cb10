// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Goods, Slice} from "../../src/interfaces/IInventory.sol";
import {HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Party} from "../support/Consortium.sol";
import {Kinds} from "../support/Kinds.sol";
import {Replica} from "./Replica.sol";

/// @notice Random choices that mostly make sense: goods that are where the act expects them, and who has them. About one in
/// twelve choices is wrong on purpose.
abstract contract Player is Replica {
    using Holders for uint128;
    using Kinds for uint128;

    string[] public acted;
    mapping(string act => uint256) public tried;
    mapping(string act => uint256) public succeeded;
    /// Acts that suspended or unlicensed parties tried.
    uint256 public barredTries;

    Party[] internal parties;
    uint256 internal seed;

    function setUp() public virtual override {
        vm.recordLogs();
        super.setUp();
        parties.push(factory);
        parties.push(rival);
        parties.push(wholesaler);
        parties.push(depot);
        parties.push(pharmacy);
        parties.push(hospital);
        for (uint256 i; i < parties.length; ++i) {
            licensedTo[parties[i].gln] = uint48(block.timestamp + 3650 days);
        }
        vm.prank(rival.account);
        catalogue.registerProduct(OTHER_GTIN, _product());
        _read(vm.getRecordedLogs());
    }

    /// @dev One act. What succeeded is read into the replica; a barred party's success is a fault.
    function _do(string memory act, Party memory party, address target, bytes memory call) internal returns (bool ok) {
        bool barred = _barred(party.gln);
        if (barred) ++barredTries;
        vm.recordLogs();
        vm.prank(party.account);
        (ok,) = target.call(call);
        _count(act, ok);
        if (!ok) return false;
        if (barred) _blame("an act of a suspended or unlicensed party succeeded");
        _read(vm.getRecordedLogs());
    }

    /// @dev One decision of the regulator's.
    function _rule(string memory act, address target, bytes memory call) internal returns (bool) {
        Party memory regulator = Party(REGULATOR, admins[0], admins[0], 0, 0);
        bytes memory proposal =
            abi.encodeCall(governance.propose, (target, call, uint48(block.timestamp + 1 days), "decided"));
        return _do(act, regulator, address(governance), proposal);
    }

    function _count(string memory act, bool ok) internal {
        if (tried[act]++ == 0) acted.push(act);
        if (ok) ++succeeded[act];
    }

    // --- choosing

    function _random(uint256 below) internal returns (uint256) {
        seed = uint256(keccak256(abi.encode(seed)));
        return seed % below;
    }

    function _one(uint256 among) internal returns (bool) {
        return _random(among) == 0;
    }

    function _anyParty() internal returns (Party memory) {
        return parties[_random(parties.length)];
    }

    /// @dev The party with the GLN, or at times another.
    function _partyOf(uint64 gln) internal returns (Party memory party) {
        if (_one(24)) return _anyParty();
        for (uint256 i; i < parties.length; ++i) {
            if (parties[i].gln == gln) return parties[i];
        }
        return Party(REGULATOR, admins[0], admins[0], adminKeys[1], adminKeys[0]);
    }

    /// @dev A holder of the kind that has units of some word. `gln` narrows it if it isn't 0.
    function _anyPair(HolderKind kind, uint64 gln) internal returns (bool found, Pair memory pair) {
        uint256 count = pairs.length;
        uint256 start = _random(count);
        for (uint256 i; i < count; ++i) {
            pair = pairs[(start + i) % count];
            if (pair.holder.readKind() != kind || held[pair.holder][pair.word] == 0) continue;
            if (gln == 0 || pair.holder.glnOf() == gln) return (true, pair);
        }
    }

    /// @dev A container whose place is of the kind.
    function _anyBox(HolderKind kind) internal returns (bool found, uint64 sscc) {
        uint256 count = ssccs.length;
        uint256 start = count == 0 ? 0 : _random(count);
        for (uint256 i; i < count; ++i) {
            sscc = ssccs[(start + i) % count];
            if (placeOf[sscc].readKind() == kind) return (true, sscc);
        }
    }

    /// @dev Some of what a pair holds; at times what it does not hold.
    function _some(Pair memory pair) internal returns (uint256) {
        uint256 all = held[pair.holder][pair.word];
        if (Words.isQuantity(pair.word)) return _one(24) ? all + 1 : 1 + _random(all);
        if (_one(24)) return 1 << _random(256);
        uint256 way = _random(3);
        if (way == 0) return all;
        uint256 mask = all & uint256(keccak256(abi.encode(seed, "mask")));
        return way == 1 || mask == 0 ? _lowest(all) : mask;
    }

    function _lowest(uint256 mask) internal pure returns (uint256) {
        return mask & (~mask + 1);
    }

    /// @dev Number of the unit that a one-bit mask of a word stands for.
    function _indexOf(bytes32 word, uint256 bit) internal pure returns (uint32 index) {
        index = uint32(uint256(word)) * 256;
        for (; bit > 1; bit >>= 1) {
            ++index;
        }
    }

    /// @dev Some units of one word, and at times a container that stands at the same holder.
    function _someGoods(Pair memory pair) internal returns (Goods memory goods) {
        goods = _units(pair.word, _some(pair));
        if (!_one(3)) return goods;
        (bool found, uint64 sscc) = _anyBox(pair.holder.readKind());
        if (found && placeOf[sscc] == pair.holder) goods.containers = _ssccs(sscc);
    }

    /// @dev All that is at a holder.
    function _allAt(uint128 holder) internal view returns (Goods memory goods) {
        uint256 boxes;
        uint256 slices;
        goods.containers = new uint64[](ssccs.length);
        goods.units = new Slice[](words.length);
        for (uint256 i; i < ssccs.length; ++i) {
            if (placeOf[ssccs[i]] == holder) goods.containers[boxes++] = ssccs[i];
        }
        for (uint256 i; i < words.length; ++i) {
            uint256 mask = held[holder][words[i]];
            if (mask != 0) goods.units[slices++] = Slice(words[i], mask);
        }
        _shorten(goods, boxes, slices);
    }

    /// @dev Keeps the first containers and slices.
    function _shorten(Goods memory goods, uint256 boxes, uint256 slices) internal pure {
        uint64[] memory containers = goods.containers;
        Slice[] memory units = goods.units;
        assembly ("memory-safe") {
            mstore(containers, boxes)
            mstore(units, slices)
        }
    }
}
