// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a node is to the group; `None` is outside of it.
enum NodeRole {
    None,
    Observer,
    Sealer
}

/// @notice Where the change that an institution wishes for stands; `None` where it wishes for none.
enum WishState {
    None,
    Asked,
    Approved
}

/// @param gln The institution that runs it.
/// @param role As the regulator has noted it: what the engine really does is the engine's to say.
/// @param wished The role asked for, while `wish` is not `None`.
/// @param id The node's public key, 64 bytes.
struct Node {
    uint64 gln;
    NodeRole role;
    NodeRole wished;
    WishState wish;
    bytes id;
    string name;
}

/// @param signer The account that the institution's server signs its requests with.
/// @param url Where other institutions' servers fetch documents; empty where there is none.
struct Service {
    address signer;
    string url;
}

/// @title Nodes of institutions, and the servers they answer at
/// @notice An institution's admin registers its node and asks for a role; the regulator approves or declines, has the change
/// made on the engine, and notes it here.
interface INodes {
    event NodeRegistered(bytes32 indexed node, uint64 indexed gln, bytes id, string name);
    event NodeRoleAsked(bytes32 indexed node, NodeRole wished);
    event NodeRoleApproved(bytes32 indexed node, NodeRole wished);
    event NodeRoleDeclined(bytes32 indexed node, NodeRole wished, string reason);
    event NodeRoleSet(bytes32 indexed node, NodeRole role);
    event ServiceSet(uint64 indexed gln, address signer, string url);

    error NodesNotAdmin(address account);
    error NodesOnlyGovernance(address caller);
    error NodesBadId(bytes id);
    error NodesMissing(string field);
    error NodesTaken(bytes32 node, uint64 gln);
    error NodesNotOwner(bytes32 node, uint64 gln, uint64 caller);
    error NodesSameRole(bytes32 node, NodeRole role);
    error NodesWrongWish(bytes32 node, WishState wish, NodeRole wished);

    /// @notice Registers a node and asks for its first role. An id whose registration came to nothing is free again.
    /// @param id The node's public key, 64 bytes; the node is known by its hash.
    function registerNode(bytes calldata id, string calldata name, NodeRole wished) external;
    /// @notice Asks for another role, in the place of what was asked for before and not approved yet.
    function askForRole(bytes32 node, NodeRole wished) external;
    /// @notice Governance: the node shall have the role that it asked for.
    /// @param wished What the regulator has seen asked for, which must still be asked for.
    function approveRole(bytes32 node, NodeRole wished) external;
    /// @notice The regulator turns down what was asked for, or what was approved and has not been done.
    function declineRole(bytes32 node, string calldata reason) external;
    /// @notice The regulator notes that the engine has made the change that was approved.
    function noteRole(bytes32 node) external;
    /// @notice An admin says where the institution's server is; an empty URL takes it back.
    function setService(address signer, string calldata url) external;

    function nodeOf(bytes32 node) external view returns (Node memory);
    function serviceOf(uint64 gln) external view returns (Service memory);
}
