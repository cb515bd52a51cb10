// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Licence} from "../../src/interfaces/IInstitutions.sol";
import {IInventory, Packing, Purpose, Slice} from "../../src/interfaces/IInventory.sol";
import {ILots} from "../../src/interfaces/ILots.sol";
import {IProducts, ProductStatus} from "../../src/interfaces/IProducts.sol";
import {EndState, HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Kinds} from "../support/Kinds.sol";
import {Vm} from "../support/Vm.sol";
import {Rules} from "./Rules.sol";

/// @notice The ledger once more, made of its events alone: where every unit and every container is. What the invariants
/// compare the contracts with; it needs every event to be right, as a read model does.
abstract contract Replica is Rules {
    using Holders for uint128;
    using Kinds for uint128;

    struct Pair {
        uint128 holder;
        bytes32 word;
    }

    mapping(uint128 holder => mapping(bytes32 word => uint256)) internal held;
    mapping(bytes32 word => uint256) internal commissioned;
    mapping(uint64 sscc => uint128) internal placeOf;

    /// Every word that has units, and every holder that ever had some of it.
    bytes32[] internal words;
    mapping(bytes32 word => uint128[]) internal holdersOf;
    Pair[] internal pairs;
    mapping(bytes32 pair => bool) private _known;
    uint64[] internal ssccs;
    uint128[] internal shipments;
    /// Of the shipment told last: its goods are told right after it.
    Purpose private _purpose;

    function _read(Vm.Log[] memory logs) internal {
        for (uint256 i; i < logs.length; ++i) {
            bytes32 name = logs[i].topics[0];
            if (logs[i].emitter == address(inventory)) _readMove(name, logs[i]);
            else if (logs[i].emitter == address(catalogue)) _readLot(name, logs[i]);
            else if (logs[i].emitter == address(institutions)) _readMember(name, logs[i]);
        }
    }

    function _readMove(bytes32 name, Vm.Log memory log) private {
        uint256 first = uint256(log.topics[1]);
        if (name == IInventory.Transferred.selector) {
            _transfer(uint128(uint256(log.topics[2])), uint128(uint256(log.topics[3])), log.data);
        } else if (name == IInventory.Shipped.selector) {
            shipments.push(uint128(first));
            _purpose = abi.decode(log.data, (Purpose));
        } else if (name == IInventory.Packed.selector) {
            uint128 home = Holders.institution(uint64(first));
            Packing[] memory packings = abi.decode(log.data, (Packing[]));
            for (uint256 i; i < packings.length; ++i) {
                _open(packings[i].sscc, home);
                _shift(home, Holders.container(packings[i].sscc), packings[i].word, packings[i].mask);
            }
        } else if (name == IInventory.Unpacked.selector) {
            Packing[] memory packings = abi.decode(log.data, (Packing[]));
            for (uint256 i; i < packings.length; ++i) {
                uint128 inside = Holders.container(packings[i].sscc);
                _shift(inside, uint128(uint256(log.topics[2])), packings[i].word, packings[i].mask);
            }
        } else if (name == IInventory.Nested.selector) {
            uint128 home = Holders.institution(uint64(first));
            uint64 parent = uint64(uint256(log.topics[2]));
            _open(parent, home);
            _put(abi.decode(log.data, (uint64[])), home, Holders.container(parent));
        } else if (name == IInventory.Denested.selector) {
            uint128 inside = Holders.container(uint64(uint256(log.topics[2])));
            _put(abi.decode(log.data, (uint64[])), inside, uint128(uint256(log.topics[3])));
        }
    }

    function _transfer(uint128 from, uint128 to, bytes memory data) private {
        (bytes4 act, uint64[] memory boxes, Slice[] memory units,) =
            abi.decode(data, (bytes4, uint64[], Slice[], bytes32));
        _judgeMove(from, to, act, act == IInventory.ship.selector && _purpose == Purpose.Supply, boxes, units);
        _put(boxes, from, to);
        for (uint256 i; i < units.length; ++i) {
            _shift(from, to, units[i].word, units[i].mask);
        }
    }

    function _readLot(bytes32 name, Vm.Log memory log) private {
        bytes32 id = log.topics[1];
        if (name == ILots.RunCommissioned.selector) {
            (uint32 run, uint32 count,) = abi.decode(log.data, (uint32, uint32, bytes32));
            for (uint32 i; i < count; ++i) {
                (bytes32 word, uint256 bit) = Words.bitOf(id, run * 1024 + i);
                _issue(uint64(uint256(log.topics[2])), word, bit);
            }
        } else if (name == ILots.QuantityCommissioned.selector) {
            _issue(uint64(uint256(log.topics[2])), Words.quantityOf(id), abi.decode(log.data, (uint32)));
        } else if (name == ILots.LotRegistered.selector) {
            (,, uint24 expiry,,,) = abi.decode(log.data, (string, uint24, uint24, uint32, bool, string));
            _lotMade(id, uint64(uint256(log.topics[2])), expiry);
        } else if (name == ILots.LotRecalled.selector) {
            recalled[id] = true;
        } else if (name == IProducts.ProductStatusSet.selector) {
            (ProductStatus status,,) = abi.decode(log.data, (ProductStatus, uint64, string));
            statusOf[uint64(uint256(id))] = status;
        }
    }

    function _readMember(bytes32 name, Vm.Log memory log) private {
        uint64 gln = uint64(uint256(log.topics[1]));
        if (name == IInstitutions.InstitutionSuspended.selector) {
            suspended[gln] = true;
        } else if (name == IInstitutions.InstitutionReinstated.selector) {
            suspended[gln] = false;
        } else if (name == IInstitutions.LicencesSet.selector) {
            licensedTo[gln] = abi.decode(log.data, (Licence[]))[0].validTo;
        }
    }

    // --- the primitives, told by events

    function _issue(uint64 gln, bytes32 word, uint256 mask) private {
        uint128 home = Holders.institution(gln);
        if (commissioned[word] == 0) words.push(word);
        _know(home, word);
        if (Words.isQuantity(word)) {
            commissioned[word] += mask;
            held[home][word] += mask;
            return;
        }
        if (commissioned[word] & mask != 0) _blame("a unit was commissioned twice");
        commissioned[word] |= mask;
        held[home][word] |= mask;
    }

    function _shift(uint128 from, uint128 to, bytes32 word, uint256 mask) private {
        _know(to, word);
        uint256 before = held[from][word];
        if (Words.isQuantity(word)) {
            if (before < mask) return _blame("more went than was there");
            held[from][word] = before - mask;
            held[to][word] += mask;
            return;
        }
        if (before & mask != mask) return _blame("a unit went that was not there");
        held[from][word] = before ^ mask;
        held[to][word] |= mask;
    }

    function _open(uint64 sscc, uint128 home) private {
        if (placeOf[sscc] == 0) {
            ssccs.push(sscc);
            placeOf[sscc] = home;
        }
        if (placeOf[sscc] != home) _blame("a container was packed where it does not stand");
    }

    function _put(uint64[] memory boxes, uint128 from, uint128 to) private {
        for (uint256 i; i < boxes.length; ++i) {
            if (placeOf[boxes[i]] != from) _blame("a container went from where it was not");
            placeOf[boxes[i]] = to;
        }
    }

    function _know(uint128 holder, bytes32 word) private {
        bytes32 key = keccak256(abi.encode(holder, word));
        if (_known[key]) return;
        _known[key] = true;
        pairs.push(Pair(holder, word));
        holdersOf[word].push(holder);
    }

    function _rootOf(uint64 sscc) internal view returns (uint128 place) {
        place = placeOf[sscc];
        while (place.readKind() == HolderKind.Container) {
            place = placeOf[place.ssccOf()];
        }
    }

    function _endOf(uint128 holder) internal pure returns (EndState) {
        return EndState(uint8(holder >> 68));
    }
}
