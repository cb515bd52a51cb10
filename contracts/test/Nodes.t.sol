// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Permission, Refusal, Role} from "../src/interfaces/IInstitutions.sol";
import {INodes, Node, NodeRole, Service, WishState} from "../src/interfaces/INodes.sol";
import {Consortium, Party} from "./support/Consortium.sol";

contract NodesTest is Consortium {
    bytes private _id = abi.encodePacked(keccak256("x"), keccak256("y"));
    bytes32 private _key = keccak256(_id);

    function test_aNodeIsRegisteredWithTheRoleItWishesFor() external {
        vm.expectEmit(address(nodes));
        emit INodes.NodeRegistered(_key, factory.gln, _id, "Plant 1");
        vm.expectEmit(address(nodes));
        emit INodes.NodeRoleAsked(_key, NodeRole.Observer);
        _register(factory, NodeRole.Observer);
        Node memory node = nodes.nodeOf(_key);
        _same(node.gln, factory.gln, "gln");
        _same(keccak256(node.id), _key, "id");
        _same(node.name, "Plant 1", "name");
        _expect(NodeRole.None, NodeRole.Observer, WishState.Asked);
    }

    function test_anIdHas64BytesAndANodeAName() external {
        bytes memory short = abi.encodePacked(keccak256("x"));
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesBadId.selector, short));
        nodes.registerNode(short, "Plant 1", NodeRole.Sealer);
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesMissing.selector, "name"));
        nodes.registerNode(_id, "", NodeRole.Sealer);
    }

    function test_aNodeWishesForWhatItIsNot() external {
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesSameRole.selector, _key, NodeRole.None));
        _register(factory, NodeRole.None);
        _become(NodeRole.Sealer);
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesSameRole.selector, _key, NodeRole.Sealer));
        nodes.askForRole(_key, NodeRole.Sealer);
    }

    function test_onlyAdminsOfInstitutionsThatTakePartActForTheirNodes() external {
        address[2] memory others = [factory.account, nobody];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(INodes.NodesNotAdmin.selector, others[i]));
            vm.prank(others[i]);
            nodes.registerNode(_id, "Plant 1", NodeRole.Sealer);
            vm.expectRevert(abi.encodeWithSelector(INodes.NodesNotAdmin.selector, others[i]));
            vm.prank(others[i]);
            nodes.setService(nobody, "https://factory.example");
        }
        _register(factory, NodeRole.Observer);
        _suspend(factory);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesNotAdmin.selector, factory.admin));
        vm.prank(factory.admin);
        nodes.askForRole(_key, NodeRole.Sealer);
    }

    function test_anotherInstitutionNeitherTakesANodeNorAsksForIt() external {
        _register(factory, NodeRole.Observer);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesTaken.selector, _key, factory.gln));
        _register(rival, NodeRole.Observer);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesNotOwner.selector, _key, factory.gln, rival.gln));
        vm.prank(rival.admin);
        nodes.askForRole(_key, NodeRole.Sealer);
    }

    function test_anIdWhoseRegistrationCameToNothingIsFreeAgain() external {
        _register(rival, NodeRole.Observer);
        vm.prank(admins[0]);
        nodes.declineRole(_key, "not its node");
        _register(factory, NodeRole.Observer);
        _same(nodes.nodeOf(_key).gln, factory.gln, "gln");
        _approve(NodeRole.Observer);
        vm.prank(admins[0]);
        nodes.noteRole(_key);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesTaken.selector, _key, factory.gln));
        _register(rival, NodeRole.Sealer);
    }

    function test_aWishIsReplacedUntilItIsApproved() external {
        _register(factory, NodeRole.Observer);
        vm.expectEmit(address(nodes));
        emit INodes.NodeRoleAsked(_key, NodeRole.Sealer);
        vm.prank(factory.admin);
        nodes.askForRole(_key, NodeRole.Sealer);
        // The regulator approves what it has seen, not what was put in its place.
        _expectFailed(_wrongWish(WishState.Asked, NodeRole.Sealer));
        _approve(NodeRole.Observer);
        _approve(NodeRole.Sealer);
        vm.expectRevert(_wrongWish(WishState.Approved, NodeRole.Sealer));
        vm.prank(factory.admin);
        nodes.askForRole(_key, NodeRole.Observer);
    }

    function test_theRegulatorApprovesAndNotesThatItIsDone() external {
        _register(factory, NodeRole.Sealer);
        vm.expectRevert(_wrongWish(WishState.Asked, NodeRole.Sealer));
        vm.prank(admins[1]);
        nodes.noteRole(_key);
        vm.expectEmit(address(nodes));
        emit INodes.NodeRoleApproved(_key, NodeRole.Sealer);
        _approve(NodeRole.Sealer);
        _expect(NodeRole.None, NodeRole.Sealer, WishState.Approved);
        vm.expectEmit(address(nodes));
        emit INodes.NodeRoleSet(_key, NodeRole.Sealer);
        vm.prank(admins[1]);
        nodes.noteRole(_key);
        _expect(NodeRole.Sealer, NodeRole.Sealer, WishState.None);
        _expectFailed(_wrongWish(WishState.None, NodeRole.Sealer));
        _approve(NodeRole.Sealer);
    }

    function test_aNodeLeavesAndMayComeBack() external {
        _become(NodeRole.Sealer);
        vm.prank(factory.admin);
        nodes.askForRole(_key, NodeRole.None);
        _approve(NodeRole.None);
        vm.prank(admins[0]);
        nodes.noteRole(_key);
        _expect(NodeRole.None, NodeRole.None, WishState.None);
        vm.prank(factory.admin);
        nodes.askForRole(_key, NodeRole.Observer);
        _expect(NodeRole.None, NodeRole.Observer, WishState.Asked);
    }

    function test_theRegulatorDeclinesWhatIsAskedOrNotDoneYet() external {
        _become(NodeRole.Observer);
        vm.prank(factory.admin);
        nodes.askForRole(_key, NodeRole.Sealer);
        _approve(NodeRole.Sealer);
        vm.prank(admins[0]);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesMissing.selector, "reason"));
        nodes.declineRole(_key, "");
        vm.expectEmit(address(nodes));
        emit INodes.NodeRoleDeclined(_key, NodeRole.Sealer, "too far behind");
        vm.prank(admins[0]);
        nodes.declineRole(_key, "too far behind");
        _expect(NodeRole.Observer, NodeRole.Sealer, WishState.None);
        vm.prank(admins[0]);
        vm.expectRevert(_wrongWish(WishState.None, NodeRole.Sealer));
        nodes.declineRole(_key, "again");
    }

    function test_onlyTheRegulatorDecides() external {
        _register(factory, NodeRole.Sealer);
        address auditor = vm.addr(0xA4);
        _govern(address(institutions), abi.encodeCall(IInstitutions.appoint, (REGULATOR, auditor, Role.Auditor)));
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesOnlyGovernance.selector, admins[0]));
        vm.prank(admins[0]);
        nodes.approveRole(_key, NodeRole.Sealer);
        _expectRefused(auditor, REGULATOR, Permission.Regulate, Refusal.AuditorOnly);
        vm.prank(auditor);
        nodes.declineRole(_key, "no");
        _expectRefused(factory.admin, factory.gln, Permission.Regulate, Refusal.NotPermitted);
        vm.prank(factory.admin);
        nodes.declineRole(_key, "no");
        _approve(NodeRole.Sealer);
        _expectRefused(factory.admin, factory.gln, Permission.Regulate, Refusal.NotPermitted);
        vm.prank(factory.admin);
        nodes.noteRole(_key);
    }

    function test_anInstitutionSaysWhereItsServerIsAndTakesItBack() external {
        vm.expectEmit(address(nodes));
        emit INodes.ServiceSet(factory.gln, nobody, "https://factory.example");
        vm.prank(factory.admin);
        nodes.setService(nobody, "https://factory.example");
        Service memory service = nodes.serviceOf(factory.gln);
        _same(service.signer, nobody, "signer");
        _same(service.url, "https://factory.example", "url");
        vm.prank(factory.admin);
        vm.expectRevert(abi.encodeWithSelector(INodes.NodesMissing.selector, "signer"));
        nodes.setService(address(0), "https://factory.example");
        vm.prank(factory.admin);
        nodes.setService(address(0), "");
        _same(nodes.serviceOf(factory.gln).url, "", "taken back");
    }

    function _register(Party memory party, NodeRole wished) private {
        vm.prank(party.admin);
        nodes.registerNode(_id, "Plant 1", wished);
    }

    function _approve(NodeRole wished) private {
        _govern(address(nodes), abi.encodeCall(INodes.approveRole, (_key, wished)));
    }

    function _become(NodeRole role) private {
        _register(factory, role);
        _approve(role);
        vm.prank(admins[0]);
        nodes.noteRole(_key);
    }

    function _wrongWish(WishState wish, NodeRole wished) private view returns (bytes memory) {
        return abi.encodeWithSelector(INodes.NodesWrongWish.selector, _key, wish, wished);
    }

    function _expect(NodeRole role, NodeRole wished, WishState wish) private view {
        Node memory node = nodes.nodeOf(_key);
        _same(uint8(node.role), uint8(role), "role");
        _same(uint8(node.wished), uint8(wished), "wished");
        _same(uint8(node.wish), uint8(wish), "wish");
    }
}
