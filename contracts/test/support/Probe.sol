// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice A target of acts that tells what reached it.
/// @dev The first byte of the call says what it does: 1 refuses with what follows (the sender's 20 bytes left out), 2 burns
/// all gas, 3 refuses with as many bytes as the next three say; anything else is told.
contract Probe {
    event Reached(bytes call);

    fallback() external {
        uint8 way = uint8(msg.data[0]);
        if (way == 1) _refuse(msg.data[1:msg.data.length - 20]);
        if (way == 3) _refuse(_pattern(uint24(bytes3(msg.data[1:4]))));
        if (way == 2) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        emit Reached(msg.data);
    }

    function _refuse(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    /// @dev Bytes none of which is zero.
    function _pattern(uint256 length) private pure returns (bytes memory reason) {
        reason = new bytes(length);
        for (uint256 i; i < length; ++i) {
            reason[i] = bytes1(uint8(1 + i % 251));
        }
    }
}
