// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a holder is. The tag is the top byte of a holder's id, so no kind can pass for another.
enum HolderKind {
    None,
    /// Sellable stock of an institution: payload is its GLN.
    Institution,
    /// Packs partly dispensed, at an institution: payload is its GLN.
    Opened,
    /// Goods that came back and are not yet judged: payload is the GLN of the institution that has them.
    Returned,
    /// Goods set aside: payload is the GLN of who set them aside, then the GLN of who has them.
    Quarantine,
    /// A logistic unit: payload is its SSCC.
    Container,
    /// Goods under way: payload is the sender's GLN, then the sender's number for the shipment.
    Shipment,
    /// Goods that left circulation: payload is the end state, the day and the GLN of who ended it.
    End,
    /// Returned goods that were refused, to be destroyed: payload is the GLN of the institution that has them.
    Rejected
}

/// @notice How goods leave circulation.
enum EndState {
    None,
    Dispensed,
    DispensedInParts,
    Administered,
    Exported,
    Sampled,
    FreeSample,
    CheckedOut,
    Destroyed,
    Stolen,
    Lost,
    CommissioningVoided,
    /// Stolen or lost while it was not on sale (opened, returned, set aside): not to be restored, as it would come back for
    /// sale.
    GoneUnsaleable
}

/// @notice Ids of holders. A unit is at exactly one holder; who and what that is can be read off the id.
/// @dev 128 bits: 8 of kind, 120 of payload. GLNs need 44 bits, an SSCC 60, a shipment number may use 64, a day 24.
library Holders {
    uint256 private constant GLN_BITS = 44;
    uint256 private constant GLN_MASK = (1 << GLN_BITS) - 1;
    /// The largest number that an id has room for where a GLN stands.
    uint64 internal constant MOST_GLN = uint64(GLN_MASK);

    function institution(uint64 gln) internal pure returns (uint128) {
        return _tag(HolderKind.Institution, gln);
    }

    function opened(uint64 gln) internal pure returns (uint128) {
        return _tag(HolderKind.Opened, gln);
    }

    function returned(uint64 gln) internal pure returns (uint128) {
        return _tag(HolderKind.Returned, gln);
    }

    function rejected(uint64 gln) internal pure returns (uint128) {
        return _tag(HolderKind.Rejected, gln);
    }

    function quarantine(uint64 setter, uint64 gln) internal pure returns (uint128) {
        return _tag(HolderKind.Quarantine, (uint256(setter) << GLN_BITS) | gln);
    }

    function container(uint64 sscc) internal pure returns (uint128) {
        return _tag(HolderKind.Container, sscc);
    }

    function shipment(uint64 sender, uint64 number) internal pure returns (uint128) {
        return _tag(HolderKind.Shipment, (uint256(sender) << 64) | number);
    }

    function end(EndState state, uint256 day, uint64 gln) internal pure returns (uint128) {
        return _tag(HolderKind.End, (uint256(state) << 68) | (day << GLN_BITS) | gln);
    }

    function isKind(uint128 holder, HolderKind kind) internal pure returns (bool) {
        return holder >> 120 == uint128(uint8(kind));
    }

    /// @notice The institution that has what this holder holds, for kinds whose payload ends with a GLN.
    function glnOf(uint128 holder) internal pure returns (uint64) {
        return uint64(holder & GLN_MASK);
    }

    function ssccOf(uint128 holder) internal pure returns (uint64) {
        return uint64(holder);
    }

    function senderOf(uint128 holder) internal pure returns (uint64) {
        return uint64((holder >> 64) & GLN_MASK);
    }

    function _tag(HolderKind kind, uint256 payload) private pure returns (uint128) {
        return uint128((uint256(kind) << 120) | payload);
    }
}
