// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Goods, IInventory, Packing, Purpose, Slice} from "../../src/interfaces/IInventory.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Stocked} from "../support/Stocked.sol";
import {Vm} from "../support/Vm.sol";

/// @notice The event of every move, which the contract encodes by hand: byte for byte what the ABI asks for.
contract TransfersTest is Stocked {
    bytes32 private constant NOTE = keccak256("note");
    uint128 private _id;

    function setUp() public override {
        super.setUp();
        _id = Holders.shipment(factory.gln, 7);
    }

    function testFuzz_anyNumberOfContainersAndSlicesIsTold(uint256 boxes, uint256 slices, uint256 seed, bytes32 note)
        external
    {
        boxes = _between(boxes, 0, 9);
        slices = _between(slices, boxes == 0 ? 1 : 0, 20);
        Goods memory goods = _goods(boxes, slices, seed);
        vm.recordLogs();
        vm.prank(factory.account);
        inventory.ship(7, wholesaler.gln, Purpose.Supply, goods, note);
        _told(factory.gln, home, _id, IInventory.ship.selector, goods, note);

        vm.recordLogs();
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, goods, new Packing[](0), true, ~note);
        uint128 stock = Holders.institution(wholesaler.gln);
        _told(wholesaler.gln, _id, stock, IInventory.receiveGoods.selector, goods, ~note);

        vm.recordLogs();
        vm.prank(wholesaler.account);
        inventory.decommission(EndState.Exported, goods, note);
        uint128 end = Holders.end(EndState.Exported, TODAY, wholesaler.gln);
        _told(wholesaler.gln, stock, end, IInventory.decommission.selector, goods, note);
    }

    function testFuzz_aListOfUnitsAloneIsTold(uint256 slices, uint256 seed, bytes32 note) external {
        Goods memory goods = _goods(0, _between(slices, 1, 20), seed);
        _supply(pharmacy, 1, goods);
        vm.recordLogs();
        vm.prank(pharmacy.account);
        inventory.dispense(goods.units, note);
        uint128 end = Holders.end(EndState.Dispensed, TODAY, pharmacy.gln);
        _told(pharmacy.gln, Holders.institution(pharmacy.gln), end, IInventory.dispense.selector, goods, note);
    }

    function testFuzz_aSingleUnitIsTold(uint32 index, bytes32 note) external {
        index %= UNITS;
        bytes32 word = _word(lot, index / 256);
        Goods memory goods = _units(word, 1 << (index % 256));
        _supply(hospital, 1, goods);
        uint128 stock = Holders.institution(hospital.gln);
        uint128 opened = Holders.opened(hospital.gln);
        vm.recordLogs();
        vm.prank(hospital.account);
        inventory.dispensePart(lot, index, 1, note);
        _told(hospital.gln, stock, opened, IInventory.dispensePart.selector, goods, note);
        vm.recordLogs();
        vm.prank(hospital.account);
        inventory.undoPart(lot, index);
        _told(hospital.gln, opened, stock, IInventory.undoPart.selector, goods, 0);
    }

    function testFuzz_aReturnedQuantityIsTold(uint32 quantity) external {
        quantity = uint32(_between(quantity, 1, 1000));
        Goods memory goods = _units(_quantity(bulk), quantity);
        vm.prank(factory.account);
        inventory.ship(7, wholesaler.gln, Purpose.Return, goods, 0);
        vm.prank(wholesaler.account);
        inventory.receiveGoods(_id, goods, new Packing[](0), true, 0);
        vm.recordLogs();
        vm.prank(wholesaler.account);
        inventory.acceptReturnedQuantity(bulk, EXPIRY, quantity);
        uint128 back = Holders.returned(wholesaler.gln);
        uint128 stock = Holders.institution(wholesaler.gln);
        _told(wholesaler.gln, back, stock, IInventory.acceptReturnedQuantity.selector, goods, 0);
    }

    /// @dev Lists in another order, with filling between them: the event is as always.
    function testFuzz_howTheCallWasEncodedDoesNotShow(bytes32 filling, uint256 mask) external {
        vm.assume(mask != 0);
        Goods memory goods = _units(_word(lot, 1), mask);
        _pack(CASE, lot, 1);
        goods.containers = _ssccs(CASE);
        bytes memory lists = abi.encodePacked(
            abi.encode(0xe0, 0x60, filling),
            abi.encode(1, goods.units[0].word, goods.units[0].mask, filling),
            abi.encode(1, CASE)
        );
        vm.recordLogs();
        vm.prank(factory.account);
        _forward(address(inventory), _shipping(lists));
        _told(factory.gln, home, _id, IInventory.ship.selector, goods, NOTE);
    }

    function testFuzz_aContainerHas64Bits(uint8 bit) external {
        _pack(CASE, lot, 1);
        uint256 dirty = CASE | (1 << _between(bit, 64, 255));
        bytes memory lists = abi.encodePacked(abi.encode(0x40, 0x80), abi.encode(1, dirty), abi.encode(0));
        _fails(_shipping(lists));
    }

    function testFuzz_listsThatAreNotInTheCallAreNone(uint256 count, uint256 offset) external {
        count = _between(count, 2, type(uint256).max);
        _fails(_shipping(abi.encodePacked(abi.encode(0x40, 0x60, 0), abi.encode(count, lot, 1))));
        // The upper half counts as negative, and nothing is read there: lists of no entries.
        offset = _between(offset, 0x1000, type(uint256).max >> 1);
        _fails(_shipping(abi.encodePacked(abi.encode(0x40, offset, 0), abi.encode(1, lot, 1))));
        _fails(_shipping(abi.encodePacked(abi.encode(offset, 0x60, 0), abi.encode(1, lot, 1))));
    }

    // --- steps

    /// @dev Cases of one unit each, and slices of some of eight units each, no unit twice.
    function _goods(uint256 boxes, uint256 slices, uint256 seed) private returns (Goods memory goods) {
        goods.containers = new uint64[](boxes);
        for (uint256 i; i < boxes; ++i) {
            goods.containers[i] = uint64(i + 1);
            _pack(uint64(i + 1), lot, 1 << i);
        }
        goods.units = new Slice[](slices);
        for (uint256 i; i < slices; ++i) {
            uint256 some = 1 + (uint256(keccak256(abi.encode(seed, i))) % 255);
            goods.units[i] = Slice(_word(lot, i % 2), some << (16 + 8 * (i / 2)));
        }
    }

    /// @dev A call to ship with these bytes where the goods stand.
    function _shipping(bytes memory lists) private view returns (bytes memory) {
        return abi.encodePacked(
            abi.encodeWithSelector(IInventory.ship.selector, 7, wholesaler.gln, Purpose.Supply, 0xa0, NOTE), lists
        );
    }

    function _fails(bytes memory call) private {
        vm.prank(factory.account);
        (bool done,) = address(inventory).call(call);
        _false(done, "must fail");
    }

    function _told(uint64 gln, uint128 from, uint128 to, bytes4 act, Goods memory goods, bytes32 note) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 found;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != IInventory.Transferred.selector) continue;
            ++found;
            _same(logs[i].emitter, address(inventory), "emitter");
            _same(logs[i].topics.length, 4, "topics");
            _same(logs[i].topics[1], bytes32(uint256(gln)), "gln");
            _same(logs[i].topics[2], bytes32(uint256(from)), "from");
            _same(logs[i].topics[3], bytes32(uint256(to)), "to");
            (bytes4 act_, uint64[] memory boxes, Slice[] memory units, bytes32 note_) =
                abi.decode(logs[i].data, (bytes4, uint64[], Slice[], bytes32));
            _same(bytes32(act_), bytes32(act), "act");
            _same(keccak256(abi.encode(boxes)), keccak256(abi.encode(goods.containers)), "containers");
            _same(keccak256(abi.encode(units)), keccak256(abi.encode(goods.units)), "units");
            _same(note_, note, "note");
            bytes memory data = abi.encode(act, goods.containers, goods.units, note);
            _same(keccak256(logs[i].data), keccak256(data), "byte for byte");
        }
        _same(found, 1, "told once");
    }
}
