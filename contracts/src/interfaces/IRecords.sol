// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a record is about.
enum SubjectKind {
    None,
    /// id: the GTIN.
    Product,
    /// id: the lot's id.
    Lot,
    /// id: the lot's id with the unit's number in its last four bytes.
    Unit,
    /// id: the shipment's holder id.
    Shipment,
    /// id: the GLN.
    Institution
}

enum RecordKind {
    None,
    CirculationNote,
    DrugUse,
    Inspection,
    SensorData,
    EpcisEvent,
    Document
}

struct Subject {
    SubjectKind kind;
    bytes32 id;
}

/// @param author GLN of the institution that wrote it.
/// @param version Counts from 1.
/// @param hash Of the newest version's content, or of its tombstone's reason.
struct Record {
    uint64 author;
    uint32 version;
    RecordKind kind;
    bool voided;
    Subject subject;
    bytes32 hash;
}

/// @title Versioned documents about things on the ledger
/// @notice The documents stay off the chain; here is who wrote which version of what when. Nothing is erased: amending is
/// a new version, voiding a tombstone.
interface IRecords {
    event RecordWritten(
        bytes32 indexed record,
        uint64 indexed author,
        bytes32 indexed subject,
        RecordKind kind,
        Subject about,
        bytes32 hash
    );
    event RecordAmended(bytes32 indexed record, uint32 version, bytes32 hash, string reason);
    event RecordVoided(bytes32 indexed record, uint32 version, string reason);
    event HashesAnchored(bytes32 indexed root, uint64 indexed author, RecordKind kind, uint32 count);

    error RecordsMissing(string field);
    error RecordsTaken(bytes32 record);
    error RecordsUnknown(bytes32 record);
    error RecordsNotAuthor(bytes32 record, uint64 author, uint64 caller);
    error RecordsVoided(bytes32 record);
    error RecordsWrongVersion(bytes32 record, uint32 version);
    error RecordsUnknownSubject(SubjectKind kind, bytes32 id);
    error RecordsAnchored(bytes32 root, uint64 author);

    /// @param number The author's own number for the record, unused so far; `recordIdOf` tells the id.
    function write(bytes32 number, RecordKind kind, Subject calldata subject, bytes32 hash) external;
    /// @param version The version the author has seen, which must still be the newest.
    function amend(bytes32 record, uint32 version, bytes32 hash, string calldata reason) external;
    function voidRecord(bytes32 record, uint32 version, string calldata reason) external;
    /// @notice Anchors many hashes by the root of a `UnitTree` over them.
    function anchor(bytes32 root, RecordKind kind, uint32 count) external;

    function recordIdOf(uint64 author, bytes32 number) external pure returns (bytes32);
    function recordOf(bytes32 record) external view returns (Record memory);
    /// @notice Block time, Unix seconds, at which an institution anchored a root; 0 if it did not.
    function anchoredAt(uint64 author, bytes32 root) external view returns (uint48);
}
