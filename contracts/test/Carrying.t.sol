// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "../src/interfaces/IActs.sol";
import {Carrier} from "./support/Carrier.sol";
import {Probe} from "./support/Probe.sol";
import {Vm} from "./support/Vm.sol";

/// @notice Acts of any content, alone and among others, which the entry reads into memory that it uses again.
contract CarryingTest is Carrier {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

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

    // --- acts

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

    // --- outcomes

    function _longReason(uint256 length) private {
        Act memory act = _act(abi.encodePacked(uint8(3), uint24(length)), length);
        bytes memory reason = new bytes(length < 4096 ? length : 4096);
        for (uint256 i; i < reason.length; ++i) {
            reason[i] = bytes1(uint8(1 + i % 251));
        }
        _refuses(act, _operator, reason);
    }

    function _refused(Vm.Log memory log, bytes32 digest, address operator, bytes memory reason) private pure {
        _same(log.topics[0], IActs.ActRefused.selector, "refused");
        _same(log.topics[1], digest, "digest");
        _same(log.topics[2], bytes32(uint256(uint160(operator))), "operator");
        _same(keccak256(log.data), keccak256(abi.encode(reason)), "reason");
    }

    function _after(bytes memory call, uint256 start) private pure returns (bytes memory rest) {
        rest = new bytes(call.length - start);
        for (uint256 i; i < rest.length; ++i) {
            rest[i] = call[start + i];
        }
    }
}
