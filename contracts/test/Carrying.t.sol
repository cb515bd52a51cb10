// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "../src/interfaces/IActs.sol";
import {Judge} from "./support/Judge.sol";
import {Acts} from "../src/Acts.sol";
import {Probe} from "./support/Probe.sol";
import {Vm} from "./support/Vm.sol";

/// @notice Acts as they stand in the call data, however they were encoded: the entry reads them by hand.
contract CarryingTest is Judge {
    uint256 private constant KEY = 0xAC7;
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    /// Where the first act's words stand in the data of a call of `carry`, in bytes.
    uint256 private constant TARGET = 0x64;
    uint256 private constant DEADLINE = 0x84;
    uint256 private constant DATA_OFFSET = 0xc4;
    uint256 private constant SIGNATURE_OFFSET = 0xe4;

    Acts private _acts;
    Probe private _probe;
    address private _operator;

    function setUp() external {
        vm.warp(1_800_000_000);
        _acts = new Acts();
        _probe = new Probe();
        _operator = vm.addr(KEY);
    }

    function testFuzz_whatWasSignedIsWhatIsCalled(bytes calldata call, uint256 nonce) external {
        vm.assume(call.length == 0 || uint8(call[0]) == 0 || uint8(call[0]) > 3);
        vm.assume(call.length != 0 || uint160(_operator) >> 152 > 3);
        Act[] memory acts = new Act[](1);
        acts[0] = _act(call, nonce);
        vm.expectEmit(address(_probe));
        emit Probe.Reached(abi.encodePacked(call, _operator));
        vm.expectEmit(address(_acts));
        emit IActs.ActTaken(_acts.digestOf(acts[0]), _operator);
        _acts.carry(acts);
    }

    function testFuzz_aReasonIsKeptAsItIs(bytes calldata reason) external {
        Act[] memory acts = new Act[](1);
        acts[0] = _act(abi.encodePacked(uint8(1), reason), 1);
        vm.expectEmit(address(_acts));
        emit IActs.ActRefused(_acts.digestOf(acts[0]), _operator, reason);
        _acts.carry(acts);
    }

    function testFuzz_ofALongReasonTheStartIsKept(uint256 length) external {
        _longReason(_between(length, 3000, 20_000));
    }

    function test_aReasonOf4096BytesIsKeptWhole() external {
        for (uint256 length = 4094; length < 4099; ++length) {
            _longReason(length);
        }
    }

    /// @dev The memory of one act is used again for the next: nothing of it may show there.
    function testFuzz_manyActsInOneCallDoNotMix(uint256 seed, uint256 count) external {
        count = _between(count, 2, 12);
        Act[] memory acts = new Act[](count);
        for (uint256 i; i < count; ++i) {
            acts[i] = _randomAct(uint256(keccak256(abi.encode(seed, i))), i);
        }
        vm.recordLogs();
        _acts.carry(acts);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 next;
        for (uint256 i; i < count; ++i) {
            bytes memory call = acts[i].data;
            bytes32 digest = _acts.digestOf(acts[i]);
            if (acts[i].signature.length != 65) {
                _refused(logs[next++], digest, address(0), abi.encodePacked(IActs.ActsBadSignature.selector));
            } else if (acts[i].deadline < block.timestamp) {
                bytes memory late =
                    abi.encodeWithSelector(IActs.ActsExpired.selector, acts[i].deadline, block.timestamp);
                _refused(logs[next++], digest, _operator, late);
            } else if (acts[i].target != address(_probe)) {
                bytes memory none = abi.encodeWithSelector(IActs.ActsNoContract.selector, acts[i].target);
                _refused(logs[next++], digest, _operator, none);
            } else if (uint8(call[0]) == 1) {
                _refused(logs[next++], digest, _operator, _after(call, 1));
            } else {
                _same(logs[next].emitter, address(_probe), "reached");
                bytes memory told = abi.encode(abi.encodePacked(call, _operator));
                _same(keccak256(logs[next++].data), keccak256(told), "what was signed");
                _same(logs[next].topics[0], IActs.ActTaken.selector, "taken");
                _same(logs[next].topics[1], digest, "digest");
                _same(logs[next++].topics[2], bytes32(uint256(uint160(_operator))), "operator");
            }
        }
        _same(next, logs.length, "nothing else is told");
    }

    function test_anActThatBurnsItsGasUndoesTheTransaction() external {
        Act[] memory acts = new Act[](2);
        acts[0] = _act(hex"77", 1);
        acts[1] = _act(hex"02", 2);
        bytes memory call = abi.encodeCall(IActs.carry, (acts));
        (bool done, bytes memory reason) = address(_acts).call{gas: 3_000_000}(call);
        _false(done, "it may have been the carrier's doing");
        _same(keccak256(reason), keccak256(_error(IActs.ActsOutOfGas.selector)), "reason");
        _false(_acts.isUsed(_operator, 1) || _acts.isUsed(_operator, 2), "both still good");
    }

    // --- signatures

    function testFuzz_aSignatureOfAnotherLengthIsNone(bytes calldata more, uint8 length) external {
        Act[] memory acts = new Act[](1);
        acts[0] = _act(hex"77", 1);
        bytes memory good = acts[0].signature;
        acts[0].signature = abi.encodePacked(good, more, uint8(0));
        _refuses(acts[0], address(0), _error(IActs.ActsBadSignature.selector));
        bytes memory shorter = new bytes(length % 65);
        for (uint256 i; i < shorter.length; ++i) {
            shorter[i] = good[i];
        }
        acts[0].signature = shorter;
        _refuses(acts[0], address(0), _error(IActs.ActsBadSignature.selector));
    }

    function testFuzz_aRecoveryIdIs27Or28(uint8 v) external {
        vm.assume(v != 27 && v != 28);
        Act memory act = _act(hex"77", 1);
        act.signature[64] = bytes1(v);
        _refuses(act, address(0), _error(IActs.ActsBadSignature.selector));
    }

    function testFuzz_theHigherFormOfASignatureIsNone(uint256 nonce) external {
        Act memory act = _act(hex"77", nonce);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _acts.digestOf(act));
        act.signature = abi.encodePacked(r, bytes32(ORDER - uint256(s)), 55 - v);
        _refuses(act, address(0), _error(IActs.ActsBadSignature.selector));
    }

    // --- odd call data

    /// @dev Nothing is cleaned: bits beyond a field's own change what was signed.
    function testFuzz_bitsBeyondAFieldAreNotTheOperators(uint8 bit, bool ofTarget) external {
        uint256 least = ofTarget ? 160 : 48;
        uint256 dirt = 1 << _between(bit, least, 255);
        bytes memory call = _encoded(_act(hex"77", 1));
        uint256 at = ofTarget ? TARGET : DEADLINE;
        _put(call, at, _word(call, at) | dirt);
        (bool done,) = address(_acts).call(call);
        _true(done, "carried");
        _false(_acts.isUsed(_operator, 1), "not this operator's act");
    }

    function testFuzz_anOperatorMaySignThemAndIsHeldToIt(uint8 bit) external {
        Act memory act = _act(hex"77", 1);
        uint256 target = uint256(uint160(act.target)) | (1 << _between(bit, 160, 255));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _digest(target, act.deadline, 1, act.data));
        act.signature = abi.encodePacked(r, s, v);
        bytes memory call = _encoded(act);
        _put(call, TARGET, target);
        vm.expectEmit(address(_probe));
        emit Probe.Reached(abi.encodePacked(act.data, _operator));
        vm.expectEmit(address(_acts));
        emit IActs.ActTaken(_digest(target, act.deadline, 1, act.data), _operator);
        _forward(address(_acts), call);
    }

    /// @dev Missing call data reads as zeros: only zeros that were signed may be left out.
    function test_aCutCallIsNotTheOperators() external {
        Act memory act = _act(hex"770011223344556677", 1);
        bytes memory call = _encoded(act);
        // 31 bytes behind the signature and nothing else are filling.
        uint256 needed = call.length - 31;
        for (uint256 length = 4; length < needed; ++length) {
            (bool done,) = address(_acts).call(_cut(call, length));
            _false(done && _acts.isUsed(_operator, 1), "not this operator's act");
        }
        (bool whole,) = address(_acts).call(_cut(call, needed));
        _true(whole && _acts.isUsed(_operator, 1), "all that was signed is there");
    }

    function testFuzz_anOffsetAstrayIsNotTheOperators(uint256 offset, bool ofData) external {
        bytes memory call = _encoded(_act(hex"77", 1));
        uint256 at = ofData ? DATA_OFFSET : SIGNATURE_OFFSET;
        uint256 right = _word(call, at);
        // Within the call, far outside of it, and around zero.
        offset = offset % 3 == 0 ? offset % 1024 : offset % 3 == 1 ? offset : type(uint256).max - offset % 512;
        vm.assume(offset != right);
        _put(call, at, offset);
        (bool done,) = address(_acts).call{gas: 10_000_000}(call);
        _false(done && _acts.isUsed(_operator, 1), "not this operator's act");
    }

    /// @dev One act's bytes may stand anywhere, before it too: they are the same act.
    function test_anActsBytesMayStandAnywhere() external {
        Act memory act = _act(hex"7788", 1);
        bytes memory usual = _encoded(act);
        bytes memory call = abi.encodePacked(
            abi.encodeWithSelector(IActs.carry.selector, 0x20, 1, 0xc0),
            abi.encode(act.data.length, bytes32(act.data)),
            abi.encode(act.signature.length),
            act.signature
        );
        // The act itself, at 0x20 behind its list, is put after both.
        uint256 list = 0x44;
        uint256 start = call.length - list;
        _put(call, list, start);
        uint256 data = list + 0x20;
        call = abi.encodePacked(
            call,
            abi.encode(act.target, act.deadline, act.nonce),
            abi.encode(_minus(data, start + list), _minus(data + 0x40, start + list))
        );
        vm.expectEmit(address(_acts));
        emit IActs.ActTaken(_acts.digestOf(act), _operator);
        _forward(address(_acts), call);
        vm.expectEmit(address(_acts));
        emit IActs.ActRepeated(_acts.digestOf(act), _operator);
        _forward(address(_acts), usual);
    }

    function testFuzz_aListOfActsStaysInTheCall(uint256 place) external {
        bytes memory call = _encoded(_act(hex"77", 1));
        _put(call, 0x44, _between(place, call.length, type(uint256).max));
        (bool done,) = address(_acts).call(call);
        _false(done && _acts.isUsed(_operator, 1), "no act there");
        _put(call, 0x24, type(uint256).max);
        (done,) = address(_acts).call(call);
        _false(done, "so many acts can't be there");
    }

    // --- acts

    function _act(bytes memory call, uint256 nonce) private view returns (Act memory act) {
        act.target = address(_probe);
        act.deadline = uint48(block.timestamp + 1 hours);
        act.nonce = nonce;
        act.data = call;
        _sign(act);
    }

    /// @dev One in eight is late, one aims at no contract, one has half a signature; of the others some refuse.
    function _randomAct(uint256 dice, uint256 nonce) private view returns (Act memory act) {
        bytes memory call = new bytes(1 + (dice >> 8) % ((dice >> 24) % 8 == 0 ? 3000 : 100));
        for (uint256 i; i < call.length; ++i) {
            call[i] = bytes1(uint8(dice >> (i % 31)) | 0x80);
        }
        if (dice % 3 == 0) call[0] = 0x01;
        act = _act(call, nonce);
        uint256 fault = (dice >> 32) % 8;
        if (fault == 0) act.deadline = uint48(block.timestamp - 1);
        if (fault == 1) act.target = address(0xBEEF);
        _sign(act);
        if (fault == 2) act.signature = new bytes(32);
    }

    function _sign(Act memory act) private view {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _acts.digestOf(act));
        act.signature = abi.encodePacked(r, s, v);
    }

    function _digest(uint256 target, uint256 deadline, uint256 nonce, bytes memory call) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Theriac"),
                keccak256("1"),
                block.chainid,
                address(_acts)
            )
        );
        bytes32 typehash = keccak256("Act(address target,uint48 deadline,uint256 nonce,bytes data)");
        bytes32 message = keccak256(abi.encode(typehash, target, deadline, nonce, keccak256(call)));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    // --- outcomes

    function _longReason(uint256 length) private {
        Act memory act = _act(abi.encodePacked(uint8(3), uint24(length)), length);
        bytes memory reason = new bytes(length < 4096 ? length : 4096);
        for (uint256 i; i < reason.length; ++i) {
            reason[i] = bytes1(uint8(1 + i % 251));
        }
        _refuses(act, _operator, reason);
    }

    function _refuses(Act memory act, address operator, bytes memory reason) private {
        Act[] memory acts = new Act[](1);
        acts[0] = act;
        vm.expectEmit(address(_acts));
        emit IActs.ActRefused(_acts.digestOf(act), operator, reason);
        _acts.carry(acts);
    }

    function _refused(Vm.Log memory log, bytes32 digest, address operator, bytes memory reason) private pure {
        _same(log.topics[0], IActs.ActRefused.selector, "refused");
        _same(log.topics[1], digest, "digest");
        _same(log.topics[2], bytes32(uint256(uint160(operator))), "operator");
        _same(keccak256(log.data), keccak256(abi.encode(reason)), "reason");
    }

    // --- call data

    function _encoded(Act memory act) private pure returns (bytes memory) {
        Act[] memory acts = new Act[](1);
        acts[0] = act;
        return abi.encodeCall(IActs.carry, (acts));
    }

    function _word(bytes memory data, uint256 at) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), at))
        }
    }

    function _put(bytes memory data, uint256 at, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(add(add(data, 0x20), at), word)
        }
    }

    function _cut(bytes memory call, uint256 length) private pure returns (bytes memory shorter) {
        shorter = new bytes(length);
        for (uint256 i; i < length; ++i) {
            shorter[i] = call[i];
        }
    }

    function _after(bytes memory call, uint256 start) private pure returns (bytes memory rest) {
        rest = new bytes(call.length - start);
        for (uint256 i; i < rest.length; ++i) {
            rest[i] = call[start + i];
        }
    }

    function _minus(uint256 left, uint256 right) private pure returns (uint256) {
        unchecked {
            return left - right;
        }
    }
}
