// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Kind} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, Packing, Purpose, Shipment, Slice} from "../../src/interfaces/IInventory.sol";
import {Hold, ILots} from "../../src/interfaces/ILots.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice Words, holders and GLNs that nobody was ever given: nothing is there, and nothing else is reached by them.
contract MadeUpIdsTest is Stocked {
    /// @dev A word is any 32 bytes of the caller's: it must not lead to the storage of a shipment or a container.
    function testFuzz_nothingIsHeldOfAWordThatIsNoLots(bytes32 word, uint128 holder) external {
        vm.assume(word >> 32 != lot >> 32 && word >> 32 != bulk >> 32);
        uint128 id = _ship(factory, 1, wholesaler, _units(lot, 0xff));
        _pack(CASE, lot, 0x100);
        uint128[5] memory holders = [id, home, Holders.container(CASE), holder, uint128(CASE)];
        for (uint256 i; i < 5; ++i) {
            _same(inventory.heldAt(holders[i], word), 0, "nothing there");
            // Slots are small numbers, and the compiler's own mappings have them where the word stands.
            _same(inventory.heldAt(holders[i], bytes32(uint256(word) % 64)), 0, "nor in a slot");
        }
    }

    function testFuzz_aShipmentsRecordIsNoGoods(uint8 slot, uint8 bit) external {
        uint128 id = _ship(factory, 1, wholesaler, _units(lot, 0xff));
        bytes32 before = keccak256(abi.encode(inventory.shipmentOf(id)));
        Party[3] memory parties = [depot, factory, wholesaler];
        Goods memory goods = _units(bytes32(uint256(slot % 16)), 1 << bit);
        for (uint256 i; i < 3; ++i) {
            _fails(parties[i], abi.encodeCall(IInventory.reportGone, (EndState.Lost, id, goods, "x")));
        }
        _fails(wholesaler, abi.encodeCall(IInventory.receiveGoods, (id, goods, new Packing[](0), false, bytes32(0))));
        _same(keccak256(abi.encode(inventory.shipmentOf(id))), before, "as it was");
    }

    function testFuzz_unknownLotsAreJudgedWhereverTheyStand(bytes32 word, uint256 mask, bool first) external {
        bytes32 id = word & ~bytes32(uint256(0xffffffff));
        vm.assume(id != lot && id != bulk);
        Goods memory goods;
        goods.units = new Slice[](2);
        goods.units[first ? 0 : 1] = Slice(word, mask);
        goods.units[first ? 1 : 0] = Slice(lot, 1);
        _expectHeldBack(id, Hold.UnknownLot);
        vm.prank(factory.account);
        inventory.ship(1, wholesaler.gln, Purpose.Supply, goods, 0);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, id, uint64(0), factory.gln));
        vm.prank(factory.account);
        inventory.reportGone(EndState.Lost, Holders.institution(wholesaler.gln), goods, "x");
    }

    /// @dev A GLN of more than 44 bits would spill into the one beside it in a holder's id.
    function testFuzz_aGlnFitsItsPlace(uint64 gln, uint64 other) external {
        gln = uint64(_between(gln, 1 << 44, type(uint64).max));
        Goods memory goods = _units(lot, 1);
        bytes memory bad = abi.encodeWithSelector(IInventory.InventoryBadGln.selector, gln);
        vm.expectRevert(bad);
        vm.prank(admins[0]);
        inventory.quarantine(gln, goods, "x");
        vm.expectRevert(bad);
        vm.prank(admins[0]);
        inventory.release(gln, other, goods);
        if (other < 1 << 44) {
            vm.expectRevert(bad);
            vm.prank(admins[0]);
            inventory.release(other, gln, goods);
        }
        _expectFailed(bad);
        _govern(address(inventory), abi.encodeCall(IInventory.overrideUndo, (gln, EndState.Dispensed, TODAY, goods)));
    }

    function test_aTwinOfTheRegulatorReleasesNothingOfIts() external {
        uint64 twin = _twinOfTheRegulator();
        Party memory attacker = _join(twin, Kind.Distributor);
        vm.prank(admins[0]);
        inventory.quarantine(factory.gln, _units(lot, 0xff), "suspect");
        uint64 forged = factory.gln | ((REGULATOR ^ twin) << 44);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadGln.selector, forged));
        vm.prank(attacker.account);
        inventory.release(twin, forged, _units(lot, 0xff));
        _same(_held(Holders.quarantine(REGULATOR, factory.gln), lot), 0xff, "still set aside");
    }

    function testFuzz_aShipmentThatIsNoneIsClosedByNobody(uint128 id) external {
        Shipment memory none = inventory.shipmentOf(id);
        _same(none.receiver, 0, "unknown");
        _fails(wholesaler, abi.encodeCall(IInventory.rejectShipment, (id, "x")));
        _fails(
            wholesaler,
            abi.encodeCall(IInventory.receiveGoods, (id, _units(lot, 1), new Packing[](0), true, bytes32(0)))
        );
    }

    /// @dev Unit 1's entry of parts beside unit 256 itself: undone, a pack of which 20 parts went would be whole again.
    function test_aPartIsNotUndoneAcrossWords() external {
        Goods memory goods;
        goods.units = new Slice[](2);
        goods.units[0] = Slice(lot, 2);
        goods.units[1] = Slice(_word(lot, 1), 1);
        _supply(hospital, 1, goods);
        vm.prank(hospital.account);
        inventory.dispensePart(lot, 256, 20, 0);
        vm.prank(hospital.account);
        inventory.dispensePart(lot, 1, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsUnknown.selector, _word(lot, 1)));
        vm.prank(hospital.account);
        inventory.undoPart(_word(lot, 1), 0);
        _same(_held(Holders.opened(hospital.gln), _word(lot, 1)), 1, "still open");
        _same(inventory.partsOf(lot, 1).taken, 1, "not undone");
    }

    function testFuzz_partsAreUndoneByTheLotsOwnIdAlone(uint32 number, uint32 index) external {
        vm.assume(number != 0);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsUnknown.selector, _word(lot, number)));
        vm.prank(hospital.account);
        inventory.undoPart(_word(lot, number), index);
    }

    // --- steps

    function _fails(Party memory by, bytes memory call) private {
        vm.prank(by.account);
        (bool done,) = address(inventory).call(call);
        _false(done, "must fail");
    }

    /// @dev A GLN whose bits are all the regulator's: or-ing what it lacks makes the regulator's of it.
    function _twinOfTheRegulator() private pure returns (uint64 twin) {
        for (twin = REGULATOR - REGULATOR % (1 << 20); twin < REGULATOR; ++twin) {
            if (twin & ~REGULATOR != 0) continue;
            uint256 sum;
            uint256 weight = 1;
            for (uint256 rest = twin; rest > 0; rest /= 10) {
                sum += (rest % 10) * weight;
                weight = 4 - weight;
            }
            if (sum % 10 == 0) return twin;
        }
        revert("no twin");
    }
}
