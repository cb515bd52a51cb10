// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Permission} from "../interfaces/IInstitutions.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

/// @notice A contract whose callers act for institutions: it knows the acting account and asks what that may do.
abstract contract Member is ERC2771Context {
    IInstitutions public immutable institutions;

    constructor(address acts, IInstitutions institutions_) ERC2771Context(acts) {
        institutions = institutions_;
    }

    /// @dev The caller's institution, if the caller may use the permission now.
    function _caller(Permission permission) internal view returns (uint64 gln) {
        return institutions.check(_msgSender(), permission);
    }

    function _isGovernance() internal view returns (bool) {
        return msg.sender == institutions.governance();
    }

    /// @dev Days since 1970-01-01, UTC.
    function _today() internal view returns (uint24) {
        // solhint-disable-next-line not-rely-on-time
        return uint24(block.timestamp / 1 days);
    }
}
