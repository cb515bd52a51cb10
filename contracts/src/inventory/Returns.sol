// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../interfaces/IInstitutions.sol";
import {Goods, UnitProof} from "../interfaces/IInventory.sol";
import {EndState, Holders} from "../lib/Holders.sol";
import {Words} from "../lib/Words.sol";
import {Dispensing} from "./Dispensing.sol";

/// @notice Goods set aside, and goods that come back.
abstract contract Returns is Dispensing {
    function quarantine(uint64 gln, Goods calldata goods, string calldata reason) external {
        _requireGln(gln);
        uint64 caller = _callerFor(gln, Permission.Quarantine);
        _setAside(caller, Holders.institution(gln), Holders.quarantine(caller, gln), goods, reason);
    }

    function release(uint64 setter, uint64 gln, Goods calldata goods) external {
        _requireGln(setter);
        _requireGln(gln);
        uint64 caller = _callerFor(setter, Permission.Quarantine);
        _transfer(
            caller, Holders.quarantine(setter, gln), Holders.institution(gln), goods.containers, goods.units, bytes32(0)
        );
    }

    function returnDispensed(uint24 day, bytes32 lot, uint24 expiry, UnitProof[] calldata units, bytes32 note)
        external
    {
        uint64 caller = _caller(Permission.Return);
        _requireUndoable(day);
        uint128 from = Holders.end(EndState.Dispensed, day, caller);
        _shiftProven(caller, from, Holders.returned(caller), lot, expiry, units, note);
    }

    function acceptReturn(bytes32 lot, uint24 expiry, UnitProof[] calldata units) external {
        uint64 caller = _caller(Permission.Return);
        _requireClean(lot);
        _shiftProven(caller, Holders.returned(caller), Holders.institution(caller), lot, expiry, units, bytes32(0));
    }

    function acceptReturnedQuantity(bytes32 lot, uint24 expiry, uint32 quantity) external {
        uint64 caller = _caller(Permission.Return);
        _requireClean(lot);
        _requireExpiry(lot, expiry);
        _shift(
            caller, Holders.returned(caller), Holders.institution(caller), Words.quantityOf(lot), quantity, bytes32(0)
        );
    }

    function rejectReturn(Goods calldata goods, string calldata reason) external {
        uint64 caller = _caller(Permission.Return);
        _setAside(caller, Holders.returned(caller), Holders.rejected(caller), goods, reason);
    }

    function _setAside(uint64 caller, uint128 from, uint128 to, Goods calldata goods, string calldata reason) private {
        if (bytes(reason).length == 0) revert InventoryMissing("reason");
        _transfer(caller, from, to, goods.containers, goods.units, bytes32(0));
        emit Reasoned(caller, msg.sig, reason);
    }

    /// @dev The caller's institution, which must be the one named unless it is the regulator.
    function _callerFor(uint64 gln, Permission permission) private view returns (uint64 caller) {
        caller = _caller(permission);
        if (caller != gln && caller != institutions.regulator()) {
            revert InventoryNotYours(Holders.institution(gln), caller);
        }
    }

    /// @dev Moves units after checking all that is printed on them: GTIN and serial by the leaf, lot and expiry.
    function _shiftProven(
        uint64 gln,
        uint128 from,
        uint128 to,
        bytes32 lot,
        uint24 expiry,
        UnitProof[] calldata units,
        bytes32 note
    ) private {
        _requireExpiry(lot, expiry);
        if (units.length == 0) revert InventoryNothing();
        for (uint256 i; i < units.length; ++i) {
            uint32 index = units[i].index;
            if (!catalogue.includes(lot, index, units[i].leaf, units[i].proof)) revert InventoryBadProof(lot, index);
            (bytes32 word, uint256 mask) = Words.bitOf(lot, index);
            _shift(gln, from, to, word, mask, note);
        }
    }

    function _requireExpiry(bytes32 lot, uint24 expiry) private view {
        uint24 known = catalogue.lotOf(lot).expiry;
        if (known != expiry || known == 0) revert InventoryExpiryDiffers(lot, known);
    }
}
