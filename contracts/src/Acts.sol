// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "./interfaces/IActs.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @notice See {IActs}.
contract Acts is IActs, EIP712 {
    bytes32 private constant ACT_TYPEHASH = keccak256("Act(address target,uint48 deadline,uint256 nonce,bytes data)");

    /// @dev Half the order of secp256k1: of the two signatures that anyone can make of one, only the lower counts (EIP-2).
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    mapping(address operator => mapping(uint256 word => uint256 bits)) private _used;

    constructor() EIP712("Theriac", "1") {}

    function carry(Act[] calldata acts) external {
        bytes32 domain = _domainSeparatorV4();
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        for (uint256 i; i < acts.length; ++i) {
            _take(domain, acts[i]);
            // Nothing of an act is needed by the next: memory, whose price grows with its square, is used again.
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
    }

    function isUsed(address operator, uint256 nonce) external view returns (bool) {
        return _used[operator][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    function digestOf(Act calldata act) external view returns (bytes32 digest) {
        (digest,) = _read(_domainSeparatorV4(), act);
    }

    function _take(bytes32 domain, Act calldata act) private {
        (bytes32 digest, uint256 buffer) = _read(domain, act);
        address operator = _recover(digest, act.signature);
        if (operator == address(0)) {
            emit ActRefused(digest, operator, abi.encodePacked(ActsBadSignature.selector));
            return;
        }

        uint256 nonce = act.nonce;
        mapping(uint256 word => uint256 bits) storage used = _used[operator];
        uint256 bits = used[nonce >> 8];
        uint256 bit = 1 << (nonce & 0xff);
        if (bits & bit != 0) {
            emit ActRepeated(digest, operator);
            return;
        }
        used[nonce >> 8] = bits | bit;

        (bool taken, bytes memory reason) = _call(act, buffer, operator);
        if (taken) emit ActTaken(digest, operator);
        else emit ActRefused(digest, operator, reason);
    }

    /// @param buffer Where `_read` has put the call's data.
    function _call(Act calldata act, uint256 buffer, address operator)
        private
        returns (bool taken, bytes memory result)
    {
        // solhint-disable-next-line not-rely-on-time
        if (block.timestamp > act.deadline) {
            // solhint-disable-next-line not-rely-on-time
            return (false, abi.encodeWithSelector(ActsExpired.selector, act.deadline, block.timestamp));
        }
        address target = act.target;
        if (target.code.length == 0) return (false, abi.encodeWithSelector(ActsNoContract.selector, target));
        uint256 length = act.data.length;
        uint256 gasBefore = gasleft();
        assembly ("memory-safe") {
            // ERC-2771: the operator's address behind the call data.
            mstore(add(buffer, length), shl(96, operator))
            taken := call(gas(), target, 0, buffer, add(length, 20), 0, 0)
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

    /// @dev The EIP-712 digest, hashed by hand: this runs for every act, and the data is copied once for hash and call.
    /// Leaves the data in memory at `buffer`, with room for an address behind it.
    function _read(bytes32 domain, Act calldata act) private pure returns (bytes32 digest, uint256 buffer) {
        bytes calldata data = act.data;
        bytes32 typehash = ACT_TYPEHASH;
        address target = act.target;
        uint256 deadline = act.deadline;
        uint256 nonce = act.nonce;
        assembly ("memory-safe") {
            buffer := mload(0x40)
            calldatacopy(buffer, data.offset, data.length)
            let words := add(buffer, data.length)
            mstore(add(words, 0x80), keccak256(buffer, data.length))
            mstore(words, typehash)
            mstore(add(words, 0x20), target)
            mstore(add(words, 0x40), deadline)
            mstore(add(words, 0x60), nonce)
            mstore(add(words, 0x22), keccak256(words, 0xa0))
            mstore(add(words, 0x02), domain)
            mstore8(words, 0x19)
            mstore8(add(words, 1), 0x01)
            digest := keccak256(words, 0x42)
            mstore(0x40, and(add(words, 0xbf), not(0x1f)))
        }
    }

    /// @dev Zero for anything but a signature r‖s‖v with s in the lower half.
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address operator) {
        if (signature.length != 65) return address(0);
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 0x20))
            v := byte(0, calldataload(add(signature.offset, 0x40)))
        }
        if (uint256(s) > HALF_ORDER) return address(0);
        return ecrecover(digest, v, r, s);
    }
}
