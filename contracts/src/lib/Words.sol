// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Words of a lot: 256 units each, known by the lot's id with the word's number in its last four bytes.
library Words {
    /// Where the number stands; as a number, the word that counts units without serials.
    bytes32 internal constant MASK = bytes32(uint256(0xffffffff));
    /// Units that are commissioned together: four words.
    uint256 internal constant RUN = 1024;

    function lotOf(bytes32 word) internal pure returns (bytes32) {
        return word & ~MASK;
    }

    function runOf(bytes32 word) internal pure returns (uint32) {
        return uint32(uint256(word)) / uint32(RUN / 256);
    }

    function quantityOf(bytes32 lot) internal pure returns (bytes32) {
        return lot | MASK;
    }

    function isQuantity(bytes32 word) internal pure returns (bool) {
        return word & MASK == MASK;
    }

    /// @notice The word of a unit and its bit in it.
    function bitOf(bytes32 lot, uint32 index) internal pure returns (bytes32 word, uint256 mask) {
        return (lot | bytes32(uint256(index / 256)), 1 << (index % 256));
    }

    /// @notice How many units a mask of a word stands for.
    function unitsOf(bytes32 word, uint256 mask) internal pure returns (uint32) {
        return uint32(isQuantity(word) ? mask : count(mask));
    }

    /// @notice Bits set: added up in ever wider fields, and the 32 bytes that result by one multiplication.
    function count(uint256 mask) internal pure returns (uint256) {
        // The only sum that a byte can't take.
        if (mask == type(uint256).max) return 256;
        unchecked {
            mask -= (mask >> 1) & (type(uint256).max / 3);
            mask = (mask & (type(uint256).max / 5)) + ((mask >> 2) & (type(uint256).max / 5));
            mask = (mask + (mask >> 4)) & (type(uint256).max / 17);
            return (mask * (type(uint256).max / 255)) >> 248;
        }
    }
}
