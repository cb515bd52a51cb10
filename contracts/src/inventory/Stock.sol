// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {
    Container,
    Content,
    Goods,
    IInventory,
    Packing,
    Shipment,
    ShipmentState,
    Slice
} from "../interfaces/IInventory.sol";
import {Hold, ILots} from "../interfaces/ILots.sol";
import {HolderKind, Holders} from "../lib/Holders.sol";
import {Member} from "../lib/Member.sol";
import {Words} from "../lib/Words.sol";
import {StorageSlot} from "@openzeppelin/contracts/utils/StorageSlot.sol";

/// @notice The ledger of holders: what is where, and the two primitives that move it, for units and for containers.
/// @dev Everything above is guards around `_transfer`.
abstract contract Stock is IInventory, Member {
    using Holders for uint128;

    uint256 private constant HELD_DOMAIN = uint256(keccak256("theriac.inventory.held")) << 128;
    uint256 private constant MOST_LOTS = 32;
    /// Containers within containers; `nest` keeps to it, so that walking up ends.
    uint256 internal constant MOST_DEPTH = 8;

    ICatalogue public immutable catalogue;

    mapping(uint64 sscc => Container) private _containers;
    /// @dev Lot id with the count of units in its last four bytes; the first `Container.lots` entries count.
    mapping(uint64 sscc => uint256[MOST_LOTS]) private _contents;
    mapping(uint128 shipment => Shipment) internal _shipments;

    modifier onlyCatalogue() {
        if (msg.sender != address(catalogue)) revert InventoryOnlyCatalogue(msg.sender);
        _;
    }

    constructor(ICatalogue catalogue_) {
        catalogue = catalogue_;
    }

    // --- commissioning

    function issue(uint64 gln, bytes32 lot, uint32 run, uint256 count) external onlyCatalogue {
        uint128 home = Holders.institution(gln);
        uint256 number = run * (Words.RUN / 256);
        for (; count > 256; count -= 256) {
            _held(home, lot | bytes32(number++)).value = type(uint256).max;
        }
        _held(home, lot | bytes32(number)).value = type(uint256).max >> (256 - count);
    }

    function issueQuantity(uint64 gln, bytes32 lot, uint256 quantity) external onlyCatalogue {
        _held(Holders.institution(gln), Words.quantityOf(lot)).value += quantity;
    }

    // --- reading

    function heldAt(uint128 holder, bytes32 word) external view returns (uint256) {
        return _held(holder, word).value;
    }

    function containerOf(uint64 sscc) external view returns (Container memory container, Content[] memory contents) {
        container = _containers[sscc];
        contents = new Content[](container.lots);
        for (uint256 i; i < contents.length; ++i) {
            uint256 entry = _contents[sscc][i];
            contents[i] = Content(Words.lotOf(bytes32(entry)), uint32(entry));
        }
    }

    function rootOf(uint64 sscc) public view returns (uint128 place) {
        place = _containers[sscc].place;
        while (place.isKind(HolderKind.Container)) {
            place = _containers[place.ssccOf()].place;
        }
    }

    // --- the primitives

    /// @dev Where the units of a word at a holder are kept. The domain fills the upper half of the holder's word, which is
    /// empty in every key of the compiler's own mappings that a caller can choose: no word, however made up, reaches those.
    function _held(uint128 holder, bytes32 word) private pure returns (StorageSlot.Uint256Slot storage) {
        bytes32 key;
        uint256 domain = HELD_DOMAIN;
        assembly ("memory-safe") {
            mstore(0, or(domain, holder))
            mstore(0x20, word)
            key := keccak256(0, 0x40)
        }
        return StorageSlot.getUint256Slot(key);
    }

    /// @dev Moves units; all of them must be at `from`.
    function _move(uint128 from, uint128 to, bytes32 word, uint256 mask) internal {
        if (mask == 0) revert InventoryEmptySlice(word);
        StorageSlot.Uint256Slot storage source = _held(from, word);
        StorageSlot.Uint256Slot storage target = _held(to, word);
        uint256 held = source.value;
        if (Words.isQuantity(word)) {
            if (held < mask) revert InventoryNotHeld(from, word, held, mask);
            source.value = held - mask;
            target.value += mask;
        } else {
            if (held & mask != mask) revert InventoryNotHeld(from, word, held, mask);
            source.value = held ^ mask;
            target.value |= mask;
        }
    }

    /// @dev Moves a container with all it holds.
    function _place(uint64 sscc, uint128 from, uint128 to) internal {
        Container storage container = _containers[sscc];
        if (container.place != from) revert InventoryContainerElsewhere(sscc, container.place, from);
        container.place = to;
    }

    /// @dev Moves containers and loose units from one holder to another, and tells.
    function _transfer(
        uint64 gln,
        uint128 from,
        uint128 to,
        uint64[] calldata containers,
        Slice[] calldata units,
        bytes32 note
    ) internal {
        if (containers.length + units.length == 0) revert InventoryNothing();
        for (uint256 i; i < containers.length; ++i) {
            _place(containers[i], from, to);
        }
        for (uint256 i; i < units.length; ++i) {
            _move(from, to, units[i].word, units[i].mask);
        }
        if (from.isKind(HolderKind.Shipment)) {
            Shipment storage shipment = _shipments[from];
            shipment.containers -= uint32(containers.length);
            shipment.units -= _count(units);
            shipment.touched = true;
            if (shipment.containers == 0 && shipment.units == 0) shipment.state = ShipmentState.Settled;
        } else if (to.isKind(HolderKind.Shipment)) {
            Shipment storage shipment = _shipments[to];
            shipment.containers += uint32(containers.length);
            shipment.units += _count(units);
        }

        // ABI encoding by hand, as both arrays stand in the call data just as the log wants them: the compiler's own
        // encoder took a third of what a dispensing costs.
        bytes32 topic = Transferred.selector;
        bytes4 act = msg.sig;
        assembly ("memory-safe") {
            let head := mload(0x40)
            let size := shl(5, containers.length)
            mstore(head, act)
            mstore(add(head, 0x20), 0x80)
            mstore(add(head, 0x40), add(0xa0, size))
            mstore(add(head, 0x60), note)
            mstore(add(head, 0x80), containers.length)
            calldatacopy(add(head, 0xa0), containers.offset, size)
            let tail := add(add(head, 0xa0), size)
            mstore(tail, units.length)
            calldatacopy(add(tail, 0x20), units.offset, shl(6, units.length))
            log4(head, sub(add(add(tail, 0x20), shl(6, units.length)), head), topic, gln, from, to)
        }
    }

    /// @dev Moves units of one word, and tells.
    function _shift(uint64 gln, uint128 from, uint128 to, bytes32 word, uint256 mask, bytes32 note) internal {
        _move(from, to, word, mask);
        bytes32 topic = Transferred.selector;
        bytes4 act = msg.sig;
        assembly ("memory-safe") {
            let head := mload(0x40)
            mstore(head, act)
            mstore(add(head, 0x20), 0x80)
            mstore(add(head, 0x40), 0xa0)
            mstore(add(head, 0x60), note)
            mstore(add(head, 0x80), 0)
            mstore(add(head, 0xa0), 1)
            mstore(add(head, 0xc0), word)
            mstore(add(head, 0xe0), mask)
            log4(head, 0x100, topic, gln, from, to)
        }
    }

    function _count(Slice[] calldata units) private pure returns (uint32 count) {
        for (uint256 i; i < units.length; ++i) {
            count += Words.unitsOf(units[i].word, units[i].mask);
        }
    }

    // --- containers

    function _container(uint64 sscc) internal view returns (Container storage) {
        return _containers[sscc];
    }

    /// @dev Adds units of a lot to a container's list.
    function _add(uint64 sscc, bytes32 lot, uint256 count) internal {
        Container storage container = _containers[sscc];
        uint256[MOST_LOTS] storage contents = _contents[sscc];
        uint256 lots = container.lots;
        for (uint256 i; i < lots; ++i) {
            uint256 entry = contents[i];
            if (Words.lotOf(bytes32(entry)) == lot) {
                contents[i] = entry + count;
                return;
            }
        }
        if (lots == MOST_LOTS) revert InventoryTooManyLots(sscc, MOST_LOTS);
        contents[lots] = uint256(lot) | count;
        container.lots = uint8(lots + 1);
    }

    /// @dev Takes units of a lot off the list of a container and of every one around it.
    function _subtract(uint64 sscc, bytes32 lot, uint256 count) internal {
        while (true) {
            Container storage container = _containers[sscc];
            uint256[MOST_LOTS] storage contents = _contents[sscc];
            uint256 i;
            uint256 entry = contents[0];
            while (Words.lotOf(bytes32(entry)) != lot) entry = contents[++i];
            if (uint32(entry) == count) {
                uint256 last = container.lots - 1;
                if (i != last) contents[i] = contents[last];
                contents[last] = 0;
                container.lots = uint8(last);
            } else {
                contents[i] = entry - count;
            }
            uint128 place = container.place;
            if (!place.isKind(HolderKind.Container)) return;
            sscc = place.ssccOf();
        }
    }

    /// @dev Applies `change` (adding or subtracting) to `target` for every lot in a container.
    function _eachContent(uint64 sscc, function(uint64, bytes32, uint256) internal change, uint64 target) internal {
        uint256 lots = _containers[sscc].lots;
        for (uint256 i; i < lots; ++i) {
            uint256 entry = _contents[sscc][i];
            change(target, Words.lotOf(bytes32(entry)), uint32(entry));
        }
    }

    /// @dev Takes units out of containers whose root is `holder`, to stay loose there. Returns how many.
    function _takeOut(uint128 holder, Packing[] calldata packings) internal returns (uint256 total) {
        uint64 sscc;
        bytes32 lot;
        uint256 count;
        for (uint256 i; i < packings.length; ++i) {
            Packing calldata packing = packings[i];
            bytes32 word = packing.word;
            // Neighbours of one lot in one container change its list once.
            if (i == 0 || packing.sscc != sscc || Words.lotOf(word) != lot) {
                if (i > 0) _subtract(sscc, lot, count);
                if (i == 0 || packing.sscc != sscc) _requireRoot(packing.sscc, holder);
                total += count;
                (sscc, lot, count) = (packing.sscc, Words.lotOf(word), 0);
            }
            uint256 mask = packing.mask;
            _move(Holders.container(sscc), holder, word, mask);
            count += Words.unitsOf(word, mask);
        }
        if (packings.length > 0) _subtract(sscc, lot, count);
        total += count;
    }

    function _requireRoot(uint64 sscc, uint128 holder) internal view {
        uint128 root = rootOf(sscc);
        if (root != holder) revert InventoryContainerElsewhere(sscc, root, holder);
    }

    // --- guards

    /// @dev Any flag on the product or on the lot outranks what the unit itself is.
    function _requireClean(bytes32 lot) internal view {
        Hold hold = catalogue.holdOf(lot);
        if (hold != Hold.None) revert ILots.LotsHeldBack(lot, hold);
    }

    /// @dev Calls `guard` for every lot of the goods, in containers too; not twice for neighbours of one lot.
    function _eachLot(Goods calldata goods, function(bytes32, uint64) internal view guard, uint64 gln) private view {
        bytes32 checked = _eachLot(goods.units, guard, gln);
        for (uint256 i; i < goods.containers.length; ++i) {
            uint64 sscc = goods.containers[i];
            uint256 lots = _containers[sscc].lots;
            // An empty container has no lot by which to judge it.
            if (lots == 0) guard(0, gln);
            for (uint256 j; j < lots; ++j) {
                bytes32 lot = Words.lotOf(bytes32(_contents[sscc][j]));
                if (lot != checked) guard(checked = lot, gln);
            }
        }
    }

    function _eachLot(Slice[] calldata units, function(bytes32, uint64) internal view guard, uint64 gln)
        private
        view
        returns (bytes32 checked)
    {
        // No lot's id: the first lot is always new.
        checked = Words.MASK;
        for (uint256 i; i < units.length; ++i) {
            bytes32 lot = Words.lotOf(units[i].word);
            if (lot != checked) guard(checked = lot, gln);
        }
    }

    /// @dev Reverts unless all lots of the units may be supplied today.
    function _requireCleanUnits(Slice[] calldata units) internal view {
        _eachLot(units, _requireCleanLot, 0);
    }

    function _requireCleanGoods(Goods calldata goods) internal view {
        _eachLot(goods, _requireCleanLot, 0);
    }

    /// @dev Reverts unless the goods are all of lots that the institution made.
    function _requireOwnLots(uint64 gln, Goods calldata goods) internal view {
        _eachLot(goods, _requireOwnLot, gln);
    }

    function _requireCleanLot(bytes32 lot, uint64) private view {
        _requireClean(lot);
    }

    /// @dev Reverts unless the holder is stock, opened packs or returns at the institution, or what it set aside itself.
    function _requireOwn(uint128 holder, uint64 gln) internal pure {
        bool own = holder == Holders.institution(gln) || holder == Holders.opened(gln)
            || holder == Holders.returned(gln) || holder == Holders.rejected(gln)
            || holder == Holders.quarantine(gln, gln);
        if (!own) revert InventoryNotYours(holder, gln);
    }

    /// @dev A GLN that comes from outside must fit into its place in an id, or it would spill into the next.
    function _requireGln(uint64 gln) internal pure {
        if (gln > Holders.MOST_GLN) revert InventoryBadGln(gln);
    }

    function _isAt(uint128 holder, bytes32 word, uint256 mask) internal view returns (bool) {
        return _held(holder, word).value & mask == mask;
    }

    function _none() internal pure returns (uint64[] calldata empty) {
        assembly ("memory-safe") {
            empty.offset := 0
            empty.length := 0
        }
    }

    function _requireOwnLot(bytes32 lot, uint64 gln) internal view {
        uint64 owner = catalogue.lotOf(lot).owner;
        if (owner != gln) revert ILots.LotsNotOwner(lot, owner, gln);
    }
}
