// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EndState} from "../lib/Holders.sol";

/// @notice Units of one word (256 units of a lot).
/// @param word Lot id with the word number in its last four bytes. Word 0xffffffff holds the quantity without serials.
/// @param mask Bit i stands for unit word x 256 + i; for the quantity word, how many.
struct Slice {
    bytes32 word;
    uint256 mask;
}

/// @notice Units in, or for, a container.
struct Packing {
    uint64 sscc;
    bytes32 word;
    uint256 mask;
}

/// @param containers SSCCs of containers that move with all they hold.
/// @param units Loose units.
struct Goods {
    uint64[] containers;
    Slice[] units;
}

/// @param place The holder it is at; 0 if it was never used.
/// @param children Containers right inside it.
/// @param lots Entries of its list of lots.
/// @param height How many containers deep it is at most.
struct Container {
    uint128 place;
    uint32 children;
    uint8 lots;
    uint8 height;
}

/// @param units Units of the lot inside, its containers' included.
struct Content {
    bytes32 lot;
    uint32 units;
}

enum ShipmentState {
    None,
    InTransit,
    /// The receiver has said that no more will come; what is left is the difference to clear.
    Closed,
    /// All of it has arrived or been cleared.
    Settled,
    Voided
}

enum Purpose {
    Supply,
    /// Goods on their way back, which may be recalled, withdrawn or expired.
    Return
}

/// @param containers Containers still under way, not counting those inside others.
/// @param units Loose units still under way.
struct Shipment {
    uint64 sender;
    uint64 receiver;
    uint32 containers;
    uint32 units;
    ShipmentState state;
    Purpose purpose;
    bool touched;
}

/// @param index Number of the unit in its lot.
/// @param leaf keccak256(GTIN as 8 bytes ‖ serial).
/// @param proof Shows that the leaf was commissioned under that number.
struct UnitProof {
    uint32 index;
    bytes32 leaf;
    bytes32[] proof;
}

/// @param taken Parts dispensed so far.
/// @param last Parts of the newest dispensing, which can be undone.
/// @param day Day of the newest dispensing.
struct Parts {
    uint32 taken;
    uint32 last;
    uint24 day;
}

/// @title Where every unit is
/// @notice A unit is at exactly one holder, and a container at exactly one place. Goods only ever move; commissioning
/// alone makes units. A note, where a call takes one, is carried into the event and read by no contract: six bytes of
/// event time (Unix seconds), two of bill type, 24 of a document's hash.
interface IInventory {
    /// @notice Goods went from one holder to another. Every act that moves goods emits it; the holders' ids tell the rest.
    /// @param act Selector of the function that moved them.
    event Transferred(
        uint64 indexed gln,
        uint128 indexed from,
        uint128 indexed to,
        bytes4 act,
        uint64[] containers,
        Slice[] units,
        bytes32 note
    );
    event Packed(uint64 indexed gln, Packing[] packings);
    event Unpacked(uint64 indexed gln, uint128 indexed holder, Packing[] packings);
    event Nested(uint64 indexed gln, uint64 indexed parent, uint64[] children);
    event Denested(uint64 indexed gln, uint64 indexed parent, uint128 indexed holder, uint64[] children);
    event Shipped(uint128 indexed shipment, uint64 indexed sender, uint64 indexed receiver, Purpose purpose);
    event ShipmentClosed(uint128 indexed shipment, string reason);
    event ShippingVoided(uint128 indexed shipment);
    event PartDispensed(
        uint64 indexed gln, bytes32 indexed lot, uint32 index, uint32 parts, uint32 taken, bytes32 note
    );
    event PartUndone(uint64 indexed gln, bytes32 indexed lot, uint32 index, uint32 parts, uint32 taken);
    /// @notice Why goods were moved, where the act asks for a reason: a destruction, a theft, a quarantine.
    event Reasoned(uint64 indexed gln, bytes4 indexed act, string reason);
    event Administered(uint64 indexed gln, bytes32 commitment);
    event Destroyed(uint64 indexed gln, address indexed executor, address indexed witness);

    error InventoryNotHeld(uint128 holder, bytes32 word, uint256 held, uint256 mask);
    error InventoryEmptySlice(bytes32 word);
    error InventoryNothing();
    error InventoryNotYours(uint128 holder, uint64 gln);
    error InventoryBadHolder(uint128 holder);
    error InventoryContainerElsewhere(uint64 sscc, uint128 place, uint128 expected);
    error InventoryBadSscc(uint64 sscc);
    error InventoryTooManyLots(uint64 sscc, uint256 most);
    error InventoryNestedInItself(uint64 sscc);
    error InventoryTooDeep(uint64 sscc);
    error InventoryMissing(string field);
    error InventoryWrongState(EndState state);
    error InventoryTooLate(uint24 day, uint24 today);
    error InventoryNotVoidable(bytes32 word);
    error InventoryShipmentTaken(uint128 shipment);
    error InventoryShipmentState(uint128 shipment, ShipmentState state);
    error InventoryNotReceiver(uint128 shipment, uint64 receiver, uint64 caller);
    error InventoryToItself(uint64 gln);
    error InventoryIncomplete(uint128 shipment, uint32 containers, uint32 units);
    error InventoryBadParts(uint32 parts, uint32 taken, uint32 packSize);
    error InventoryBadProof(bytes32 lot, uint32 index);
    error InventoryExpiryDiffers(bytes32 lot, uint24 expiry);
    error InventoryBadWitness(address witness);
    error InventoryOnlyGovernance(address caller);
    error InventoryOnlyCatalogue(address caller);
    error InventoryBadGln(uint64 gln);
    error InventoryWitnessedBefore(bytes32 digest);

