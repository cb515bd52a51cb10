// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {Permission} from "../interfaces/IInstitutions.sol";
import {PackagingLevel, Product, ProductData, ProductStatus} from "../interfaces/IProducts.sol";
import {Gs1} from "../lib/Gs1.sol";
import {Member} from "../lib/Member.sol";

/// @notice See {IProducts}.
abstract contract Products is ICatalogue, Member {
    mapping(uint64 gtin => Product) internal _products;
    /// @dev The newest version as ABI-encoded `ProductData`: one value, written and read as a whole.
    mapping(uint64 gtin => bytes) private _data;
    mapping(uint64 gtin => uint64) public baseOf;

    function registerProduct(uint64 gtin, ProductData calldata data) external {
        uint64 owner = _caller(Permission.RegisterProduct);
        _claim(gtin, gtin);
        _products[gtin] = Product(owner, ProductStatus.Active, 1, data.packSize, 0);
        _store(gtin, data);
        emit ProductRegistered(gtin, owner, data);
    }

    function amendProduct(uint64 gtin, uint32 version, ProductData calldata data, string calldata reason) external {
        Product storage product = _owned(gtin);
        if (product.status == ProductStatus.Withdrawn) revert ProductsWrongStatus(gtin, product.status);
        if (product.version != version) revert ProductsWrongVersion(gtin, product.version);
        // What holds more or less is another trade item, with a GTIN of its own (GS1 GTIN Management Standard).
        if (data.packSize != product.packSize) revert ProductsPackSizeFixed(gtin, product.packSize);
        product.version = version + 1;
        _store(gtin, data);
        emit ProductAmended(gtin, version + 1, data, reason);
    }

    function suspendProduct(uint64 gtin, string calldata reason) external {
        (Product storage product, uint64 by) = _ruled(gtin);
        bool again = product.suspendedBy != 0 && (by == product.owner || product.suspendedBy == by);
        if (again || product.status == ProductStatus.Withdrawn) revert ProductsWrongStatus(gtin, _statusOf(product));
        product.suspendedBy = by;
        emit ProductStatusSet(gtin, ProductStatus.Suspended, by, reason);
    }

    function reinstateProduct(uint64 gtin, string calldata reason) external {
        (Product storage product, uint64 by) = _ruled(gtin);
        if (_statusOf(product) != ProductStatus.Suspended) revert ProductsWrongStatus(gtin, product.status);
        if (by == product.owner && product.suspendedBy != by) revert ProductsNotOwner(gtin, product.suspendedBy, by);
        product.suspendedBy = 0;
        emit ProductStatusSet(gtin, product.status, by, reason);
    }

    function retireProduct(uint64 gtin, string calldata reason) external {
        Product storage product = _owned(gtin);
        if (_statusOf(product) != ProductStatus.Active) revert ProductsWrongStatus(gtin, _statusOf(product));
        _set(gtin, product, ProductStatus.Retired, product.owner, reason);
    }

    function withdrawProduct(uint64 gtin, string calldata reason) external {
        (Product storage product, uint64 by) = _ruled(gtin);
        if (product.status == ProductStatus.Withdrawn) revert ProductsWrongStatus(gtin, product.status);
        _set(gtin, product, ProductStatus.Withdrawn, by, reason);
    }

    function productOf(uint64 gtin) public view returns (Product memory product) {
        product = _products[gtin];
        product.status = _statusOf(_products[gtin]);
    }

    function dataOf(uint64 gtin) external view returns (ProductData memory) {
        if (_products[gtin].version == 0) revert ProductsUnknown(gtin);
        return abi.decode(_data[gtin], (ProductData));
    }

    /// @dev A suspension outranks all but a withdrawal.
    function _statusOf(Product storage product) internal view returns (ProductStatus status) {
        status = product.status;
        if (status != ProductStatus.Withdrawn && product.suspendedBy != 0) return ProductStatus.Suspended;
    }

    function _set(uint64 gtin, Product storage product, ProductStatus status, uint64 by, string calldata reason)
        private
    {
        product.status = status;
        emit ProductStatusSet(gtin, status, by, reason);
    }

    function _known(uint64 gtin) private view returns (Product storage product) {
        product = _products[gtin];
        if (product.version == 0) revert ProductsUnknown(gtin);
    }

    function _owned(uint64 gtin) private view returns (Product storage product) {
        uint64 caller = _caller(Permission.RegisterProduct);
        product = _known(gtin);
        if (product.owner != caller) revert ProductsNotOwner(gtin, product.owner, caller);
    }

    /// @dev A product on which the caller may decide: its owner, or governance for the regulator.
    function _ruled(uint64 gtin) private view returns (Product storage product, uint64 by) {
        if (_isGovernance()) return (_known(gtin), institutions.regulator());
        product = _owned(gtin);
        by = product.owner;
    }

    function _store(uint64 gtin, ProductData calldata data) private {
        if (bytes(data.name).length == 0) revert ProductsMissing("name");
        if (data.packSize == 0) revert ProductsMissing("packSize");
        for (uint256 i; i < data.levels.length; ++i) {
            PackagingLevel calldata level = data.levels[i];
            if (level.units == 0) revert ProductsMissing("levels.units");
            // A level keeps its GTIN through all versions: a code once printed must stay known.
            if (baseOf[level.gtin] != gtin || level.gtin == gtin) _claim(level.gtin, gtin);
        }
        _data[gtin] = abi.encode(data);
    }

    function _claim(uint64 gtin, uint64 product) private {
        if (!Gs1.isGtin(gtin)) revert ProductsBadGtin(gtin);
        if (baseOf[gtin] != 0) revert ProductsGtinTaken(gtin, baseOf[gtin]);
        baseOf[gtin] = product;
    }
}
