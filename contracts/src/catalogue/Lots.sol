// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../interfaces/IInstitutions.sol";
import {IInventory} from "../interfaces/IInventory.sol";
import {Hold, Lot, Run} from "../interfaces/ILots.sol";
import {Product, ProductStatus} from "../interfaces/IProducts.sol";
import {UnitTree} from "../lib/UnitTree.sol";
import {Words} from "../lib/Words.sol";
import {Products} from "./Products.sol";

/// @notice See {ILots}.
abstract contract Lots is Products {
    uint256 private constant RUN = Words.RUN;
    /// No drug keeps for a hundred years: a date beyond is a slip.
    uint24 private constant LONGEST_LIFE = 36_525;

    IInventory public immutable inventory;

    mapping(bytes32 lot => Lot) private _lots;
    mapping(bytes32 lotAndRun => Run) private _runs;

    constructor(IInventory inventory_) {
        inventory = inventory_;
    }

    function registerLot(
        uint64 gtin,
        string calldata lotNumber,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        bool serialised,
        string calldata origin
    ) external returns (bytes32 lot) {
        uint64 owner = _caller(Permission.RegisterLot);
        if (bytes(lotNumber).length == 0 || bytes(lotNumber).length > 20) revert LotsMissing("lotNumber");
        Product memory product = productOf(gtin);
        if (product.owner != owner) revert ProductsNotOwner(gtin, product.owner, owner);
        if (product.status != ProductStatus.Active) revert LotsProductNotActive(gtin);
        lot = lotIdOf(gtin, lotNumber);
        if (_lots[lot].gtin != 0) revert LotsTaken(lot);
        _requirePlan(production, expiry, quantity, origin);
        _lots[lot] = Lot(gtin, owner, production, expiry, quantity, 0, serialised, false);
        emit LotRegistered(lot, gtin, owner, lotNumber, production, expiry, quantity, serialised, origin);
    }

    function amendLot(
        bytes32 lot,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        string calldata origin,
        string calldata reason
    ) external {
        (Lot storage entry,) = _ownLot(lot, Permission.RegisterLot);
        if (entry.commissioned != 0) revert LotsAlreadyCommissioned(lot);
        _requirePlan(production, expiry, quantity, origin);
        entry.production = production;
        entry.expiry = expiry;
        entry.quantity = quantity;
        emit LotAmended(lot, production, expiry, quantity, origin, reason);
    }

    function recallLot(bytes32 lot, uint8 recallClass, string calldata reason) external {
        uint64 caller = _caller(Permission.Recall);
        Lot storage entry = _knownLot(lot);
        if (caller != entry.owner && caller != institutions.regulator()) revert LotsNotOwner(lot, entry.owner, caller);
        if (recallClass == 0 || recallClass > 3) revert LotsBadRecallClass(recallClass);
        if (entry.recalled) revert LotsAlreadyRecalled(lot);
        entry.recalled = true;
        emit LotRecalled(lot, caller, recallClass, reason);
    }

    function commission(bytes32 lot, uint32 run, bytes32[] calldata leaves) external {
        uint32 count = uint32(leaves.length);
        uint64 caller = _commission(lot, count, true);
        if (count == 0 || count > RUN) revert LotsBadRun(count, RUN);
        Run storage entry = _runs[_runKey(lot, run)];
        // The quantity word's number is out of reach of the last run's words.
        if (entry.count != 0 || run >= type(uint32).max / RUN) revert LotsRunTaken(lot, run);
        entry.root = UnitTree.root(leaves);
        entry.count = count;
        entry.day = _today();
        emit RunCommissioned(lot, caller, run, count, entry.root);
        inventory.issue(caller, lot, run, count);
    }

    function commissionQuantity(bytes32 lot, uint32 quantity) external {
        uint64 caller = _commission(lot, quantity, false);
        if (quantity == 0) revert LotsMissing("quantity");
        emit QuantityCommissioned(lot, caller, quantity);
        inventory.issueQuantity(caller, lot, quantity);
    }

    function lotOf(bytes32 lot) external view returns (Lot memory) {
        return _lots[lot];
    }

    function runOf(bytes32 lot, uint32 run) external view returns (Run memory) {
        return _runs[_runKey(lot, run)];
    }

    function includes(bytes32 lot, uint32 index, bytes32 leaf, bytes32[] calldata proof) external view returns (bool) {
        Run storage run = _runs[_runKey(lot, uint32(index / RUN))];
        return UnitTree.includes(run.root, run.count, index % RUN, leaf, proof);
    }

    function lotIdOf(uint64 gtin, string calldata lotNumber) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(gtin, lotNumber)) & ~Words.MASK;
    }

    function holdOf(bytes32 lot) public view returns (Hold) {
        Lot storage entry = _lots[lot];
        uint64 gtin = entry.gtin;
        if (gtin == 0) return Hold.UnknownLot;
        ProductStatus status = _statusOf(_products[gtin]);
        if (status == ProductStatus.Withdrawn) return Hold.ProductWithdrawn;
        if (status == ProductStatus.Suspended) return Hold.ProductSuspended;
        if (entry.recalled) return Hold.LotRecalled;
        if (_today() > entry.expiry) return Hold.Expired;
        return Hold.None;
    }

    function _knownLot(bytes32 lot) private view returns (Lot storage entry) {
        entry = _lots[lot];
        if (entry.gtin == 0) revert LotsUnknown(lot);
    }

    function _ownLot(bytes32 lot, Permission permission) private view returns (Lot storage entry, uint64 caller) {
        caller = _caller(permission);
        entry = _knownLot(lot);
        if (entry.owner != caller) revert LotsNotOwner(lot, entry.owner, caller);
    }

    /// @dev Checks that the caller may commission so many more units now, and counts them.
    function _commission(bytes32 lot, uint256 count, bool serialised) private returns (uint64 caller) {
        Lot storage entry;
        (entry, caller) = _ownLot(lot, Permission.Commission);
        if (entry.serialised != serialised) {
            if (serialised) revert LotsNotSerialised(lot);
            revert LotsSerialised(lot);
        }
        Hold hold = holdOf(lot);
        if (hold != Hold.None) revert LotsHeldBack(lot, hold);
        if (_today() == entry.expiry) revert LotsHeldBack(lot, Hold.Expired);
        uint256 commissioned = entry.commissioned + count;
        if (commissioned > entry.quantity) revert LotsTooMany(lot, commissioned, entry.quantity);
        entry.commissioned = uint32(commissioned);
    }

    function _requirePlan(uint24 production, uint24 expiry, uint32 quantity, string calldata origin) private view {
        uint24 today = _today();
        if (expiry <= production || expiry <= today || production > today || expiry - today > LONGEST_LIFE) {
            revert LotsBadDates(production, expiry, today);
        }
        if (quantity == 0) revert LotsMissing("quantity");
        if (bytes(origin).length == 0) revert LotsMissing("origin");
    }

    function _runKey(bytes32 lot, uint32 run) private pure returns (bytes32) {
        return lot | bytes32(uint256(run));
    }
}
