// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "./Vm.sol";

/// @notice What every test starts from: the cheat codes, and short names for judging.
abstract contract Judge {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Revert data of an error without arguments.
    function _error(bytes4 selector) internal pure returns (bytes memory) {
        return abi.encodePacked(selector);
    }

    /// @dev Calls, and passes a revert on: an expected one is seen by the cheat code before.
    function _forward(address target, bytes memory call) internal {
        (bool done, bytes memory reason) = target.call(call);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    /// @dev How many bits are set, the plain way.
    function _bits(uint256 mask) internal pure returns (uint256 bits) {
        for (; mask != 0; mask &= mask - 1) {
            ++bits;
        }
    }

    function _true(bool condition, string memory why) internal pure {
        vm.assertTrue(condition, why);
    }

    function _false(bool condition, string memory why) internal pure {
        vm.assertTrue(!condition, why);
    }

    function _same(uint256 left, uint256 right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function _same(bytes32 left, bytes32 right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function _same(address left, address right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    function _same(string memory left, string memory right, string memory why) internal pure {
        vm.assertEq(left, right, why);
    }

    /// @dev A fuzzed number brought between two borders, both included.
    function _between(uint256 value, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + value % (most - least + 1);
    }
}
