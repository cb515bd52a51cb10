// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice GS1 keys as plain numbers, leading zeros dropped.
library Gs1 {
    /// @notice Whether the last digit of a GTIN, GLN or SSCC is its check digit (GS1 General Specifications, 7.9).
    function hasCheckDigit(uint64 key) internal pure returns (bool) {
        uint256 sum;
        uint256 weight = 1;
        for (uint256 rest = key; rest > 0; rest /= 10) {
            sum += (rest % 10) * weight;
            weight = 4 - weight;
        }
        return sum % 10 == 0;
    }

    function isGln(uint64 key) internal pure returns (bool) {
        return key > 0 && key < 1e13 && hasCheckDigit(key);
    }

    function isGtin(uint64 key) internal pure returns (bool) {
        return key > 0 && key < 1e14 && hasCheckDigit(key);
    }
}
