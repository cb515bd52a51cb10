// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Goods, IInventory} from "../../src/interfaces/IInventory.sol";
import {ILots} from "../../src/interfaces/ILots.sol";
import {EndState, Holders} from "../../src/lib/Holders.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice What is reported stolen or lost where nothing whole, or nothing at all, is.
contract GoneTest is Stocked {
    uint128 private _opened;

    function setUp() public override {
        super.setUp();
        _opened = Holders.opened(hospital.gln);
        _supply(hospital, 1, _units(lot, 3));
        _part(0, 20);
    }

    /// @dev It would come back as a whole one, and be sold as that.
    function test_anOpenedPackThatIsGoneStaysGone() external {
        EndState[2] memory states = [EndState.Stolen, EndState.Lost];
        uint128 end = Holders.end(EndState.GoneUnsaleable, TODAY, hospital.gln);
        _part(1, 1);
        for (uint256 i; i < 2; ++i) {
            Goods memory goods = _units(lot, 1 << i);
            _expectTransfer(hospital.gln, _opened, end, IInventory.reportGone.selector, goods, 0);
            _gone(hospital, states[i], _opened, goods);
            for (uint256 j; j < 2; ++j) {
                _expectFailed(_notHeld(Holders.end(states[j], TODAY, hospital.gln), 1 << i));
                _override(states[j], goods);
            }
            _expectFailed(abi.encodeWithSelector(IInventory.InventoryWrongState.selector, EndState.GoneUnsaleable));
            _override(EndState.GoneUnsaleable, goods);
        }
        _same(_held(end, lot), 3, "both");
    }

    function test_goodsSetAsideThatAreGoneStayGone() external {
        Goods memory goods = _units(lot, 2);
        vm.prank(hospital.account);
        inventory.quarantine(hospital.gln, goods, "damaged");
        uint128 aside = Holders.quarantine(hospital.gln, hospital.gln);
        _gone(hospital, EndState.Lost, aside, goods);
        _same(_held(Holders.end(EndState.GoneUnsaleable, TODAY, hospital.gln), lot), 2, "gone");
        _expectFailed(_notHeld(Holders.end(EndState.Lost, TODAY, hospital.gln), 2));
        _override(EndState.Lost, goods);
    }

    function test_nobodyReportsAnOpenedPackByThatName() external {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryWrongState.selector, EndState.GoneUnsaleable));
        _gone(hospital, EndState.GoneUnsaleable, _opened, _units(lot, 1));
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryWrongState.selector, EndState.GoneUnsaleable));
        vm.prank(hospital.account);
        inventory.undo(EndState.GoneUnsaleable, TODAY, _units(lot, 1));
    }

    function test_theFactorysReportOfAnOpenedPackIsFinalToo() external {
        _gone(factory, EndState.Stolen, _opened, _units(lot, 1));
        _same(_held(Holders.end(EndState.GoneUnsaleable, TODAY, factory.gln), lot), 1, "gone");
        vm.expectRevert(_notHeld(_opened, 1));
        vm.prank(hospital.account);
        inventory.undoPart(lot, 0);
    }

    function test_anEmptyContainerIsReportedByItsHolderAlone() external {
        _pack(CASE, lot, 4);
        vm.prank(factory.account);
        inventory.unpack(home, _packing(CASE, lot, 4));
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, bytes32(0), uint64(0), depot.gln));
        _gone(depot, EndState.Lost, home, _boxes(CASE));
        _gone(factory, EndState.Lost, home, _boxes(CASE));
        _same(_placeOf(CASE), Holders.end(EndState.Lost, TODAY, factory.gln), "gone");
    }

    function test_goodsOfOthersAreNotReportedAmongOnesOwn() external {
        vm.prank(hospital.account);
        inventory.pack(_packing(CASE, lot, 2));
        Goods memory goods = _units(bytes32(0), 1);
        goods.containers = _ssccs(CASE);
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsNotOwner.selector, bytes32(0), uint64(0), factory.gln));
        _gone(factory, EndState.Lost, Holders.institution(hospital.gln), goods);
    }

    // --- steps

    function _part(uint32 index, uint32 parts) private {
        vm.prank(hospital.account);
        inventory.dispensePart(lot, index, parts, 0);
    }

    function _gone(Party memory by, EndState state, uint128 from, Goods memory goods) private {
        vm.prank(by.account);
        inventory.reportGone(state, from, goods, "police 17");
    }

    function _override(EndState state, Goods memory goods) private {
        _govern(address(inventory), abi.encodeCall(IInventory.overrideUndo, (hospital.gln, state, TODAY, goods)));
    }

    function _notHeld(uint128 holder, uint256 mask) private view returns (bytes memory) {
        return abi.encodeWithSelector(IInventory.InventoryNotHeld.selector, holder, lot, uint256(0), mask);
    }
}
