// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The Merkle tree over the units of a commissioning run: four children to a node.
/// @dev Four words are 128 bytes, which one Keccak permutation takes (rate 136), so the tree costs a third of a binary one.
/// A node that lacks children has zero words in their place. A leaf's preimage is under 32 bytes and a node's is 128, so
/// that neither can pass for the other.
library UnitTree {
    error UnitTreeEmpty();

    /// @notice Root over the leaves, in their order. One leaf is its own root.
    function root(bytes32[] calldata leaves) internal pure returns (bytes32 result) {
        if (leaves.length == 0) revert UnitTreeEmpty();
        assembly ("memory-safe") {
            let base := mload(0x40)
            let n := leaves.length
            calldatacopy(base, leaves.offset, shl(5, n))
            for {} gt(n, 1) {} {
                // Zeros for the children that the last of four nodes lack, as four nodes are made at a time.
                let end := add(base, shl(5, n))
                calldatacopy(end, calldatasize(), 0x200)
                let to := base
                for { let from := base } lt(from, end) { from := add(from, 0x200) } {
                    mstore(to, keccak256(from, 0x80))
                    mstore(add(to, 0x20), keccak256(add(from, 0x80), 0x80))
                    mstore(add(to, 0x40), keccak256(add(from, 0x100), 0x80))
                    mstore(add(to, 0x60), keccak256(add(from, 0x180), 0x80))
                    to := add(to, 0x80)
                }
                n := shr(2, add(n, 3))
            }
            result := mload(base)
        }
    }

    /// @notice Whether `leaf` is at `position` of a run of `count` leaves with this root.
    /// @param proof The three siblings of each level from the leaf up, left to right.
    function includes(bytes32 root_, uint256 count, uint256 position, bytes32 leaf, bytes32[] calldata proof)
        internal
        pure
        returns (bool)
    {
        if (position >= count) return false;
        uint256 used;
        bytes32 node = leaf;
        bytes32[4] memory group;
        for (; count > 1; count = (count + 3) / 4) {
            if (proof.length < used + 3) return false;
            uint256 place = position % 4;
            for (uint256 i; i < 4; ++i) {
                group[i] = i == place ? node : proof[used++];
            }
            node = keccak256(abi.encode(group));
            position /= 4;
        }
        return used == proof.length && node == root_;
    }
}
