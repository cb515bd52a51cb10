// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What an operator signs: one call on one contract, good once and until a deadline.
/// @param target The contract to call.
/// @param deadline Last second (Unix time of the block) at which the act may be taken.
/// @param nonce Any number the operator has not used; the upper 248 bits choose a word, the lower 8 a bit of it.
/// @param data The call.
/// @param signature The operator's EIP-712 signature over the four fields above, r‖s‖v.
struct Act {
    address target;
    uint48 deadline;
    uint256 nonce;
    bytes data;
    bytes signature;
}

/// @title The entry of every act
/// @notice Takes each signed act at most once, whoever carries it, and calls on with the operator as ERC-2771 sender.
/// An act that its target refuses is used up like one that is taken: its outcome is final.
interface IActs {
    /// @notice The act was carried out.
    /// @param act EIP-712 digest of the act.
    event ActTaken(bytes32 indexed act, address indexed operator);

    /// @notice The act was refused and changed nothing.
    /// @param reason The target's revert data, or an error of this contract.
    event ActRefused(bytes32 indexed act, address indexed operator, bytes reason);

    /// @notice The act had been taken or refused before; nothing happened this time.
    event ActRepeated(bytes32 indexed act, address indexed operator);

    error ActsExpired(uint48 deadline, uint256 time);
    error ActsBadSignature();
    error ActsNoContract(address target);
    /// @notice The carrier gave so little gas that a refusal could be its doing; the whole transaction is undone.
    error ActsOutOfGas();

    /// @notice Carries acts in their order, each with an outcome of its own in the log.
    function carry(Act[] calldata acts) external;

    /// @notice Whether the operator has used the nonce.
    function isUsed(address operator, uint256 nonce) external view returns (bool);

    /// @notice The digest an operator signs for an act; its signature is not read.
    function digestOf(Act calldata act) external view returns (bytes32);
}
