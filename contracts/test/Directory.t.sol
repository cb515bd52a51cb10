// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Directory} from "../src/Directory.sol";
import {Entry, IDirectory, Listing} from "../src/interfaces/IDirectory.sol";
import {Consortium} from "./support/Consortium.sol";

contract DirectoryTest is Consortium {
    bytes32 private constant ABI_HASH = keccak256("abi");

    function test_whatIsDeployedWithItIsListedInItsOrder() external view {
        string[] memory names = directory.names();
        _same(names.length, 2, "names");
        _same(names[0], "acts", "first");
        _same(names[1], "records", "second");
        _expect("records", address(records), 1, keccak256("[1]"));
        _same(directory.entryOf("nothing").version, 0, "none");
    }

    function test_governanceListsANewVersionInThePlaceOfTheOneBefore() external {
        vm.expectEmit(address(directory));
        emit IDirectory.ContractListed("records", address(inventory), 2, ABI_HASH);
        _list(Listing("records", address(inventory), ABI_HASH));
        _expect("records", address(inventory), 2, ABI_HASH);
        _same(directory.names().length, 2, "the same name");
        _list(Listing("nodes", address(nodes), ABI_HASH));
        _same(directory.names().length, 3, "a name more");
        _expect("nodes", address(nodes), 1, ABI_HASH);
    }

    function test_onlyGovernanceLists() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.DirectoryOnlyGovernance.selector, admins[0]));
        vm.prank(admins[0]);
        directory.listContract(Listing("nodes", address(nodes), ABI_HASH));
    }

    function test_whatIsListedHasANameAndIsAContract() external {
        _expectFailed(abi.encodeWithSelector(IDirectory.DirectoryMissing.selector, "name"));
        _list(Listing("", address(nodes), ABI_HASH));
        _expectFailed(abi.encodeWithSelector(IDirectory.DirectoryMissing.selector, "target"));
        _list(Listing("nodes", nobody, ABI_HASH));
        Listing[] memory listings = new Listing[](1);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.DirectoryMissing.selector, "name"));
        new Directory(institutions, listings);
    }

    function _list(Listing memory listing) private {
        _govern(address(directory), abi.encodeCall(IDirectory.listContract, (listing)));
    }

    function _expect(string memory name, address target, uint32 version, bytes32 abiHash) private view {
        Entry memory entry = directory.entryOf(name);
        _same(entry.target, target, "target");
        _same(entry.version, version, "version");
        _same(entry.abiHash, abiHash, "ABI");
    }
}
