// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "../src/interfaces/IActs.sol";
import {IGovernance} from "../src/interfaces/IGovernance.sol";
import {IInstitutions, Permission, Refusal} from "../src/interfaces/IInstitutions.sol";
import {IInventory} from "../src/interfaces/IInventory.sol";
import {ILots} from "../src/interfaces/ILots.sol";
import {IProducts} from "../src/interfaces/IProducts.sol";
import {Holders} from "../src/lib/Holders.sol";
import {Party} from "./support/Consortium.sol";
import {Stocked} from "./support/Stocked.sol";
import {Vm} from "./support/Vm.sol";

contract ActsTest is Stocked {
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function test_anActIsTakenAsTheOperatorsOwn() external {
        Act memory act = _packAct(factory, 7);
        vm.expectEmit(address(inventory));
        emit IInventory.Packed(factory.gln, _packing(CASE, lot, 1));
        vm.expectEmit(address(acts));
        emit IActs.ActTaken(acts.digestOf(act), factory.account);
        vm.prank(nobody);
        acts.carry(_one(act));
        _same(_held(Holders.container(CASE), lot), 1, "packed");
        _true(acts.isUsed(factory.account, 7), "nonce");
    }

    function test_theDigestIsThatOfTypedData() external view {
        Act memory act = _packAct(factory, 7);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Theriac"),
                keccak256("1"),
                block.chainid,
                address(acts)
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Act(address target,uint48 deadline,uint256 nonce,bytes data)"),
                act.target,
                act.deadline,
                act.nonce,
                keccak256(act.data)
            )
        );
        _same(acts.digestOf(act), keccak256(abi.encodePacked(hex"1901", domain, message)), "digest");
    }

    function test_anActHappensOnceHoweverOftenItIsSent() external {
        Act memory act = _packAct(factory, 7);
        bytes32 digest = acts.digestOf(act);
        acts.carry(_one(act));
        vm.expectEmit(address(acts));
        emit IActs.ActRepeated(digest, factory.account);
        acts.carry(_one(act));

        Act[] memory twice = new Act[](2);
        twice[0] = twice[1] = _packAct(factory, 8, 2);
        acts.carry(twice);
        _same(_held(Holders.container(CASE), lot), 3, "each once");
    }

    function test_aNonceServesOneActOnly() external {
        acts.carry(_one(_packAct(factory, 7)));
        Act memory other = _packAct(factory, 7, 2);
        vm.expectEmit(address(acts));
        emit IActs.ActRepeated(acts.digestOf(other), factory.account);
        acts.carry(_one(other));
        _same(_held(Holders.container(CASE), lot), 1, "the first alone");
    }

    function testFuzz_noncesNeedNoOrderAndAreEachOperatorsOwn(uint256 nonce, uint256 other) external {
        vm.assume(nonce != other);
        acts.carry(_one(_packAct(factory, nonce)));
        _true(acts.isUsed(factory.account, nonce), "used");
        _false(acts.isUsed(factory.account, other), "another nonce");
        _false(acts.isUsed(rival.account, nonce), "another operator");
        acts.carry(_one(_packAct(factory, other, 2)));
        _same(_held(Holders.container(CASE), lot), 3, "both");
    }

    function test_anActIsGoodUntilItsDeadline() external {
        Act memory act = _packAct(factory, 7);
        vm.warp(act.deadline);
        acts.carry(_one(act));
        _same(_held(Holders.container(CASE), lot), 1, "in the last second");
    }

    function test_anActIsRefusedAfterItsDeadline() external {
        Act memory act = _packAct(factory, 7);
        vm.warp(uint256(act.deadline) + 1);
        _refused(
            act, factory.account, abi.encodeWithSelector(IActs.ActsExpired.selector, act.deadline, block.timestamp)
        );
        _true(acts.isUsed(factory.account, 7), "final");
    }

    function test_aTargetMustBeAContract() external {
        Act memory act = _packAct(factory, 7);
        act.target = nobody;
        _sign(act, factory.key);
        _refused(act, factory.account, abi.encodeWithSelector(IActs.ActsNoContract.selector, nobody));
    }

    function test_aRefusalTellsTheTargetsReasonAndIsFinal() external {
        Act memory act = _packAct(pharmacy, 7);
        uint128 stock = Holders.institution(pharmacy.gln);
        bytes memory reason =
            abi.encodeWithSelector(IInventory.InventoryNotHeld.selector, stock, lot, uint256(0), uint256(1));
        _refused(act, pharmacy.account, reason);
        // What would have made it succeed comes too late.
        _supply(pharmacy, 1, _units(lot, 1));
        vm.expectEmit(address(acts));
        emit IActs.ActRepeated(acts.digestOf(act), pharmacy.account);
        acts.carry(_one(act));
    }

    function test_eachActOfATransactionHasItsOwnOutcome() external {
        Act[] memory three = new Act[](3);
        three[0] = _packAct(factory, 1);
        three[1] = _packAct(pharmacy, 1);
        three[2] = _packAct(factory, 2, 2);
        vm.recordLogs();
        acts.carry(three);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32[3] memory outcomes = [IActs.ActTaken.selector, IActs.ActRefused.selector, IActs.ActTaken.selector];
        uint256 found;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != address(acts)) continue;
            _same(logs[i].topics[0], outcomes[found], "outcome");
            _same(logs[i].topics[1], acts.digestOf(three[found++]), "act");
        }
        _same(found, 3, "outcomes");
        _same(_held(Holders.container(CASE), lot), 3, "the other two");
    }

    function test_aStrangersActIsRefusedByTheTarget() external {
        Act memory act = _packAct(factory, 7);
        _sign(act, 0x0B0D);
        bytes memory reason = abi.encodeWithSelector(
            IInstitutions.InstitutionsRefused.selector, nobody, uint64(0), Permission.Pack, Refusal.UnknownOperator
        );
        _refused(act, nobody, reason);
    }

    function testFuzz_whatWasSignedCannotBeChanged(uint8 field, uint256 by) external {
        Act memory act = _packAct(factory, 7);
        if (field % 4 == 0) act.target = address(catalogue);
        if (field % 4 == 1) act.deadline += uint48(_between(by, 1, 1 days));
        if (field % 4 == 2) act.nonce = _between(by, 8, type(uint256).max - 8);
        if (field % 4 == 3) act.data[_between(by, 0, act.data.length - 1)] ^= bytes1(uint8(_between(by, 1, 255)));
        acts.carry(_one(act));
        _false(acts.isUsed(factory.account, act.nonce), "not this operator's act");
        _same(_held(Holders.container(CASE), lot), 0, "nothing happened");
    }

    function testFuzz_aBrokenSignatureIsRefused(uint256 place, uint8 bits) external {
        Act memory act = _packAct(factory, 7);
        act.signature[_between(place, 0, 64)] ^= bytes1(uint8(_between(bits, 1, 255)));
        acts.carry(_one(act));
        _false(acts.isUsed(factory.account, 7), "not this operator's act");
        _same(_held(Holders.container(CASE), lot), 0, "nothing happened");
    }

    function testFuzz_aSignatureHas65Bytes(uint8 length) external {
        vm.assume(length != 65);
        Act memory act = _packAct(factory, 7);
        act.signature = new bytes(length);
        _refused(act, address(0), abi.encodePacked(IActs.ActsBadSignature.selector));
    }

    function test_theSignaturesOtherFormIsRefused() external {
        Act memory act = _packAct(factory, 7);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(factory.key, acts.digestOf(act));
        _true(uint256(s) <= HALF_ORDER, "the lower half is signed");
        act.signature = abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        _refused(act, address(0), abi.encodePacked(IActs.ActsBadSignature.selector));
    }

    function test_anotherChainsActIsRefused() external {
        Act memory act = _packAct(factory, 7);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Theriac"),
                keccak256("1"),
                block.chainid + 1,
                address(acts)
            )
        );
        bytes32 typehash = keccak256("Act(address target,uint48 deadline,uint256 nonce,bytes data)");
        bytes32 message = keccak256(abi.encode(typehash, act.target, act.deadline, act.nonce, keccak256(act.data)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(factory.key, keccak256(abi.encodePacked(hex"1901", domain, message)));
        act.signature = abi.encodePacked(r, s, v);
        acts.carry(_one(act));
        _false(acts.isUsed(factory.account, 7), "not an act of this chain");
    }

    function test_onlyTheEntryMayNameTheOperator() external {
        bytes memory spoofed =
            abi.encodePacked(abi.encodeCall(IInventory.pack, (_packing(CASE, lot, 1))), factory.account);
        vm.prank(nobody);
        (bool done, bytes memory reason) = address(inventory).call(spoofed);
        _false(done, "an address behind the call data");
        bytes memory refusal = abi.encodeWithSelector(
            IInstitutions.InstitutionsRefused.selector, nobody, uint64(0), Permission.Pack, Refusal.UnknownOperator
        );
        _same(keccak256(reason), keccak256(refusal), "the sender counts");
    }

    function test_anAddressInTheSignedDataDoesNotCount() external {
        Act memory act = _packAct(pharmacy, 7);
        act.data = abi.encodePacked(act.data, factory.account);
        _sign(act, pharmacy.key);
        acts.carry(_one(act));
        _same(_held(Holders.container(CASE), lot), 0, "the pharmacy holds nothing");
    }

    function test_tooLittleGasUndoesTheTransactionAndKeepsTheAct() external {
        Act memory act = _packAct(factory, 7);
        bytes memory call = abi.encodeCall(IActs.carry, (_one(act)));
        (bool done, bytes memory reason) = address(acts).call{gas: 75_000}(call);
        _false(done, "the call runs dry");
        _same(keccak256(reason), keccak256(_error(IActs.ActsOutOfGas.selector)), "reason");
        _false(acts.isUsed(factory.account, 7), "still good");
        acts.carry(_one(act));
        _same(_held(Holders.container(CASE), lot), 1, "with enough");
    }

    /// @dev With any gas it is either done, or undone with the whole transaction and still good.
    function testFuzz_noAmountOfGasBurnsAnAct(uint256 gas) external {
        Act memory act = _packAct(factory, 7);
        bytes memory call = abi.encodeCall(IActs.carry, (_one(act)));
        (bool done,) = address(acts).call{gas: _between(gas, 40_000, 200_000)}(call);
        _same(_held(Holders.container(CASE), lot), done ? 1 : 0, "done if carried");
        _true(acts.isUsed(factory.account, 7) == done, "used if done");
    }

    function testFuzz_noAmountOfGasBurnsACommissioning(uint256 gas) external {
        Act memory act = _packAct(factory, 7);
        act.target = address(catalogue);
        act.data = abi.encodeCall(ILots.commission, (lot, 1, _leaves(lot, 1, 1024)));
        _sign(act, factory.key);
        bytes memory call = abi.encodeCall(IActs.carry, (_one(act)));
        (bool done,) = address(acts).call{gas: _between(gas, 60_000, 700_000)}(call);
        _same(catalogue.runOf(lot, 1).count, done ? 1024 : 0, "done if carried");
    }

    /// @dev The deepest way an act goes: governance, its target, and what that asks.
    function testFuzz_noAmountOfGasBurnsADecision(uint256 gas) external {
        Act memory act = _packAct(factory, 7);
        act.target = address(governance);
        bytes memory decision = abi.encodeCall(IProducts.suspendProduct, (GTIN, "doubt"));
        act.data = abi.encodeCall(
            IGovernance.propose, (address(catalogue), decision, uint48(block.timestamp + 1 days), "decided")
        );
        _sign(act, adminKeys[0]);
        bytes memory call = abi.encodeCall(IActs.carry, (_one(act)));
        (bool done,) = address(acts).call{gas: _between(gas, 60_000, 500_000)}(call);
        _true((catalogue.productOf(GTIN).suspendedBy == REGULATOR) == done, "done if carried");
    }

    // --- acts

    function _packAct(Party memory party, uint256 nonce) private view returns (Act memory) {
        return _packAct(party, nonce, 1);
    }

    function _packAct(Party memory party, uint256 nonce, uint256 mask) private view returns (Act memory act) {
        act.target = address(inventory);
        act.deadline = uint48(block.timestamp + 1 hours);
        act.nonce = nonce;
        act.data = abi.encodeCall(IInventory.pack, (_packing(CASE, lot, mask)));
        _sign(act, party.key);
    }

    function _sign(Act memory act, uint256 key) private view {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, acts.digestOf(act));
        act.signature = abi.encodePacked(r, s, v);
    }

    function _one(Act memory act) private pure returns (Act[] memory list) {
        list = new Act[](1);
        list[0] = act;
    }

    function _refused(Act memory act, address operator, bytes memory reason) private {
        vm.expectEmit(address(acts));
        emit IActs.ActRefused(acts.digestOf(act), operator, reason);
        acts.carry(_one(act));
    }
}
