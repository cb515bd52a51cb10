// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../interfaces/IInstitutions.sol";
import {Container, Packing} from "../interfaces/IInventory.sol";
import {Holders} from "../lib/Holders.sol";
import {Words} from "../lib/Words.sol";
import {Stock} from "./Stock.sol";

/// @notice Units into and out of containers, and containers into and out of others.
abstract contract Packaging is Stock {
    uint64 private constant SSCC_LIMIT = 1e18;

    function pack(Packing[] calldata packings) external {
        uint64 caller = _caller(Permission.Pack);
        if (packings.length == 0) revert InventoryNothing();
        uint128 home = Holders.institution(caller);
        uint64 sscc;
        bytes32 lot;
        uint256 count;
        for (uint256 i; i < packings.length; ++i) {
            Packing calldata packing = packings[i];
            bytes32 word = packing.word;
            // Neighbours of one lot in one container change its list once.
            if (i == 0 || packing.sscc != sscc || Words.lotOf(word) != lot) {
                if (i > 0) _add(sscc, lot, count);
                if (i == 0 || packing.sscc != sscc) _openAt(home, packing.sscc);
                (sscc, lot, count) = (packing.sscc, Words.lotOf(word), 0);
            }
            uint256 mask = packing.mask;
            _move(home, Holders.container(sscc), word, mask);
            count += Words.unitsOf(word, mask);
        }
        _add(sscc, lot, count);
        emit Packed(caller, packings);
    }

    function unpack(uint128 holder, Packing[] calldata packings) external {
        uint64 caller = _caller(Permission.Pack);
        _requireOwn(holder, caller);
        if (packings.length == 0) revert InventoryNothing();
        _takeOut(holder, packings);
        emit Unpacked(caller, holder, packings);
    }

    function nest(uint64 parent, uint64[] calldata children) external {
        uint64 caller = _caller(Permission.Pack);
        if (children.length == 0) revert InventoryNothing();
        uint128 home = Holders.institution(caller);
        _openAt(home, parent);
        uint128 inside = Holders.container(parent);
        Container storage outer = _container(parent);
        for (uint256 i; i < children.length; ++i) {
            // The parent stands at the institution itself, so only itself could close a circle.
            if (children[i] == parent) revert InventoryNestedInItself(parent);
            _place(children[i], home, inside);
            _eachContent(children[i], _add, parent);
            uint8 height = _container(children[i]).height + 1;
            if (height > MOST_DEPTH) revert InventoryTooDeep(parent);
            if (height > outer.height) outer.height = height;
        }
        outer.children += uint32(children.length);
        emit Nested(caller, parent, children);
    }

    function denest(uint128 holder, uint64 parent, uint64[] calldata children) external {
        uint64 caller = _caller(Permission.Pack);
        _requireOwn(holder, caller);
        if (children.length == 0) revert InventoryNothing();
        _requireRoot(parent, holder);
        uint128 inside = Holders.container(parent);
        for (uint256 i; i < children.length; ++i) {
            _place(children[i], inside, holder);
            _eachContent(children[i], _subtract, parent);
        }
        Container storage outer = _container(parent);
        outer.children -= uint32(children.length);
        if (outer.children == 0) outer.height = 0;
        emit Denested(caller, parent, holder, children);
    }

    /// @dev The container must be at `home`; one that was never used comes into being there.
    function _openAt(uint128 home, uint64 sscc) private {
        Container storage container = _container(sscc);
        uint128 place = container.place;
        if (place == home) return;
        if (place != 0) revert InventoryContainerElsewhere(sscc, place, home);
        if (sscc == 0 || sscc >= SSCC_LIMIT) revert InventoryBadSscc(sscc);
        container.place = home;
    }
}
