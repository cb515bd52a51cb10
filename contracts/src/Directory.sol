// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Entry, IDirectory, Listing} from "./interfaces/IDirectory.sol";
import {IInstitutions} from "./interfaces/IInstitutions.sol";

/// @notice See {IDirectory}.
contract Directory is IDirectory {
    IInstitutions public immutable institutions;

    string[] private _names;
    mapping(string name => Entry) private _entries;

    /// @param listings What is listed from the start.
    constructor(IInstitutions institutions_, Listing[] memory listings) {
        institutions = institutions_;
        for (uint256 i; i < listings.length; ++i) {
            _list(listings[i]);
        }
    }

    function listContract(Listing calldata listing) external {
        if (msg.sender != institutions.governance()) revert DirectoryOnlyGovernance(msg.sender);
        _list(listing);
    }

    function names() external view returns (string[] memory) {
        return _names;
    }

    function entryOf(string calldata name) external view returns (Entry memory) {
        return _entries[name];
    }

    function _list(Listing memory listing) private {
        if (bytes(listing.name).length == 0) revert DirectoryMissing("name");
        if (listing.target.code.length == 0) revert DirectoryMissing("target");
        Entry storage entry = _entries[listing.name];
        if (entry.version == 0) _names.push(listing.name);
        entry.target = listing.target;
        entry.abiHash = listing.abiHash;
        emit ContractListed(listing.name, listing.target, ++entry.version, listing.abiHash);
    }
}
