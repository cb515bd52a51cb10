// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission} from "../../src/interfaces/IInstitutions.sol";
import {Container, IInventory, Packing} from "../../src/interfaces/IInventory.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

contract PackagingTest is Stocked {
    function test_unitsArePacked() external {
        Packing[] memory packings = _packing(CASE, lot, 7);
        vm.expectEmit(address(inventory));
        emit IInventory.Packed(factory.gln, packings);
        _do(factory, abi.encodeCall(IInventory.pack, (packings)));
        _same(_held(Holders.container(CASE), lot), 7, "inside");
        _same(_held(home, lot), type(uint256).max ^ 7, "outside");
        _same(_placeOf(CASE), home, "the case stands at the factory");
        _same(_listed(CASE, lot), 3, "list");
    }

    function testFuzz_packedMasksAreDisjointAndListed(uint256 first, uint256 second) external {
        second &= ~first;
        vm.assume(first != 0 && second != 0);
        Packing[] memory packings = new Packing[](4);
        packings[0] = Packing(CASE, lot, first);
        packings[1] = Packing(CASE, _word(lot, 1), second);
        packings[2] = Packing(CASE, _quantity(bulk), 10);
        packings[3] = Packing(CASE_2, lot, second);
        _do(factory, abi.encodeCall(IInventory.pack, (packings)));
        _same(_held(Holders.container(CASE), lot), first, "first");
        _same(_held(Holders.container(CASE_2), lot), second, "second");
        _same(_held(home, lot), ~(first | second), "rest");
        _same(_listed(CASE, lot), _bits(first) + _bits(second), "two words, one entry");
        _same(_listed(CASE, bulk), 10, "quantity");
        _same(_listed(CASE_2, lot), _bits(second), "second list");

        _do(factory, abi.encodeCall(IInventory.unpack, (home, packings)));
        _same(_held(home, lot), type(uint256).max, "all back");
        (Container memory container,) = inventory.containerOf(CASE);
        _same(container.lots, 0, "an empty list");
    }

    function test_packingNeedsWhatOneHolds() external {
        _pack(CASE, lot, 1);
        _expectNotHeld(home, lot, type(uint256).max ^ 1, 1);
        _pack(CASE_2, lot, 1);
        bytes32 last = _word(lot, 2);
        _expectNotHeld(home, last, _first(88), 1 << 88);
        _pack(CASE, last, 1 << 88);
        _expectNotHeld(home, _quantity(bulk), 1000, 1001);
        _pack(CASE, _quantity(bulk), 1001);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryEmptySlice.selector, lot));
        _pack(CASE, lot, 0);
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        _do(factory, abi.encodeCall(IInventory.pack, (new Packing[](0))));
        _takeAway(factory, Permission.Pack);
        inventory.pack(_packing(CASE, lot, 2));
    }

    function test_aContainerIsPackedWhereItStands() external {
        _pack(CASE, lot, 1);
        _supply(wholesaler, 1, _units(lot, 2));
        _expectElsewhere(CASE, home, Holders.institution(wholesaler.gln));
        _do(wholesaler, abi.encodeCall(IInventory.pack, (_packing(CASE, lot, 2))));
        _nest(PALLET, CASE);
        _expectElsewhere(CASE, Holders.container(PALLET), home);
        _pack(CASE, lot, 4);
    }

    function testFuzz_anSsccHas18Digits(uint64 sscc) public {
        bool good = sscc > 0 && sscc < 1e18;
        if (!good) vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadSscc.selector, sscc));
        _pack(sscc, lot, 1);
        _same(_listed(sscc, lot), good ? 1 : 0, "list");
    }

    function test_theBordersOfAnSscc() external {
        testFuzz_anSsccHas18Digits(0);
        testFuzz_anSsccHas18Digits(1e18);
        testFuzz_anSsccHas18Digits(1e18 - 1);
    }

    function test_aContainerHoldsAtMost32Lots() external {
        Packing[] memory packings = new Packing[](32);
        bytes32[] memory one = _leaves(lot, 0, 1);
        for (uint256 i; i < 33; ++i) {
            bytes32 id = _lot(string(abi.encodePacked("many", bytes1(uint8(48 + i)))), true);
            vm.prank(factory.account);
            catalogue.commission(id, 0, one);
            if (i < 32) packings[i] = Packing(CASE, id, 1);
            else _pack(CASE_2, id, 1);
        }
        _do(factory, abi.encodeCall(IInventory.pack, (packings)));
        bytes memory tooMany = abi.encodeWithSelector(IInventory.InventoryTooManyLots.selector, CASE, uint256(32));
        vm.expectRevert(tooMany);
        _pack(CASE, lot, 1);
        vm.expectRevert(tooMany);
        _nest(CASE, CASE_2);
        // One out makes room for one.
        Packing[] memory out = new Packing[](1);
        out[0] = packings[4];
        _do(factory, abi.encodeCall(IInventory.unpack, (home, out)));
        _pack(CASE, lot, 1);
        _same(_listed(CASE, packings[31].word), 1, "the last entry took the free place");
        _same(_listed(CASE, lot), 1, "the new one");
    }

    function test_containersAreNested() external {
        _pack(CASE, lot, 3);
        _pack(CASE_2, lot, 4);
        uint64[] memory children = new uint64[](2);
        (children[0], children[1]) = (CASE, CASE_2);
        vm.expectEmit(address(inventory));
        emit IInventory.Nested(factory.gln, PALLET, children);
        _do(factory, abi.encodeCall(IInventory.nest, (PALLET, children)));
        _same(_placeOf(CASE), Holders.container(PALLET), "place");
        _same(inventory.rootOf(CASE), home, "root");
        _same(_listed(PALLET, lot), 3, "children's units");
        (Container memory pallet,) = inventory.containerOf(PALLET);
        _same(pallet.children, 2, "children");

        // What leaves an inner case leaves the lists of all around it.
        _do(factory, abi.encodeCall(IInventory.unpack, (home, _packing(CASE, lot, 1))));
        _same(_listed(PALLET, lot), 2, "outer");
        _same(_listed(CASE, lot), 1, "inner");

        vm.expectEmit(address(inventory));
        emit IInventory.Denested(factory.gln, PALLET, home, _ssccs(CASE));
        _do(factory, abi.encodeCall(IInventory.denest, (home, PALLET, _ssccs(CASE))));
        _same(_placeOf(CASE), home, "out again");
        _same(_listed(PALLET, lot), 1, "less");
        (pallet,) = inventory.containerOf(PALLET);
        _same(pallet.children, 1, "one child");
    }

    function test_nestingHasNoCircles() external {
        _pack(CASE, lot, 1);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNestedInItself.selector, CASE));
        _nest(CASE, CASE);
        _nest(PALLET, CASE);
        // The inner one no longer stands at the factory itself.
        _expectElsewhere(CASE, Holders.container(PALLET), home);
        _nest(CASE, PALLET);
    }

    function test_aPileOfMoreThanEightIsTooDeep() external {
        _pack(1, lot, 1);
        for (uint64 sscc = 1; sscc < 9; ++sscc) {
            _nest(sscc + 1, sscc);
            _same(_heightOf(sscc + 1), sscc, "height");
        }
        _same(inventory.rootOf(1), home, "eight around it");
        _expectTooDeep(10);
        _nest(10, 9);
        // Nor by way of a box that is flat itself: the highest of all counts.
        _pack(11, lot, 2);
        uint64[] memory both = new uint64[](2);
        (both[0], both[1]) = (11, 9);
        _expectTooDeep(10);
        _do(factory, abi.encodeCall(IInventory.nest, (10, both)));
        _do(factory, abi.encodeCall(IInventory.unpack, (home, _packing(1, lot, 1))));
        _same(_held(home, lot), type(uint256).max ^ 2, "taken out from below all");
    }

    function test_anEmptiedContainerIsFlatAgain() external {
        _pack(1, lot, 1);
        for (uint64 sscc = 1; sscc < 9; ++sscc) {
            _nest(sscc + 1, sscc);
        }
        _do(factory, abi.encodeCall(IInventory.denest, (home, 9, _ssccs(8))));
        _same(_heightOf(9), 0, "flat");
        _same(_heightOf(8), 7, "as it was");
        _nest(10, 9);
        _nest(11, 8);
        _same(_heightOf(11), 8, "as deep as may be");
    }

    function test_nestingTakesContainersOfOnesOwn() external {
        _expectElsewhere(CASE, 0, home);
        _nest(PALLET, CASE);
        _pack(CASE, lot, 1);
        _expectElsewhere(CASE, home, Holders.institution(depot.gln));
        _do(depot, abi.encodeCall(IInventory.nest, (PALLET, _ssccs(CASE))));
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        _do(factory, abi.encodeCall(IInventory.nest, (PALLET, new uint64[](0))));
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadSscc.selector, uint64(1e18)));
        _nest(1e18, CASE);
        _takeAway(factory, Permission.Pack);
        inventory.nest(PALLET, _ssccs(CASE));
    }

    function test_unpackingNeedsOnesOwnContainer() external {
        _pack(CASE, lot, 3);
        Packing[] memory packings = _packing(CASE, lot, 1);
        vm.expectEmit(address(inventory));
        emit IInventory.Unpacked(factory.gln, home, packings);
        _do(factory, abi.encodeCall(IInventory.unpack, (home, packings)));

        packings[0].mask = 2;
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, home, depot.gln));
        _do(depot, abi.encodeCall(IInventory.unpack, (home, packings)));
        uint128 stock = Holders.institution(depot.gln);
        _expectElsewhere(CASE, home, stock);
        _do(depot, abi.encodeCall(IInventory.unpack, (stock, packings)));
        _expectNotHeld(Holders.container(CASE), lot, 2, 4);
        _do(factory, abi.encodeCall(IInventory.unpack, (home, _packing(CASE, lot, 4))));
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        _do(factory, abi.encodeCall(IInventory.unpack, (home, new Packing[](0))));
        _takeAway(factory, Permission.Pack);
        inventory.unpack(home, packings);
    }

    function test_goodsUnderWayOrGoneAreNotUnpacked() external {
        _pack(CASE, lot, 1);
        uint128[4] memory foreign = [
            _ship(factory, 1, wholesaler, _boxes(CASE)),
            Holders.container(CASE),
            Holders.end(EndState.Destroyed, TODAY, factory.gln),
            uint128(factory.gln)
        ];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, foreign[i], factory.gln));
            _do(factory, abi.encodeCall(IInventory.unpack, (foreign[i], _packing(CASE, lot, 1))));
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, foreign[i], factory.gln));
            _do(factory, abi.encodeCall(IInventory.denest, (foreign[i], CASE, _ssccs(CASE_2))));
        }
    }

    function test_denestingNeedsChildrenOfTheParent() external {
        _pack(CASE, lot, 1);
        _pack(CASE_2, lot, 2);
        _nest(PALLET, CASE);
        _expectElsewhere(CASE_2, home, Holders.container(PALLET));
        _do(factory, abi.encodeCall(IInventory.denest, (home, PALLET, _ssccs(CASE_2))));
        vm.expectRevert(_error(IInventory.InventoryNothing.selector));
        _do(factory, abi.encodeCall(IInventory.denest, (home, PALLET, new uint64[](0))));
        uint128 stock = Holders.institution(depot.gln);
        _expectElsewhere(PALLET, home, stock);
        _do(depot, abi.encodeCall(IInventory.denest, (stock, PALLET, _ssccs(CASE))));
        _takeAway(factory, Permission.Pack);
        inventory.denest(home, PALLET, _ssccs(CASE));
    }

    function test_whatTheRegulatorSetAsideStaysPacked() external {
        _pack(CASE, lot, 3);
        _nest(PALLET, CASE);
        uint128 aside = Holders.quarantine(REGULATOR, factory.gln);
        vm.prank(admins[0]);
        inventory.quarantine(factory.gln, _boxes(PALLET), "evidence");
        bytes memory notYours = abi.encodeWithSelector(IInventory.InventoryNotYours.selector, aside, factory.gln);
        vm.expectRevert(notYours);
        _do(factory, abi.encodeCall(IInventory.unpack, (aside, _packing(CASE, lot, 1))));
        vm.expectRevert(notYours);
        _do(factory, abi.encodeCall(IInventory.denest, (aside, PALLET, _ssccs(CASE))));
        _same(_listed(PALLET, lot), 2, "as it was");
    }

    function test_goodsInQuarantineAreUnpackedThere() external {
        _pack(CASE, lot, 3);
        _nest(PALLET, CASE);
        _do(factory, abi.encodeCall(IInventory.quarantine, (factory.gln, _boxes(PALLET), "damp")));
        uint128 aside = Holders.quarantine(factory.gln, factory.gln);
        _do(factory, abi.encodeCall(IInventory.unpack, (aside, _packing(CASE, lot, 1))));
        _same(_held(aside, lot), 1, "loose, and still set aside");
        _do(factory, abi.encodeCall(IInventory.denest, (aside, PALLET, _ssccs(CASE))));
        _same(_placeOf(CASE), aside, "still set aside");
    }

    function testFuzz_conservationOverSubsets(uint256 packed, uint256 shipped) external {
        packed |= 1;
        shipped &= ~packed;
        vm.assume(shipped != 0);
        _pack(CASE, lot, packed);
        uint128 shipment = _ship(factory, 1, wholesaler, _units(lot, shipped));
        uint256 rest = _held(home, lot);
        uint256 inside = _held(Holders.container(CASE), lot);
        uint256 under = _held(shipment, lot);
        _same(rest | inside | under, type(uint256).max, "union");
        _same(_bits(rest) + _bits(inside) + _bits(under), 256, "disjoint");
    }

    function _do(Party memory party, bytes memory call) private {
        vm.prank(party.account);
        _forward(address(inventory), call);
    }

    function _heightOf(uint64 sscc) private view returns (uint256) {
        (Container memory container,) = inventory.containerOf(sscc);
        return container.height;
    }

    function _expectTooDeep(uint64 sscc) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryTooDeep.selector, sscc));
    }

    function _expectElsewhere(uint64 sscc, uint128 place, uint128 expected) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryContainerElsewhere.selector, sscc, place, expected));
    }
}
