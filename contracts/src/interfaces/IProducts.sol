// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

enum ProductStatus {
    None,
    Active,
    /// No sale until it is reinstated.
    Suspended,
    /// No new lots; what exists may be sold.
    Retired,
    /// For good: only return and destruction stay legal.
    Withdrawn
}

/// @param gtin GTIN of this packaging level.
/// @param units How many of the product's base packs it holds.
struct PackagingLevel {
    uint64 gtin;
    uint32 units;
}

/// @param packSize Smallest parts (tablets, ampoules) in a base pack; at least 1; the same in all versions.
/// @param levels Higher packaging levels that have GTINs of their own.
struct ProductData {
    string name;
    string genericName;
    string form;
    string strength;
    string pack;
    string maker;
    string storageConditions;
    string atc;
    string approvalNumber;
    string nationalCode;
    uint32 packSize;
    PackagingLevel[] levels;
}

/// @param owner GLN of the factory that answers for the product.
/// @param version Counts from 1.
/// @param suspendedBy GLN of who suspended it, owner or regulator; 0 if it was never suspended or is
/// reinstated.
struct Product {
    uint64 owner;
    ProductStatus status;
    uint32 version;
    uint32 packSize;
    uint64 suspendedBy;
}

/// @title Versioned master data of drugs
/// @notice A product is known by the GTIN of its base pack. Its newest version can be read here, all versions from the log.
interface IProducts {
    event ProductRegistered(uint64 indexed gtin, uint64 indexed owner, ProductData data);
    event ProductAmended(uint64 indexed gtin, uint32 version, ProductData data, string reason);
    event ProductStatusSet(uint64 indexed gtin, ProductStatus status, uint64 by, string reason);

    error ProductsBadGtin(uint64 gtin);
    error ProductsMissing(string field);
    error ProductsGtinTaken(uint64 gtin, uint64 product);
    error ProductsUnknown(uint64 gtin);
    error ProductsNotOwner(uint64 gtin, uint64 owner, uint64 caller);
    error ProductsWrongStatus(uint64 gtin, ProductStatus status);
    error ProductsWrongVersion(uint64 gtin, uint32 version);
    error ProductsPackSizeFixed(uint64 gtin, uint32 packSize);

    function registerProduct(uint64 gtin, ProductData calldata data) external;
    /// @notice The owner puts a new version in the place of the newest.
    /// @param version The version the owner has seen, which must still be the newest.
    function amendProduct(uint64 gtin, uint32 version, ProductData calldata data, string calldata reason) external;
    /// @notice No sale until reinstated. Caller: the owner, or governance, which may take over the owner's suspension.
    function suspendProduct(uint64 gtin, string calldata reason) external;
    /// @notice Ends a suspension: the product is again what it was. Caller: the owner if it was its own, or governance.
    function reinstateProduct(uint64 gtin, string calldata reason) external;
    /// @notice No new lots from now on. Caller: the owner.
    function retireProduct(uint64 gtin, string calldata reason) external;
    /// @notice For good. Caller: the owner, or governance.
    function withdrawProduct(uint64 gtin, string calldata reason) external;

    function productOf(uint64 gtin) external view returns (Product memory);
    function dataOf(uint64 gtin) external view returns (ProductData memory);
    /// @notice The product that a GTIN of any packaging level belongs to; 0 if none.
    function baseOf(uint64 gtin) external view returns (uint64);
}
