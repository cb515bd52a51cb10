// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Acts} from "../../src/Acts.sol";
import {Act, IActs} from "../../src/interfaces/IActs.sol";
import {Judge} from "./Judge.sol";
import {Probe} from "./Probe.sol";

/// @notice The entry alone, an operator, and a target that tells what reaches it.
abstract contract Carrier is Judge {
    uint256 internal constant KEY = 0xAC7;

    Acts internal _acts;
    Probe internal _probe;
    address internal _operator;

    function setUp() external {
        vm.warp(1_800_000_000);
        _acts = new Acts();
        _probe = new Probe();
        _operator = vm.addr(KEY);
    }

    function _act(bytes memory call, uint256 nonce) internal view returns (Act memory act) {
        act.target = address(_probe);
        act.deadline = uint48(block.timestamp + 1 hours);
        act.nonce = nonce;
        act.data = call;
        _sign(act);
    }

    function _sign(Act memory act) internal view {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _acts.digestOf(act));
        act.signature = abi.encodePacked(r, s, v);
    }

    function _digest(uint256 target, uint256 deadline, uint256 nonce, bytes memory call)
        internal
        view
        returns (bytes32)
    {
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

    function _refuses(Act memory act, address operator, bytes memory reason) internal {
        Act[] memory acts = new Act[](1);
        acts[0] = act;
        vm.expectEmit(address(_acts));
        emit IActs.ActRefused(_acts.digestOf(act), operator, reason);
        _acts.carry(acts);
    }
}
