// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {UnitTree} from "../../src/lib/UnitTree.sol";
import {Judge} from "../support/Judge.sol";
import {Trees} from "../support/Trees.sol";

contract UnitTreeTest is Judge {
    /// @dev The library reads leaves and proofs from call data.
    function rootOf(bytes32[] calldata leaves) external pure returns (bytes32) {
        return UnitTree.root(leaves);
    }

    /// @dev The same with so many words of junk where the tree is made.
    function dirtyRootOf(uint256 words, bytes32 junk, bytes32[] calldata leaves) external pure returns (bytes32) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            for { let i := 0 } lt(i, words) { i := add(i, 1) } { mstore(add(free, shl(5, i)), junk) }
        }
        return UnitTree.root(leaves);
    }

    function includes(bytes32 root, uint256 count, uint256 position, bytes32 leaf, bytes32[] calldata proof)
        external
        pure
        returns (bool)
    {
        return UnitTree.includes(root, count, position, leaf, proof);
    }

    function test_noLeavesHaveNoRoot() external {
        vm.expectRevert(_error(UnitTree.UnitTreeEmpty.selector));
        this.rootOf(new bytes32[](0));
    }

    function test_oneLeafIsItsOwnRoot() external view {
        bytes32[] memory leaves = _leaves(1);
        _same(this.rootOf(leaves), leaves[0], "root");
        _true(this.includes(leaves[0], 1, 0, leaves[0], new bytes32[](0)), "included");
    }

    /// @dev A root over four leaves written out: what any other implementation must give.
    function test_rootOfFiveLeavesIsAsDescribed() external view {
        bytes32[] memory l = _leaves(5);
        bytes32 left = keccak256(abi.encodePacked(l[0], l[1], l[2], l[3]));
        bytes32 right = keccak256(abi.encodePacked(l[4], bytes32(0), bytes32(0), bytes32(0)));
        _same(this.rootOf(l), keccak256(abi.encodePacked(left, right, bytes32(0), bytes32(0))), "root");
    }

    function test_everyLeafOfSmallRunsIsIncluded() external view {
        for (uint256 count = 1; count <= 21; ++count) {
            bytes32[] memory leaves = _leaves(count);
            bytes32 root = this.rootOf(leaves);
            for (uint256 i; i < count; ++i) {
                _true(this.includes(root, count, i, leaves[i], Trees.proof(leaves, i)), "included");
            }
        }
    }

    function test_rootsOfEverySizeUpTo64AreThoseOfThePlainTree() external view {
        for (uint256 count = 1; count <= 64; ++count) {
            bytes32[] memory leaves = _leaves(count);
            bytes32 root = this.rootOf(leaves);
            _same(root, Trees.root(leaves), "both roots");
            for (uint256 i; i < count; i += 7) {
                _true(this.includes(root, count, i, leaves[i], Trees.proof(leaves, i)), "included");
            }
        }
    }

    /// @dev Four nodes are made at a time over the leaves themselves: what stood in memory before must not come in.
    function testFuzz_whateverMemoryHeldBeforeDoesNotShow(uint256 before, uint256 count, bytes32 junk) external view {
        bytes32[] memory leaves = _leaves(_between(count, 1, 300));
        _same(this.dirtyRootOf(_between(before, 1, 400), junk, leaves), Trees.root(leaves), "root");
    }

    function testFuzz_runsOfEverySize(uint256 count, uint256 position) external view {
        count = _between(count, 1, 1024);
        position %= count;
        bytes32[] memory leaves = _leaves(count);
        bytes32 root = this.rootOf(leaves);
        _same(root, Trees.root(leaves), "both roots");
        _true(this.includes(root, count, position, leaves[position], Trees.proof(leaves, position)), "included");
    }

    function testFuzz_wrongProofsFail(uint256 count, uint256 position, uint256 other, uint256 bit) external view {
        count = _between(count, 2, 300);
        position %= count;
        other %= count;
        bytes32[] memory leaves = _leaves(count);
        bytes32 root = Trees.root(leaves);
        bytes32 leaf = leaves[position];
        bytes32[] memory proof = Trees.proof(leaves, position);

        if (other != position) {
            _false(this.includes(root, count, other, leaf, proof), "another's place");
            _false(this.includes(root, count, position, leaves[other], proof), "another's leaf");
        }
        _false(this.includes(root, count, count + other, leaf, proof), "no such place");
        _false(this.includes(bytes32(uint256(root) ^ (1 << (bit % 256))), count, position, leaf, proof), "another root");
        proof[bit % proof.length] ^= bytes32(uint256(1) << (bit % 256));
        _false(this.includes(root, count, position, leaf, proof), "a changed sibling");
    }

    function testFuzz_proofsOfAnotherLengthFail(uint256 count, uint256 position) external view {
        count = _between(count, 2, 300);
        position %= count;
        bytes32[] memory leaves = _leaves(count);
        bytes32 root = Trees.root(leaves);
        bytes32[] memory proof = Trees.proof(leaves, position);
        bytes32[] memory longer = new bytes32[](proof.length + 1);
        bytes32[] memory shorter = new bytes32[](proof.length - 1);
        for (uint256 i; i < proof.length; ++i) {
            longer[i] = proof[i];
            if (i < shorter.length) shorter[i] = proof[i];
        }
        _false(this.includes(root, count, position, leaves[position], longer), "longer");
        _false(this.includes(root, count, position, leaves[position], shorter), "shorter");
    }

    /// @dev An inner node must not pass for a leaf of a smaller run.
    function test_aNodeIsNoLeaf() external view {
        bytes32[] memory leaves = _leaves(16);
        bytes32 root = Trees.root(leaves);
        bytes32 node = keccak256(abi.encodePacked(leaves[0], leaves[1], leaves[2], leaves[3]));
        bytes32[] memory full = Trees.proof(leaves, 0);
        bytes32[] memory upper = new bytes32[](3);
        for (uint256 i; i < 3; ++i) {
            upper[i] = full[3 + i];
        }
        _true(this.includes(root, 4, 0, node, upper), "it would be, in a run of four");
        _false(this.includes(root, 16, 0, node, upper), "not in this one");
    }

    function _leaves(uint256 count) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = keccak256(abi.encode(i));
        }
    }
}
