// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Act, IActs} from "./interfaces/IActs.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @notice See {IActs}.
contract Acts is IActs, EIP712 {
    bytes32 private constant ACT_TYPEHASH = keccak256("Act(address target,uint48 deadline,uint256 nonce,bytes data)");

    /// @dev Half the order of secp256k1: of the two signatures that anyone can make of one, only the lower counts (EIP-2).
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// Bytes of a refusal's reason that are kept.
    uint256 private constant MOST_REASON = 4096;

    // An act in memory: its EIP-712 type hash, then these. The hash of the data stands at LENGTH while it is hashed.
    uint256 private constant TARGET = 0x20;
    uint256 private constant DEADLINE = 0x40;
    uint256 private constant NONCE = 0x60;
    uint256 private constant LENGTH = 0x80;
    uint256 private constant DATA = 0xa0;

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
        address operator = _recover(digest, act);
        if (operator == address(0)) {
            emit ActRefused(digest, operator, abi.encodePacked(ActsBadSignature.selector));
            return;
        }

        uint256 nonce;
        assembly ("memory-safe") {
            nonce := mload(add(buffer, NONCE))
        }
        mapping(uint256 word => uint256 bits) storage used = _used[operator];
        uint256 bits = used[nonce >> 8];
        uint256 bit = 1 << (nonce & 0xff);
        if (bits & bit != 0) {
            emit ActRepeated(digest, operator);
            return;
        }
        used[nonce >> 8] = bits | bit;

        (bool taken, bytes memory reason) = _call(buffer, operator);
        if (taken) emit ActTaken(digest, operator);
        else emit ActRefused(digest, operator, reason);
    }

    /// @param buffer Where `_read` has put the act.
    function _call(uint256 buffer, address operator) private returns (bool taken, bytes memory result) {
        uint256 deadline;
        address target;
        assembly ("memory-safe") {
            target := mload(add(buffer, TARGET))
            deadline := mload(add(buffer, DEADLINE))
        }
        // solhint-disable-next-line not-rely-on-time
        if (block.timestamp > deadline) {
            // solhint-disable-next-line not-rely-on-time
            return (false, abi.encodeWithSelector(ActsExpired.selector, deadline, block.timestamp));
        }
        if (target.code.length == 0) return (false, abi.encodeWithSelector(ActsNoContract.selector, target));
        uint256 gasBefore = gasleft();
        assembly ("memory-safe") {
            // ERC-2771: the operator's address behind the call data.
            let length := mload(add(buffer, LENGTH))
            let data := add(buffer, DATA)
            mstore(add(data, length), shl(96, operator))
            taken := call(gas(), target, 0, data, add(length, 20), 0, 0)
            if iszero(taken) {
                result := mload(0x40)
                let size := returndatasize()
                if gt(size, MOST_REASON) { size := MOST_REASON }
                mstore(result, size)
                returndatacopy(add(result, 0x20), 0, size)
                mstore(0x40, and(add(add(result, 0x3f), size), not(0x1f)))
            }
        }
        // Each call keeps 1/64 of the gas from its callee (EIP-150). So little left means that a call may have run dry, at
        // any depth up to four: ours go three deep.
        if (!taken && gasleft() <= gasBefore / 16) revert ActsOutOfGas();
    }

    /// @dev Copies an act into memory and hashes it (EIP-712), by hand as this runs for every act. Nothing is checked:
    /// what is called is what was hashed, and what the operator did not sign recovers to nobody.
    /// @return digest What the operator has signed.
    /// @return buffer The act in memory: see the offsets above.
    function _read(bytes32 domain, Act calldata act) private pure returns (bytes32 digest, uint256 buffer) {
        bytes32 typehash = ACT_TYPEHASH;
        assembly ("memory-safe") {
            buffer := mload(0x40)
            let data := add(act, calldataload(add(act, 0x60)))
            let length := calldataload(data)
            mstore(buffer, typehash)
            calldatacopy(add(buffer, TARGET), act, 0x60)
            calldatacopy(add(buffer, DATA), add(data, 0x20), length)
            mstore(add(buffer, LENGTH), keccak256(add(buffer, DATA), length))
            let end := add(add(buffer, DATA), length)
            mstore(add(end, 0x22), keccak256(buffer, 0xa0))
            mstore(add(end, 0x02), domain)
            mstore8(end, 0x19)
            mstore8(add(end, 1), 0x01)
            digest := keccak256(end, 0x42)
            mstore(add(buffer, LENGTH), length)
            mstore(0x40, and(add(end, 0x61), not(0x1f)))
        }
    }

    /// @dev Zero for anything but a signature r‖s‖v with s in the lower half.
    function _recover(bytes32 digest, Act calldata act) private pure returns (address) {
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            let signature := add(act, calldataload(add(act, 0x80)))
            if eq(calldataload(signature), 65) {
                r := calldataload(add(signature, 0x20))
                s := calldataload(add(signature, 0x40))
                v := byte(0, calldataload(add(signature, 0x60)))
            }
        }
        if (uint256(s) > HALF_ORDER) return address(0);
        return ecrecover(digest, v, r, s);
    }
}
