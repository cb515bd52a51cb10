// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../interfaces/IInstitutions.sol";
import {Parts, Slice} from "../interfaces/IInventory.sol";
import {ILots} from "../interfaces/ILots.sol";
import {EndState, Holders} from "../lib/Holders.sol";
import {Words} from "../lib/Words.sol";
import {Stock} from "./Stock.sol";

/// @notice Packs, and parts of packs, to patients.
abstract contract Dispensing is Stock {
    uint24 internal constant UNDO_DAYS = 10;

    mapping(bytes32 lotAndIndex => Parts) private _parts;

    function dispense(Slice[] calldata units, bytes32 note) external {
        uint64 caller = _caller(Permission.Dispense);
        _requireCleanUnits(units);
        uint128 to = Holders.end(EndState.Dispensed, _today(), caller);
        _transfer(caller, Holders.institution(caller), to, _none(), units, note);
    }

    function dispensePart(bytes32 lot, uint32 index, uint32 parts, bytes32 note) external {
        uint64 caller = _caller(Permission.Dispense);
        _requireClean(lot);
        Parts storage entry = _parts[_partKey(lot, index)];
        uint32 packSize = catalogue.productOf(catalogue.lotOf(lot).gtin).packSize;
        uint32 before = entry.taken;
        if (parts == 0 || parts > packSize || before > packSize - parts) {
            revert InventoryBadParts(parts, before, packSize);
        }
        entry.taken = before + parts;
        entry.last = parts;
        entry.day = _today();

        uint128 opened = Holders.opened(caller);
        (bytes32 word, uint256 mask) = Words.bitOf(lot, index);
        // Whoever has the opened pack has it at this holder: nobody else can take another part of it.
        if (before == 0) _shift(caller, Holders.institution(caller), opened, word, mask, note);
        else _requireAt(opened, word, mask);
        if (entry.taken == packSize) {
            _shift(caller, opened, Holders.end(EndState.DispensedInParts, _today(), caller), word, mask, note);
        }
        emit PartDispensed(caller, lot, index, parts, entry.taken, note);
    }

    function undoPart(bytes32 lot, uint32 index) external {
        uint64 caller = _caller(Permission.Dispense);
        // With anything in the word number's place, the entry and the word would be of different units.
        if (Words.lotOf(lot) != lot) revert ILots.LotsUnknown(lot);
        Parts storage entry = _parts[_partKey(lot, index)];
        uint32 parts = entry.last;
        if (parts == 0) revert InventoryBadParts(0, entry.taken, 0);
        _requireUndoable(entry.day);
        entry.taken -= parts;
        entry.last = 0;

        uint128 opened = Holders.opened(caller);
        uint128 ended = Holders.end(EndState.DispensedInParts, entry.day, caller);
        (bytes32 word, uint256 mask) = Words.bitOf(lot, index);
        if (_isAt(ended, word, mask)) _shift(caller, ended, opened, word, mask, bytes32(0));
        else _requireAt(opened, word, mask);
        if (entry.taken == 0) _shift(caller, opened, Holders.institution(caller), word, mask, bytes32(0));
        emit PartUndone(caller, lot, index, parts, entry.taken);
    }

    function administer(uint24 day, Slice[] calldata units, bytes32 commitment, bytes32 note) external {
        uint64 caller = _caller(Permission.RecordUse);
        _requireCleanUnits(units);
        if (commitment == 0) revert InventoryMissing("commitment");
        uint128 from = Holders.end(EndState.Dispensed, day, caller);
        _transfer(caller, from, Holders.end(EndState.Administered, _today(), caller), _none(), units, note);
        emit Administered(caller, commitment);
    }

    function partsOf(bytes32 lot, uint32 index) external view returns (Parts memory) {
        return _parts[_partKey(lot, index)];
    }

    /// @dev Reverts once the undo window of a day has passed, or before that day.
    function _requireUndoable(uint24 day) internal view {
        uint24 today = _today();
        if (day > today || today - day > UNDO_DAYS) revert InventoryTooLate(day, today);
    }

    function _requireAt(uint128 holder, bytes32 word, uint256 mask) private view {
        if (!_isAt(holder, word, mask)) revert InventoryNotHeld(holder, word, 0, mask);
    }

    function _partKey(bytes32 lot, uint32 index) private pure returns (bytes32) {
        return lot | bytes32(uint256(index));
    }
}
