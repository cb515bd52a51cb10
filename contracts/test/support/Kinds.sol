// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {HolderKind} from "../../src/lib/Holders.sol";

/// @notice The kind of a holder, read off its id: the top byte is the tag.
library Kinds {
    function readKind(uint128 holder) internal pure returns (HolderKind) {
        return HolderKind(uint8(holder >> 120));
    }
}
