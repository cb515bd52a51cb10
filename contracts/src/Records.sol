// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Inventory} from "./Inventory.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IInstitutions, Permission, Status} from "./interfaces/IInstitutions.sol";
import {ShipmentState} from "./interfaces/IInventory.sol";
import {IRecords, Record, RecordKind, Subject, SubjectKind} from "./interfaces/IRecords.sol";
import {Member} from "./lib/Member.sol";
import {Words} from "./lib/Words.sol";

/// @notice See {IRecords}.
contract Records is IRecords, Member {
    Inventory public immutable inventory;
    ICatalogue public immutable catalogue;

    mapping(bytes32 record => Record) private _records;
    mapping(uint64 author => mapping(bytes32 root => uint48)) public anchoredAt;

    constructor(address acts, IInstitutions institutions_, Inventory inventory_) Member(acts, institutions_) {
        inventory = inventory_;
        catalogue = inventory_.catalogue();
    }

    function write(bytes32 number, RecordKind kind, Subject calldata subject, bytes32 hash) external {
        uint64 author = _author(kind);
        if (hash == 0) revert RecordsMissing("hash");
        if (!_exists(subject)) revert RecordsUnknownSubject(subject.kind, subject.id);
        bytes32 id = recordIdOf(author, number);
        if (_records[id].version != 0) revert RecordsTaken(id);
        _records[id] = Record(author, 1, kind, false, subject, hash);
        emit RecordWritten(id, author, subject.id, kind, subject, hash);
    }

    function amend(bytes32 id, uint32 version, bytes32 hash, string calldata reason) external {
        if (hash == 0) revert RecordsMissing("hash");
        Record storage record = _own(id, version, reason);
        record.hash = hash;
        emit RecordAmended(id, record.version, hash, reason);
    }

    function voidRecord(bytes32 id, uint32 version, string calldata reason) external {
        Record storage record = _own(id, version, reason);
        record.voided = true;
        record.hash = keccak256(bytes(reason));
        emit RecordVoided(id, record.version, reason);
    }

    function anchor(bytes32 root, RecordKind kind, uint32 count) external {
        uint64 author = _author(kind);
        if (root == 0) revert RecordsMissing("root");
        if (count == 0) revert RecordsMissing("count");
        if (anchoredAt[author][root] != 0) revert RecordsAnchored(root, author);
        // solhint-disable-next-line not-rely-on-time
        anchoredAt[author][root] = uint48(block.timestamp);
        emit HashesAnchored(root, author, kind, count);
    }

    function recordOf(bytes32 id) external view returns (Record memory) {
        return _records[id];
    }

    function recordIdOf(uint64 author, bytes32 number) public pure returns (bytes32) {
        return keccak256(abi.encode(author, number));
    }

    /// @dev The caller's institution, if it may write records of this kind.
    function _author(RecordKind kind) private view returns (uint64) {
        if (kind == RecordKind.None) revert RecordsMissing("kind");
        if (kind == RecordKind.DrugUse) return _caller(Permission.RecordUse);
        if (kind == RecordKind.Inspection) return _caller(Permission.Inspect);
        return _caller(Permission.Record);
    }

    /// @dev A record of the caller's, counted up to its next version.
    function _own(bytes32 id, uint32 version, string calldata reason) private returns (Record storage record) {
        record = _records[id];
        if (record.version == 0) revert RecordsUnknown(id);
        uint64 caller = _author(record.kind);
        if (record.author != caller) revert RecordsNotAuthor(id, record.author, caller);
        if (record.voided) revert RecordsVoided(id);
        if (record.version != version) revert RecordsWrongVersion(id, record.version);
        if (bytes(reason).length == 0) revert RecordsMissing("reason");
        record.version = version + 1;
    }

    function _exists(Subject calldata subject) private view returns (bool) {
        bytes32 id = subject.id;
        if (subject.kind == SubjectKind.Product) {
            return uint256(id) <= type(uint64).max && catalogue.productOf(uint64(uint256(id))).version != 0;
        }
        if (subject.kind == SubjectKind.Lot) return catalogue.lotOf(id).gtin != 0;
        if (subject.kind == SubjectKind.Unit) {
            uint256 index = uint256(id & Words.MASK);
            return index % Words.RUN < catalogue.runOf(Words.lotOf(id), uint32(index / Words.RUN)).count;
        }
        if (subject.kind == SubjectKind.Shipment) {
            if (uint256(id) > type(uint128).max) return false;
            return inventory.shipmentOf(uint128(uint256(id))).state != ShipmentState.None;
        }
        if (subject.kind == SubjectKind.Institution) {
            if (uint256(id) > type(uint64).max) return false;
            return institutions.institutionOf(uint64(uint256(id))).status != Status.None;
        }
        return false;
    }
}
