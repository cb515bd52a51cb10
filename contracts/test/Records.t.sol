// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission, Refusal} from "../src/interfaces/IInstitutions.sol";
import {IRecords, Record, RecordKind, Subject, SubjectKind} from "../src/interfaces/IRecords.sol";
import {Party} from "./support/Consortium.sol";
import {Stocked} from "./support/Stocked.sol";

contract RecordsTest is Stocked {
    bytes32 private constant NUMBER = bytes32(uint256(7));
    bytes32 private constant HASH = keccak256("document");

    function test_aDocumentIsWrittenAboutASubject() external {
        bytes32 id = records.recordIdOf(wholesaler.gln, NUMBER);
        Subject memory about = Subject(SubjectKind.Lot, lot);
        vm.expectEmit(address(records));
        emit IRecords.RecordWritten(id, wholesaler.gln, lot, RecordKind.CirculationNote, about, HASH);
        _write(wholesaler, RecordKind.CirculationNote, about);
        Record memory record = records.recordOf(id);
        _same(record.author, wholesaler.gln, "author");
        _same(record.version, 1, "version");
        _same(uint8(record.kind), uint8(RecordKind.CirculationNote), "kind");
        _same(record.subject.id, lot, "subject");
        _same(record.hash, HASH, "hash");
        _false(record.voided, "not voided");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsTaken.selector, id));
        _write(wholesaler, RecordKind.CirculationNote, about);
        // Another author's number 7 is another record.
        _write(depot, RecordKind.CirculationNote, about);
    }

    function test_eachKindNeedsItsPermission() external {
        Subject memory about = Subject(SubjectKind.Lot, lot);
        _expectNotPermitted(pharmacy, Permission.RecordUse);
        _write(pharmacy, RecordKind.DrugUse, about);
        _write(hospital, RecordKind.DrugUse, about);
        _expectNotPermitted(hospital, Permission.Inspect);
        _write(hospital, RecordKind.Inspection, about);
        vm.prank(admins[0]);
        records.write(NUMBER, RecordKind.Inspection, about, HASH);
        _expectRefused(nobody, 0, Permission.Record, Refusal.UnknownOperator);
        vm.prank(nobody);
        records.write(NUMBER, RecordKind.Document, about, HASH);
        RecordKind[4] memory others =
            [RecordKind.CirculationNote, RecordKind.SensorData, RecordKind.EpcisEvent, RecordKind.Document];
        _forbid(factory, Permission.Record);
        for (uint256 i; i < 4; ++i) {
            vm.prank(depot.account);
            records.write(bytes32(i), others[i], about, HASH);
            _expectNotPermitted(factory, Permission.Record);
            _write(factory, others[i], about);
        }
    }

    function test_aRecordNeedsKindAndHash() external {
        Subject memory about = Subject(SubjectKind.Lot, lot);
        _expectMissing("kind");
        _write(factory, RecordKind.None, about);
        _expectMissing("hash");
        vm.prank(factory.account);
        records.write(NUMBER, RecordKind.Document, about, 0);
    }

    function test_aSubjectMustBeKnown() external {
        uint128 shipment = _ship(factory, 5, wholesaler, _units(lot, 1));
        Subject[5] memory known = [
            Subject(SubjectKind.Product, bytes32(uint256(GTIN))),
            Subject(SubjectKind.Lot, lot),
            Subject(SubjectKind.Unit, _word(lot, UNITS - 1)),
            Subject(SubjectKind.Shipment, bytes32(uint256(shipment))),
            Subject(SubjectKind.Institution, bytes32(uint256(depot.gln)))
        ];
        for (uint256 i; i < known.length; ++i) {
            vm.prank(factory.account);
            records.write(bytes32(i), RecordKind.Document, known[i], HASH);
        }
        Subject[10] memory unknown = [
            Subject(SubjectKind.None, lot),
            Subject(SubjectKind.Product, bytes32(uint256(OTHER_GTIN))),
            Subject(SubjectKind.Product, bytes32(uint256(GTIN) | 1 << 64)),
            Subject(SubjectKind.Lot, _word(lot, 1)),
            Subject(SubjectKind.Unit, _word(lot, UNITS)),
            Subject(SubjectKind.Unit, _word(bulk, 0)),
            Subject(SubjectKind.Shipment, bytes32(uint256(shipment) + 1)),
            Subject(SubjectKind.Shipment, bytes32(uint256(shipment) | 1 << 128)),
            Subject(SubjectKind.Institution, bytes32(uint256(STRANGER))),
            Subject(SubjectKind.Institution, bytes32(uint256(depot.gln) | 1 << 64))
        ];
        for (uint256 i; i < unknown.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IRecords.RecordsUnknownSubject.selector, unknown[i].kind, unknown[i].id)
            );
            vm.prank(factory.account);
            records.write(NUMBER, RecordKind.Document, unknown[i], HASH);
        }
    }

    function test_theAuthorAmendsTheNewestVersion() external {
        bytes32 id = _written(factory);
        vm.expectEmit(address(records));
        emit IRecords.RecordAmended(id, 2, keccak256("second"), "corrected");
        _amend(factory, id, 1, keccak256("second"), "corrected");
        _same(records.recordOf(id).version, 2, "version");
        _same(records.recordOf(id).hash, keccak256("second"), "hash");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsWrongVersion.selector, id, uint32(2)));
        _amend(factory, id, 1, HASH, "late");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsNotAuthor.selector, id, factory.gln, depot.gln));
        _amend(depot, id, 2, HASH, "forged");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsUnknown.selector, HASH));
        _amend(factory, HASH, 1, HASH, "none");
        _expectMissing("hash");
        _amend(factory, id, 2, 0, "empty");
        _expectMissing("reason");
        _amend(factory, id, 2, HASH, "");
        _takeAway(factory, Permission.Record);
        records.amend(id, 2, HASH, "x");
    }

    function test_theAuthorVoidsARecordForGood() external {
        bytes32 id = _written(factory);
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsNotAuthor.selector, id, factory.gln, depot.gln));
        _void(depot, id, 1, "forged");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsWrongVersion.selector, id, uint32(1)));
        _void(factory, id, 2, "early");
        _expectMissing("reason");
        _void(factory, id, 1, "");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsUnknown.selector, HASH));
        _void(factory, HASH, 1, "none");

        vm.expectEmit(address(records));
        emit IRecords.RecordVoided(id, 2, "did not occur");
        _void(factory, id, 1, "did not occur");
        Record memory record = records.recordOf(id);
        _true(record.voided, "voided");
        _same(record.version, 2, "its tombstone is a version");
        _same(record.hash, keccak256("did not occur"), "hash");
        bytes memory voided = abi.encodeWithSelector(IRecords.RecordsVoided.selector, id);
        vm.expectRevert(voided);
        _void(factory, id, 2, "again");
        vm.expectRevert(voided);
        _amend(factory, id, 2, HASH, "back");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsTaken.selector, id));
        _write(factory, RecordKind.Document, Subject(SubjectKind.Lot, lot));
    }

    function test_manyHashesAreAnchoredByOneRoot() external {
        vm.expectEmit(address(records));
        emit IRecords.HashesAnchored(HASH, factory.gln, RecordKind.EpcisEvent, 1024);
        _anchor(factory, HASH, 1024);
        _same(records.anchoredAt(factory.gln, HASH), block.timestamp, "when");
        _same(records.anchoredAt(depot.gln, HASH), 0, "not by others");
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsAnchored.selector, HASH, factory.gln));
        _anchor(factory, HASH, 1);
        _anchor(depot, HASH, 1);
        _expectMissing("root");
        _anchor(factory, 0, 1);
        _expectMissing("count");
        _anchor(factory, NUMBER, 0);
        _expectMissing("kind");
        vm.prank(factory.account);
        records.anchor(NUMBER, RecordKind.None, 1);
        _takeAway(factory, Permission.Record);
        records.anchor(NUMBER, RecordKind.EpcisEvent, 1);
    }

    // --- steps

    function _write(Party memory by, RecordKind kind, Subject memory about) private {
        vm.prank(by.account);
        records.write(NUMBER, kind, about, HASH);
    }

    function _written(Party memory by) private returns (bytes32) {
        _write(by, RecordKind.Document, Subject(SubjectKind.Lot, lot));
        return records.recordIdOf(by.gln, NUMBER);
    }

    function _amend(Party memory by, bytes32 id, uint32 version, bytes32 hash, string memory reason) private {
        vm.prank(by.account);
        records.amend(id, version, hash, reason);
    }

    function _void(Party memory by, bytes32 id, uint32 version, string memory reason) private {
        vm.prank(by.account);
        records.voidRecord(id, version, reason);
    }

    function _anchor(Party memory by, bytes32 root, uint32 count) private {
        vm.prank(by.account);
        records.anchor(root, RecordKind.EpcisEvent, count);
    }

    function _expectMissing(string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(IRecords.RecordsMissing.selector, field));
    }
}
