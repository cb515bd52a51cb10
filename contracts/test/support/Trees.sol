// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The tree over a run's leaves, made level by level as its description says, apart from the contract's own code.
library Trees {
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) {
            leaves = _above(leaves);
        }
        return leaves[0];
    }

    /// @notice The three siblings of each level, from the leaf up.
    function proof(bytes32[] memory leaves, uint256 position) internal pure returns (bytes32[] memory siblings) {
        siblings = new bytes32[](24);
        uint256 count;
        while (leaves.length > 1) {
            uint256 first = position - position % 4;
            for (uint256 i = first; i < first + 4; ++i) {
                if (i != position) siblings[count++] = i < leaves.length ? leaves[i] : bytes32(0);
            }
            leaves = _above(leaves);
            position /= 4;
        }
        assembly ("memory-safe") {
            mstore(siblings, count)
        }
    }

    function _above(bytes32[] memory level) private pure returns (bytes32[] memory next) {
        next = new bytes32[]((level.length + 3) / 4);
        for (uint256 i; i < next.length; ++i) {
            bytes32[4] memory group;
            for (uint256 j; j < 4 && 4 * i + j < level.length; ++j) {
                group[j] = level[4 * i + j];
            }
            next[i] = keccak256(abi.encodePacked(group[0], group[1], group[2], group[3]));
        }
    }
}
