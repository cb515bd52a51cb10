// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Kind, Permission} from "../interfaces/IInstitutions.sol";

/// @notice What each kind of institution may do when it is admitted.
library Permissions {
    function maskOf(Permission permission) internal pure returns (uint32) {
        return uint32(1) << uint8(permission);
    }

    function defaultsOf(Kind kind) internal pure returns (uint32 mask) {
        if (kind == Kind.Regulator) {
            return maskOf(Permission.Quarantine) | maskOf(Permission.Recall) | maskOf(Permission.Record)
                | maskOf(Permission.Inspect) | maskOf(Permission.Regulate);
        }
        mask = maskOf(Permission.Pack) | maskOf(Permission.Ship) | maskOf(Permission.Receive)
            | maskOf(Permission.Decommission) | maskOf(Permission.Destroy) | maskOf(Permission.Quarantine)
            | maskOf(Permission.Return) | maskOf(Permission.Record);
        if (kind == Kind.Factory) {
            mask |= maskOf(Permission.RegisterProduct) | maskOf(Permission.RegisterLot) | maskOf(Permission.Commission)
            | maskOf(Permission.Recall);
        }
        if (kind == Kind.Pharmacy || kind == Kind.Hospital) mask |= maskOf(Permission.Dispense);
        if (kind == Kind.Hospital) mask |= maskOf(Permission.RecordUse);
    }
}