    // --- commissioning, by the catalogue alone

    /// @notice Makes the units of a run, which the institution then holds.
    function issue(uint64 gln, bytes32 lot, uint32 run, uint256 count) external;
    function issueQuantity(uint64 gln, bytes32 lot, uint256 quantity) external;

    // --- packing

    /// @notice Puts loose units of the caller into containers at the caller; an unused SSCC becomes a container.
    function pack(Packing[] calldata packings) external;
    /// @notice Takes units out of containers, at any depth; they are loose at `holder`, where the containers are.
    function unpack(uint128 holder, Packing[] calldata packings) external;
    /// @notice Puts containers of the caller into another.
    function nest(uint64 parent, uint64[] calldata children) external;
    /// @notice Takes containers out of the one they are in.
    function denest(uint128 holder, uint64 parent, uint64[] calldata children) external;

    // --- hand-over

    /// @param number The sender's own number for the shipment, unused so far.
    function ship(uint64 number, uint64 receiver, Purpose purpose, Goods calldata goods, bytes32 note) external;
    /// @notice Takes back a shipment of which nothing has been received; `goods` lists all of it.
    function voidShipping(uint64 number, Goods calldata goods) external;
    /// @notice Takes in goods of a shipment addressed to the caller; what is not listed stays under way.
    /// @param missing Units that were not in their containers: they stay behind in the shipment.
    /// @param close Whether no more is expected.
    function receiveGoods(uint128 shipment, Goods calldata goods, Packing[] calldata missing, bool close, bytes32 note)
        external;
    /// @notice The receiver refuses what is still under way; governance may, for a receiver that can't act any more.
    function rejectShipment(uint128 shipment, string calldata reason) external;
    /// @notice The sender takes back what the receiver left; it is quarantined until checked.
    function reclaim(uint64 number, Goods calldata goods) external;

    // --- dispensing

    function dispense(Slice[] calldata units, bytes32 note) external;
    /// @notice Dispenses part of one pack, which is opened by it.
    function dispensePart(bytes32 lot, uint32 index, uint32 parts, bytes32 note) external;
    /// @notice Undoes the newest partial dispensing of a pack within 10 days.
    function undoPart(bytes32 lot, uint32 index) external;
    /// @notice Records that units dispensed by the caller's hospital were given to a patient.
    /// @param day Day they were dispensed.
    /// @param commitment Salted hash of who received them; the details stay at the hospital.
    function administer(uint24 day, Slice[] calldata units, bytes32 commitment, bytes32 note) external;

    // --- leaving circulation, and coming back

    /// @param state Exported, Sampled, FreeSample or CheckedOut.
    function decommission(EndState state, Goods calldata goods, bytes32 note) external;
    /// @param from Stock, opened packs, returns, refused returns or quarantine of the caller.
    /// @param signature EIP-712 signature of a second operator over the same destruction.
    function destroyGoods(uint128 from, Goods calldata goods, string calldata reason, bytes calldata signature) external;
    /// @param state Stolen or Lost.
    /// @param from Where they were: no container and no end state; the caller's own, unless it made the lots. What was not
    /// on sale there ends as GoneUnsaleable.
    /// @param evidence The police's reference, or for a loss the institution's.
    function reportGone(EndState state, uint128 from, Goods calldata goods, string calldata evidence) external;
    /// @notice Takes back a dispensing, export, sample, free sample or check-out of the caller's, within 10 days.
    function undo(EndState state, uint24 day, Goods calldata goods) external;
    /// @notice Governance: the same after 10 days, and for goods that were stolen or lost.
    function overrideUndo(uint64 gln, EndState state, uint24 day, Goods calldata goods) external;
    /// @notice Takes units back that were commissioned by mistake, within 10 days, from the factory's own stock.
    function voidCommissioning(Slice[] calldata units) external;

    // --- quarantine and return

    /// @param gln Who has the goods: the caller, or anyone for the regulator.
    function quarantine(uint64 gln, Goods calldata goods, string calldata reason) external;
    /// @param setter Who set them aside, which is the caller unless the caller is the regulator.
    function release(uint64 setter, uint64 gln, Goods calldata goods) external;
    /// @notice Takes back units that the caller's institution dispensed at most 10 days ago, each proven.
    function returnDispensed(uint24 day, bytes32 lot, uint24 expiry, UnitProof[] calldata units, bytes32 note) external;
    /// @notice Puts returned units back on sale, each proven: unopened, in date, kept as it should be.
    function acceptReturn(bytes32 lot, uint24 expiry, UnitProof[] calldata units) external;
    /// @notice The same for units without serials.
    function acceptReturnedQuantity(bytes32 lot, uint24 expiry, uint32 quantity) external;
    /// @notice Refuses returned goods: they can only be destroyed.
    function rejectReturn(Goods calldata goods, string calldata reason) external;

    // --- reading

    /// @notice The units of a word at a holder.
    function heldAt(uint128 holder, bytes32 word) external view returns (uint256);
    function containerOf(uint64 sscc) external view returns (Container memory, Content[] memory);
    /// @notice The holder that a container is at, and all the containers around it.
    function rootOf(uint64 sscc) external view returns (uint128);
    function shipmentOf(uint128 shipment) external view returns (Shipment memory);
    function partsOf(bytes32 lot, uint32 index) external view returns (Parts memory);
    /// @notice What the witness of a destruction signs.
    function destructionDigest(uint64 gln, uint128 from, Goods calldata goods, string calldata reason)
        external
        view
        returns (bytes32);
}
