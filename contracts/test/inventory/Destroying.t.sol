// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Permission, Role} from "../../src/interfaces/IInstitutions.sol";
import {Goods, IInventory, UnitProof} from "../../src/interfaces/IInventory.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice Destruction: a reason and two executors.
contract DestroyingTest is Stocked {
    function test_goodsAreDestroyedByTwo() external {
        Goods memory goods = _units(lot, 3);
        uint128 end = Holders.end(EndState.Destroyed, TODAY, factory.gln);
        bytes memory signature = _witness(factory.adminKey, factory.gln, home, goods, "damp");
        _expectTransfer(factory.gln, home, end, IInventory.destroyGoods.selector, goods, 0);
        vm.expectEmit(address(inventory));
        emit IInventory.Reasoned(factory.gln, IInventory.destroyGoods.selector, "damp");
        vm.expectEmit(address(inventory));
        emit IInventory.Destroyed(factory.gln, factory.account, factory.admin);
        vm.prank(factory.account);
        inventory.destroyGoods(home, goods, "damp", signature);
        _same(_held(end, lot), 3, "destroyed");
        // For good: a new signature finds nothing there.
        signature = _witness(factory.adminKey, factory.gln, home, goods, "damp again");
        _expectNotHeld(home, lot, type(uint256).max ^ 3, 3);
        _destroy(factory, home, goods, "damp again", signature);
    }

    /// @dev Goods without serials are there again after a destruction: the witness' word must not be.
    function test_aWitnessSignsOneDestruction() external {
        Goods memory goods = _units(_quantity(bulk), 5);
        bytes32 digest = inventory.destructionDigest(factory.gln, home, goods, "damp");
        bytes memory signature = _witness(factory.adminKey, factory.gln, home, goods, "damp");
        _destroy(factory, home, goods, "damp", signature);
        vm.warp(block.timestamp + 100 days);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryWitnessedBefore.selector, digest));
        _destroy(factory, home, goods, "damp", signature);
        // Nor from another witness: the same words are the same destruction.
        signature = _witness(factory.key, factory.gln, home, goods, "damp");
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryWitnessedBefore.selector, digest));
        vm.prank(factory.admin);
        inventory.destroyGoods(home, goods, "damp", signature);
        _same(_held(home, _quantity(bulk)), 995, "once");
    }

    function test_aRefusedDestructionLeavesTheSignatureGood() external {
        Goods memory goods = _units(lot, 3);
        bytes memory signature = _witness(factory.adminKey, factory.gln, home, goods, "damp");
        _pack(CASE, lot, 1);
        _expectNotHeld(home, lot, type(uint256).max ^ 1, 3);
        _destroy(factory, home, goods, "damp", signature);
        vm.prank(factory.account);
        inventory.unpack(home, _packing(CASE, lot, 1));
        _destroy(factory, home, goods, "damp", signature);
    }

    function test_whatTheRegulatorSetAsideIsNotDestroyed() external {
        Goods memory goods = _units(lot, 3);
        uint128 aside = Holders.quarantine(REGULATOR, factory.gln);
        vm.prank(admins[0]);
        inventory.quarantine(factory.gln, goods, "evidence");
        bytes memory signature = _witness(factory.adminKey, factory.gln, aside, goods, "damp");
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, aside, factory.gln));
        _destroy(factory, aside, goods, "damp", signature);
        vm.prank(admins[0]);
        inventory.release(REGULATOR, factory.gln, goods);
        _destroy(factory, home, goods, "damp", _witness(factory.adminKey, factory.gln, home, goods, "damp"));
    }

    function test_theDigestIsThatOfTypedData() external view {
        Goods memory goods = _units(lot, 3);
        goods.containers = _ssccs(CASE);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Theriac Inventory"),
                keccak256("1"),
                block.chainid,
                address(inventory)
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Destruction(uint64 gln,uint128 from,bytes32 goods,string reason)"),
                factory.gln,
                home,
                keccak256(abi.encode(goods.containers, goods.units)),
                keccak256("damp")
            )
        );
        _same(
            inventory.destructionDigest(factory.gln, home, goods, "damp"),
            keccak256(abi.encodePacked(hex"1901", domain, message)),
            "digest"
        );
    }

    function test_theWitnessIsAnotherOperatorOfTheSameInstitution() external {
        Goods memory goods = _units(lot, 1);
        uint256 auditorKey = 0xAD;
        vm.prank(factory.admin);
        institutions.addOperator(vm.addr(auditorKey), Role.Auditor);
        uint256[5] memory keys = [factory.key, rival.key, 0x0B0D, auditorKey, adminKeys[0]];
        for (uint256 i; i < 5; ++i) {
            bytes memory signature = _witness(keys[i], factory.gln, home, goods, "damp");
            _expectBadWitness(vm.addr(keys[i]));
            _destroy(factory, home, goods, "damp", signature);
        }
        _expectBadWitness(address(0));
        _destroy(factory, home, goods, "damp", hex"1234");
        vm.prank(factory.admin);
        institutions.addOperator(vm.addr(0xE2), Role.Operator);
        _destroy(factory, home, goods, "damp", _witness(0xE2, factory.gln, home, goods, "damp"));
    }

    function testFuzz_theWitnessSignsWhatIsDestroyed(uint8 field, uint256 mask) external {
        vm.assume(mask != 1 && mask != 0);
        Goods memory goods = _units(lot, field % 4 == 0 ? mask : 1);
        string memory reason = field % 4 == 1 ? "other" : "damp";
        uint128 from = field % 4 == 2 ? Holders.opened(factory.gln) : home;
        uint64 gln = field % 4 == 3 ? rival.gln : factory.gln;
        bytes memory signature = _witness(factory.adminKey, gln, from, goods, reason);
        vm.prank(factory.account);
        (bool done,) =
            address(inventory).call(abi.encodeCall(IInventory.destroyGoods, (home, _units(lot, 1), "damp", signature)));
        _false(done, "another destruction was signed");
        _same(_held(home, lot), type(uint256).max, "nothing happened");
    }

    function test_destroyingNeedsReasonAndPermission() external {
        Goods memory goods = _units(lot, 1);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryMissing.selector, "reason"));
        _destroy(factory, home, goods, "", "");
        _takeAway(factory, Permission.Destroy);
        inventory.destroyGoods(home, goods, "damp", "");
    }

    function test_onlyOnesOwnGoodsAreDestroyed() external {
        Goods memory goods = _units(lot, 1);
        uint128[5] memory foreign = [
            Holders.institution(rival.gln),
            Holders.quarantine(factory.gln, rival.gln),
            _ship(factory, 1, wholesaler, _units(lot, 2)),
            Holders.container(CASE),
            Holders.end(EndState.Dispensed, TODAY, factory.gln)
        ];
        for (uint256 i; i < 5; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, foreign[i], factory.gln));
            _destroy(factory, foreign[i], goods, "damp", "");
        }
        _supply(wholesaler, 2, goods);
        bytes memory signature = _witness(factory.adminKey, factory.gln, home, goods, "damp");
        _expectNotHeld(home, lot, type(uint256).max ^ 3, 1);
        _destroy(factory, home, goods, "damp", signature);
    }

    function test_recalledOpenedAndSetAsideGoodsAreDestroyed() external {
        _supply(hospital, 1, _units(lot, 0xff));
        vm.prank(hospital.account);
        inventory.dispensePart(lot, 0, 1, 0);
        vm.prank(hospital.account);
        inventory.quarantine(hospital.gln, _units(lot, 2), "damp");
        _recall(lot);
        uint128[3] memory places = [
            Holders.opened(hospital.gln),
            Holders.quarantine(hospital.gln, hospital.gln),
            Holders.institution(hospital.gln)
        ];
        for (uint256 i; i < 3; ++i) {
            Goods memory goods = _units(lot, 1 << i);
            bytes memory signature = _witness(hospital.adminKey, hospital.gln, places[i], goods, "recall");
            _destroy(hospital, places[i], goods, "recall", signature);
        }
        _same(_held(Holders.end(EndState.Destroyed, TODAY, hospital.gln), lot), 7, "destroyed");
    }

    function test_aRefusedReturnIsDestroyedWhereItIs() external {
        _supply(pharmacy, 1, _units(lot, 1));
        vm.prank(pharmacy.account);
        inventory.dispense(_slices(lot, 1), 0);
        UnitProof[] memory proofs = _proofs(lot, 0);
        vm.prank(pharmacy.account);
        inventory.returnDispensed(TODAY, lot, EXPIRY, proofs, 0);
        Goods memory goods = _units(lot, 1);
        vm.prank(pharmacy.account);
        inventory.rejectReturn(goods, "opened");
        uint128 refused = Holders.rejected(pharmacy.gln);
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotYours.selector, refused, hospital.gln));
        _destroy(hospital, refused, goods, "opened", "");
        bytes memory signature = _witness(pharmacy.adminKey, pharmacy.gln, refused, goods, "opened");
        _destroy(pharmacy, refused, goods, "opened", signature);
        _same(_held(Holders.end(EndState.Destroyed, TODAY, pharmacy.gln), lot), 1, "destroyed");
    }

    function test_aCaseIsDestroyedWithAllInIt() external {
        _pack(CASE, lot, 3);
        Goods memory goods = _boxes(CASE);
        _destroy(factory, home, goods, "fire", _witness(factory.adminKey, factory.gln, home, goods, "fire"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IInventory.InventoryContainerElsewhere.selector,
                CASE,
                Holders.end(EndState.Destroyed, TODAY, factory.gln),
                home
            )
        );
        vm.prank(factory.account);
        inventory.unpack(home, _packing(CASE, lot, 1));
    }

    // --- steps

    function _witness(uint256 key, uint64 gln, uint128 from, Goods memory goods, string memory reason)
        private
        view
        returns (bytes memory)
    {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, inventory.destructionDigest(gln, from, goods, reason));
        return abi.encodePacked(r, s, v);
    }

    function _destroy(Party memory by, uint128 from, Goods memory goods, string memory reason, bytes memory signature)
        private
    {
        vm.prank(by.account);
        inventory.destroyGoods(from, goods, reason, signature);
    }

    function _expectBadWitness(address witness) private {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryBadWitness.selector, witness));
    }
}
