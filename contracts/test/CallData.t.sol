// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "../src/interfaces/IActs.sol";
import {Carrier} from "./support/Carrier.sol";
import {Probe} from "./support/Probe.sol";

/// @notice Acts as they stand in the call data, however that was encoded: the entry reads them by hand.
contract CallDataTest is Carrier {
    /// Where the first act's words stand in the data of a call of `carry`, in bytes.
    uint256 private constant TARGET = 0x64;
    uint256 private constant DEADLINE = 0x84;
    uint256 private constant DATA_OFFSET = 0xc4;
    uint256 private constant SIGNATURE_OFFSET = 0xe4;

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
    function testFuzz_aCutCallIsNotTheOperators(uint256 length) external {
        bytes memory call = _encoded(_act(hex"770011223344556677", 1));
        // 31 bytes behind the signature and nothing else are filling.
        uint256 needed = call.length - 31;
        length = _between(length, 4, call.length);
        (bool done,) = address(_acts).call(_cut(call, length));
        _true((done && _acts.isUsed(_operator, 1)) == (length >= needed), "its act if all that was signed is there");
    }

    function test_fillingMayBeLeftOut() external {
        bytes memory call = _encoded(_act(hex"770011223344556677", 1));
        (bool short,) = address(_acts).call(_cut(call, call.length - 32));
        _false(short && _acts.isUsed(_operator, 1), "a byte of the signature is missing");
        (bool whole,) = address(_acts).call(_cut(call, call.length - 31));
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

    function _minus(uint256 left, uint256 right) private pure returns (uint256) {
        unchecked {
            return left - right;
        }
    }
}
