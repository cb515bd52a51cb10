// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Why goods of a lot may not be supplied.
enum Hold {
    None,
    UnknownLot,
    ProductWithdrawn,
    ProductSuspended,
    LotRecalled,
    Expired
}

/// @param gtin The product: GTIN of its base pack.
/// @param owner GLN of the factory that made the lot.
/// @param production Day of production, in days since 1970-01-01.
/// @param expiry Last day of use, in days since 1970-01-01.
/// @param quantity The most units that may be commissioned.
/// @param commissioned Units commissioned so far.
struct Lot {
    uint64 gtin;
    uint64 owner;
    uint24 production;
    uint24 expiry;
    uint32 quantity;
    uint32 commissioned;
    bool serialised;
    bool recalled;
}

/// @notice Up to 1 024 units commissioned together; run r numbers its units from r x 1 024.
/// @param root Root of the `UnitTree` over the run's leaves.
/// @param day When, in days since 1970-01-01.
struct Run {
    bytes32 root;
    uint32 count;
    uint24 day;
}

/// @title Lots: origin, dates, recall, and the units they were commissioned with
/// @notice A lot's id is derived from GTIN and lot number: 28 bytes of a hash and four zero bytes, in whose place a word
/// number makes the key of 256 units.
interface ILots {
    event LotRegistered(
        bytes32 indexed lot,
        uint64 indexed gtin,
        uint64 indexed owner,
        string lotNumber,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        bool serialised,
        string origin
    );
    event LotAmended(
        bytes32 indexed lot, uint24 production, uint24 expiry, uint32 quantity, string origin, string reason
    );
    /// @param recallClass 1 to 3: how dangerous, 1 the most.
    event LotRecalled(bytes32 indexed lot, uint64 indexed by, uint8 recallClass, string reason);
    /// @notice The run's leaves are in the call that was made.
    event RunCommissioned(bytes32 indexed lot, uint64 indexed gln, uint32 run, uint32 count, bytes32 root);
    event QuantityCommissioned(bytes32 indexed lot, uint64 indexed gln, uint32 quantity);

    error LotsMissing(string field);
    error LotsTaken(bytes32 lot);
    error LotsUnknown(bytes32 lot);
    error LotsNotOwner(bytes32 lot, uint64 owner, uint64 caller);
    error LotsBadDates(uint24 production, uint24 expiry, uint24 today);
    error LotsBadRecallClass(uint8 recallClass);
    error LotsProductNotActive(uint64 gtin);
    error LotsAlreadyRecalled(bytes32 lot);
    error LotsAlreadyCommissioned(bytes32 lot);
    error LotsHeldBack(bytes32 lot, Hold hold);
    error LotsRunTaken(bytes32 lot, uint32 run);
    error LotsBadRun(uint256 count, uint256 most);
    error LotsTooMany(bytes32 lot, uint256 commissioned, uint256 quantity);
    error LotsNotSerialised(bytes32 lot);
    error LotsSerialised(bytes32 lot);

    /// @notice Registers a lot of a product of the caller.
    function registerLot(
        uint64 gtin,
        string calldata lotNumber,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        bool serialised,
        string calldata origin
    ) external returns (bytes32 lot);
    /// @notice Corrects a lot before anything of it is commissioned.
    function amendLot(
        bytes32 lot,
        uint24 production,
        uint24 expiry,
        uint32 quantity,
        string calldata origin,
        string calldata reason
    ) external;
    /// @notice For good: only return and destruction stay legal. Caller: the lot's factory, or the regulator.
    function recallLot(bytes32 lot, uint8 recallClass, string calldata reason) external;

    function lotIdOf(uint64 gtin, string calldata lotNumber) external pure returns (bytes32);
    function lotOf(bytes32 lot) external view returns (Lot memory);
    function runOf(bytes32 lot, uint32 run) external view returns (Run memory);
    /// @notice Commissions up to 1 024 units, which the caller then holds. Runs need no order.
    /// @param run Number of the run, chosen by the caller, unused so far.
    /// @param leaves keccak256(GTIN as 8 bytes ‖ serial) of each unit, in the order of their numbers.
    function commission(bytes32 lot, uint32 run, bytes32[] calldata leaves) external;
    /// @notice Commissions units without serials.
    function commissionQuantity(bytes32 lot, uint32 quantity) external;

    /// @notice Why goods of the lot may not be supplied today; `None` if they may.
    function holdOf(bytes32 lot) external view returns (Hold);
    /// @notice Whether unit `index` of the lot was commissioned with this leaf.
    /// @param proof The three siblings of each level, from the leaf up.
    function includes(bytes32 lot, uint32 index, bytes32 leaf, bytes32[] calldata proof) external view returns (bool);
}
