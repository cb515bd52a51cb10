// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @param target Where the contract is.
/// @param version How often the name was set; counts from 1.
/// @param abiHash keccak256 of the ABI's JSON, so that a client knows whether it speaks this version.
struct Entry {
    address target;
    uint32 version;
    bytes32 abiHash;
}

/// @notice An entry to be made.
struct Listing {
    string name;
    address target;
    bytes32 abiHash;
}

/// @title Where the contracts of the group are
/// @notice A client that knows this contract's address finds all others by their names.
interface IDirectory {
    event ContractListed(string name, address target, uint32 version, bytes32 abiHash);

    error DirectoryOnlyGovernance(address caller);
    error DirectoryMissing(string field);

    /// @notice Governance: puts a contract under a name, in the place of the one before.
    function listContract(Listing calldata listing) external;

    /// @notice All names, in the order in which they were first listed.
    function names() external view returns (string[] memory);
    /// @notice The newest entry of a name; its version is 0 where there is none.
    function entryOf(string calldata name) external view returns (Entry memory);
}
