// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Container, Content, Shipment} from "../../src/interfaces/IInventory.sol";
import {HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Kinds} from "../support/Kinds.sol";
import {Stranger} from "./Stranger.sol";

/// @notice The play the invariants watch: one random act at a time, and the ledger compared with the replica.
contract Play is Stranger {
    using Holders for uint128;
    using Kinds for uint128;

    /// Acts by weight: the way of the goods more often than what stops them.
    function step(uint256 dice) external {
        seed = dice;
        uint256 act = _random(68);
        if (act < 6) _commission();
        else if (act < 8) _registerLot();
        else if (act < 14) _packSome();
        else if (act < 17) _unpackSome();
        else if (act < 20) _nestOne();
        else if (act < 22) _denestOne();
        else if (act < 28) _shipSome();
        else if (act < 31) _shipBox();
        else if (act < 38) _receiveSome();
        else if (act < 39) _rejectOne();
        else if (act < 41) _reclaimSome();
        else if (act < 42) _voidOne();
        else if (act < 45) _dispenseSome();
        else if (act < 49) _dispensePart();
        else _stepOn(act);
    }

    function _stepOn(uint256 act) private {
        if (act < 51) _undoPart();
        else if (act < 52) _administerSome();
        else if (act < 54) _undoSome();
        else if (act < 55) _decommissionSome();
        else if (act < 56) _destroySome();
        else if (act < 57) _reportGone();
        else if (act < 58) _voidCommissioning();
        else if (act < 59) _quarantineSome();
        else if (act < 60) _releaseSome();
        else if (act < 61) _returnOne();
        else if (act < 62) _judgeReturned();
        else if (act < 63) _ruleOnMembers();
        else if (act < 64) _ruleOnLots();
        else if (act < 66) _attack();
        else _wait();
    }

    function actNames() external view returns (string[] memory) {
        return acted;
    }

    // --- comparing

    /// @notice For every word, the bitmaps of all holders are disjoint and their union is what was commissioned.
    function checkConservation() external view {
        for (uint256 i; i < words.length; ++i) {
            bytes32 word = words[i];
            uint128[] storage holders = holdersOf[word];
            uint256 union;
            for (uint256 j; j < holders.length; ++j) {
                uint256 part = inventory.heldAt(holders[j], word);
                if (Words.isQuantity(word)) {
                    union += part;
                } else {
                    _same(union & part, 0, "a unit is at one holder only");
                    union |= part;
                }
            }
            _same(union, commissioned[word], "all that was commissioned is somewhere");
        }
    }

    /// @notice The events tell where everything is.
    function checkReplica() external view {
        for (uint256 i; i < pairs.length; ++i) {
            uint128 holder = pairs[i].holder;
            bytes32 word = pairs[i].word;
            _same(inventory.heldAt(holder, word), held[holder][word], "units as told");
        }
        for (uint256 i; i < ssccs.length; ++i) {
            (Container memory container,) = inventory.containerOf(ssccs[i]);
            _same(container.place, placeOf[ssccs[i]], "container as told");
        }
    }

    /// @notice A container's list is the sum of what is in it and in all containers inside it.
    function checkContents() external view {
        for (uint256 i; i < ssccs.length; ++i) {
            (Container memory container, Content[] memory contents) = inventory.containerOf(ssccs[i]);
            uint256 listed;
            for (uint256 j; j < contents.length; ++j) {
                _same(contents[j].units, _inside(ssccs[i], contents[j].lot), "units of a lot inside");
                listed += contents[j].units;
            }
            uint256 all;
            for (uint256 j; j < lots.length; ++j) {
                all += _inside(ssccs[i], lots[j]);
            }
            _same(listed, all, "no lot is missing");
            uint256 children;
            for (uint256 j; j < ssccs.length; ++j) {
                if (placeOf[ssccs[j]] == Holders.container(ssccs[i])) ++children;
            }
            _same(container.children, children, "children");
        }
    }

    /// @notice A shipment counts the containers and the loose units that are at it.
    function checkShipments() external view {
        for (uint256 i; i < shipments.length; ++i) {
            Shipment memory shipment = inventory.shipmentOf(shipments[i]);
            uint256 units;
            for (uint256 j; j < words.length; ++j) {
                uint256 mask = inventory.heldAt(shipments[i], words[j]);
                units += Words.isQuantity(words[j]) ? mask : _bits(mask);
            }
            uint256 containers;
            for (uint256 j; j < ssccs.length; ++j) {
                if (placeOf[ssccs[j]] == shipments[i]) ++containers;
            }
            _same(shipment.units, units, "loose units under way");
            _same(shipment.containers, containers, "containers under way");
            bool open = uint8(shipment.state) == 1 || uint8(shipment.state) == 2;
            _true(open == (units + containers != 0), "open while something is under way");
        }
    }

    /// @dev Units of a lot in a container and in all inside it, by going up from each holder.
    function _inside(uint64 sscc, bytes32 id) private view returns (uint256 units) {
        for (uint256 i; i < words.length; ++i) {
            bytes32 word = words[i];
            if (Words.lotOf(word) != id) continue;
            uint128[] storage holders = holdersOf[word];
            for (uint256 j; j < holders.length; ++j) {
                if (holders[j].readKind() != HolderKind.Container || !_isIn(holders[j], sscc)) continue;
                uint256 mask = held[holders[j]][word];
                units += Words.isQuantity(word) ? mask : _bits(mask);
            }
        }
    }

    function _isIn(uint128 place, uint64 sscc) private view returns (bool) {
        while (place.readKind() == HolderKind.Container) {
            if (place.ssccOf() == sscc) return true;
            place = placeOf[place.ssccOf()];
        }
        return false;
    }
}
