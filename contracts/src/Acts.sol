// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "./interfaces/IActs.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice See {IActs}.
contract Acts is IActs, EIP712 {
    bytes32 private constant ACT_TYPEHASH = keccak256("Act(address target,uint48 deadline,uint256 nonce,bytes data)");

    mapping(address operator => mapping(uint256 word => uint256 bits)) private _used;

    constructor() EIP712("Theriac", "1") {}

    function carry(Act[] calldata acts) external {
        bytes32 domain = _domainSeparatorV4();
        for (uint256 i; i < acts.length; ++i) {
            _take(domain, acts[i]);
        }
    }

    function isUsed(address operator, uint256 nonce) external view returns (bool) {
        return _used[operator][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    function digestOf(Act calldata act) external view returns (bytes32) {
        return _digest(_domainSeparatorV4(), act);
    }

    function _take(bytes32 domain, Act calldata act) private {
        bytes32 digest = _digest(domain, act);
        address operator = _recover(digest, act.signature);
        if (operator == address(0)) {
            emit ActRefused(digest, address(0), abi.encodePacked(ActsBadSignature.selector));
            return;
        }

        uint256 bit = 1 << (act.nonce & 0xff);
        uint256 bits = _used[operator][act.nonce >> 8];
        if (bits & bit != 0) {
            emit ActRepeated(digest, operator);
            return;
        }
        _used[operator][act.nonce >> 8] = bits | bit;

        (bool taken, bytes memory reason) = _call(act, operator);
        if (taken) emit ActTaken(digest, operator);
        else emit ActRefused(digest, operator, reason);
    }

    function _call(Act calldata act, address operator) private returns (bool taken, bytes memory result) {
        // solhint-disable-next-line not-rely-on-time
        if (block.timestamp > act.deadline) {
            // solhint-disable-next-line not-rely-on-time
            return (false, abi.encodeWithSelector(ActsExpired.selector, act.deadline, block.timestamp));
        }
        address target = act.target;
        if (target.code.length == 0) return (false, abi.encodeWithSelector(ActsNoContract.selector, target));
        uint256 gasBefore = gasleft();
        // ERC-2771: the operator's address behind the call data. Written out because abi.encodePacked would copy twice.
        bytes calldata data = act.data;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            calldatacopy(buffer, data.offset, data.length)
            mstore(add(buffer, data.length), shl(96, operator))
            taken := call(gas(), target, 0, buffer, add(data.length, 20), 0, 0)
            if iszero(taken) {
                result := mload(0x40)
                mstore(result, returndatasize())
                returndatacopy(add(result, 0x20), 0, returndatasize())
                mstore(0x40, and(add(add(result, 0x3f), returndatasize()), not(0x1f)))
            }
        }
        // A call gets at most 63/64 of the gas (EIP-150): less than that left means the callee may have run dry.
        if (!taken && gasleft() <= gasBefore / 63) revert ActsOutOfGas();
    }

    /// @dev Zero for anything but a signature r‖s‖v with s in the lower half.
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address operator) {
        if (signature.length != 65) return address(0);
        (operator,,) =
            ECDSA.tryRecover(digest, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
    }

    function _digest(bytes32 domain, Act calldata act) private pure returns (bytes32) {
        bytes32 structHash =
            keccak256(abi.encode(ACT_TYPEHASH, act.target, act.deadline, act.nonce, keccak256(act.data)));
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }
}
