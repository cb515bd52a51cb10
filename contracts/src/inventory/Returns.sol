// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../interfaces/IInstitutions.sol";
import {Goods, Slice, UnitProof} from "../interfaces/IInventory.sol";
import {EndState, Holders} from "../lib/Holders.sol";
import {Words} from "../lib/Words.sol";
import {Dispensing} from "./Dispensing.sol";

/// @notice Goods set aside, and goods that come back.
abstract contract Returns is Dispensing {
    function quarantine(uint64 gln, Goods calldata goods, string calldata reason) external {
        uint64 caller = _callerFor(gln, Permission.Quarantine);
        _setAside(caller, gln, Holders.institution(gln), goods, reason);
    }

    function release(uint64 setter, uint64 gln, Goods calldata goods) external {
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
        Slice[] memory slices = _proven(lot, expiry, units);
        _transfer(caller, Holders.end(EndState.Dispensed, day, caller), Holders.returned(caller), _none(), slices, note);
    }

    function acceptReturn(bytes32 lot, uint24 expiry, UnitProof[] calldata units) external {
        uint64 caller = _caller(Permission.Return);
        _requireClean(lot);
        _resell(caller, _proven(lot, expiry, units));
    }

    function acceptReturnedQuantity(bytes32 lot, uint24 expiry, uint32 quantity) external {
        uint64 caller = _caller(Permission.Return);
        _requireClean(lot);
        _requireExpiry(lot, expiry);
        Slice[] memory units = new Slice[](1);
        units[0] = Slice(Words.quantityOf(lot), quantity);
        _resell(caller, units);
    }

    function rejectReturn(Goods calldata goods, string calldata reason) external {
        uint64 caller = _caller(Permission.Return);
        _setAside(caller, caller, Holders.returned(caller), goods, reason);
    }

    function _resell(uint64 gln, Slice[] memory units) private {
        _transfer(gln, Holders.returned(gln), Holders.institution(gln), _none(), units, bytes32(0));
    }

    function _setAside(uint64 setter, uint64 gln, uint128 from, Goods calldata goods, string calldata reason) private {
        if (bytes(reason).length == 0) revert InventoryMissing("reason");
        _transfer(setter, from, Holders.quarantine(setter, gln), goods.containers, goods.units, bytes32(0));
        emit Reasoned(setter, msg.sig, reason);
    }

    /// @dev The caller's institution, which must be the one named unless it is the regulator.
    function _callerFor(uint64 gln, Permission permission) private view returns (uint64 caller) {
        caller = _caller(permission);
        if (caller != gln && caller != institutions.regulator()) {
            revert InventoryNotYours(Holders.institution(gln), caller);
        }
    }

    /// @dev The units as slices, after checking all that is printed on them: GTIN and serial by the leaf, lot and expiry.
    function _proven(bytes32 lot, uint24 expiry, UnitProof[] calldata units)
        private
        view
        returns (Slice[] memory slices)
    {
        _requireExpiry(lot, expiry);
        slices = new Slice[](units.length);
        for (uint256 i; i < units.length; ++i) {
            uint32 index = units[i].index;
            if (!catalogue.includes(lot, index, units[i].leaf, units[i].proof)) revert InventoryBadProof(lot, index);
            (slices[i].word, slices[i].mask) = Words.bitOf(lot, index);
        }
    }

    function _requireExpiry(bytes32 lot, uint24 expiry) private view {
        uint24 known = catalogue.lotOf(lot).expiry;
        if (known != expiry || known == 0) revert InventoryExpiryDiffers(lot, known);
    }
}
