// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Operator, Permission, Role, Status} from "./interfaces/IInstitutions.sol";
import {INodes, Node, NodeRole, Service, WishState} from "./interfaces/INodes.sol";
import {Member} from "./lib/Member.sol";

/// @notice See {INodes}.
contract Nodes is INodes, Member {
    uint256 private constant ID_BYTES = 64;

    mapping(bytes32 node => Node) private _nodes;
    mapping(uint64 gln => Service) private _services;

    constructor(address acts, IInstitutions institutions_) Member(acts, institutions_) {}

    function registerNode(bytes calldata id, string calldata name, NodeRole wished) external {
        uint64 gln = _admin();
        if (id.length != ID_BYTES) revert NodesBadId(id);
        if (bytes(name).length == 0) revert NodesMissing("name");
        bytes32 key = keccak256(id);
        Node storage node = _nodes[key];
        if (node.role != NodeRole.None || node.wish != WishState.None) revert NodesTaken(key, node.gln);
        node.gln = gln;
        node.id = id;
        node.name = name;
        emit NodeRegistered(key, gln, id, name);
        _ask(key, node, wished);
    }

    function askForRole(bytes32 key, NodeRole wished) external {
        uint64 gln = _admin();
        Node storage node = _nodes[key];
        if (node.gln != gln) revert NodesNotOwner(key, node.gln, gln);
        if (node.wish == WishState.Approved) revert NodesWrongWish(key, node.wish, node.wished);
        _ask(key, node, wished);
    }

    function approveRole(bytes32 key, NodeRole wished) external {
        if (!_isGovernance()) revert NodesOnlyGovernance(msg.sender);
        Node storage node = _nodes[key];
        if (node.wish != WishState.Asked || node.wished != wished) revert NodesWrongWish(key, node.wish, node.wished);
        node.wish = WishState.Approved;
        emit NodeRoleApproved(key, wished);
    }

    function declineRole(bytes32 key, string calldata reason) external {
        _caller(Permission.Regulate);
        if (bytes(reason).length == 0) revert NodesMissing("reason");
        Node storage node = _nodes[key];
        if (node.wish == WishState.None) revert NodesWrongWish(key, node.wish, node.wished);
        node.wish = WishState.None;
        emit NodeRoleDeclined(key, node.wished, reason);
    }

    function noteRole(bytes32 key) external {
        _caller(Permission.Regulate);
        Node storage node = _nodes[key];
        if (node.wish != WishState.Approved) revert NodesWrongWish(key, node.wish, node.wished);
        node.wish = WishState.None;
        node.role = node.wished;
        emit NodeRoleSet(key, node.role);
    }

    function setService(address signer, string calldata url) external {
        uint64 gln = _admin();
        if (bytes(url).length != 0 && signer == address(0)) revert NodesMissing("signer");
        _services[gln] = Service(signer, url);
        emit ServiceSet(gln, signer, url);
    }

    function nodeOf(bytes32 key) external view returns (Node memory) {
        return _nodes[key];
    }

    function serviceOf(uint64 gln) external view returns (Service memory) {
        return _services[gln];
    }

    function _ask(bytes32 key, Node storage node, NodeRole wished) private {
        if (node.role == wished) revert NodesSameRole(key, wished);
        node.wished = wished;
        node.wish = WishState.Asked;
        emit NodeRoleAsked(key, wished);
    }

    /// @dev The institution that the caller is an admin of, if that takes part now.
    function _admin() private view returns (uint64 gln) {
        Operator memory operator = institutions.operatorOf(_msgSender());
        gln = operator.gln;
        if (operator.role != Role.Admin || institutions.institutionOf(gln).status != Status.Active) {
            revert NodesNotAdmin(_msgSender());
        }
    }
}
