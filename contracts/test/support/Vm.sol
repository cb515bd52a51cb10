// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The cheat codes of forge that these tests use.
/// @dev Facts of Foundry's own interface (https://getfoundry.sh/reference/cheatcodes); written down here as no package of
/// the npm registry carries the official one.
interface Vm {
    /// @notice A recorded event.
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    // --- the world

    function warp(uint256 time) external;
    function prank(address sender) external;

    // --- keys

    function addr(uint256 key) external pure returns (address);
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    // --- what the next call must do

    function expectRevert(bytes calldata data) external;
    /// @notice Any revert: for faults that the compiler finds, which have no data of ours.
    function expectRevert() external;
    /// @notice The event emitted next by this test must be emitted by the call after it, all topics and data alike.
    function expectEmit(address emitter) external;

    // --- logs

    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);

    // --- fuzzing and judging

    function assume(bool condition) external pure;
    function assertTrue(bool condition, string calldata why) external pure;
    function assertEq(uint256 left, uint256 right, string calldata why) external pure;
    function assertEq(bytes32 left, bytes32 right, string calldata why) external pure;
    function assertEq(address left, address right, string calldata why) external pure;
    function assertEq(string calldata left, string calldata right, string calldata why) external pure;
}
