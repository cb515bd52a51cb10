// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Content, IInventory, Slice} from "../../src/interfaces/IInventory.sol";
import {ProductStatus} from "../../src/interfaces/IProducts.sol";
import {EndState, HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Kinds} from "../support/Kinds.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice What must never be seen, judged from events and the clock: a broken rule is kept as `fault`.
abstract contract Rules is Stocked {
    using Holders for uint128;
    using Kinds for uint128;

    /// The first rule that was broken; empty while none is.
    string public fault;

    mapping(uint64 gln => bool) internal suspended;
    mapping(uint64 gln => uint48) internal licensedTo;
    mapping(uint64 gtin => ProductStatus) internal statusOf;
    mapping(bytes32 lot => bool) internal recalled;
    mapping(bytes32 lot => uint24) internal expiryOf;
    mapping(bytes32 lot => uint64) internal gtinOf;
    bytes32[] internal lots;

    function _blame(string memory rule) internal {
        if (bytes(fault).length == 0) fault = rule;
    }

    function _today() internal view returns (uint24) {
        return uint24(block.timestamp / 1 days);
    }

    /// @dev Whether nothing the institution tries may succeed now.
    function _barred(uint64 gln) internal view returns (bool) {
        return gln != REGULATOR && (suspended[gln] || block.timestamp > licensedTo[gln]);
    }

    function _clean(bytes32 id) internal view returns (bool) {
        ProductStatus status = statusOf[gtinOf[id]];
        bool held = status == ProductStatus.Suspended || status == ProductStatus.Withdrawn;
        return !held && !recalled[id] && _today() <= expiryOf[id] && gtinOf[id] != 0;
    }

    function _lotMade(bytes32 id, uint64 gtin, uint24 expiry) internal {
        lots.push(id);
        gtinOf[id] = gtin;
        expiryOf[id] = expiry;
    }

    function _judgeMove(
        uint128 from,
        uint128 to,
        bytes4 act,
        bool supplied,
        uint64[] memory boxes,
        Slice[] memory units
    ) internal {
        bool ended = from.readKind() == HolderKind.End;
        if (ended) _judgeReturnOf(from, to, act);
        HolderKind kind = to.readKind();
        if (from.readKind() == HolderKind.Rejected && !_isGone(to)) _blame("refused goods came back");
        bool used = kind == HolderKind.End && _isUse(EndState(uint8(to >> 68)));
        bool opened = kind == HolderKind.Opened && !ended;
        bool resold = from.readKind() == HolderKind.Returned && kind == HolderKind.Institution;
        if (!used && !opened && !resold && !supplied) return;
        for (uint256 i; i < units.length; ++i) {
            if (!_clean(Words.lotOf(units[i].word))) _blame("held-back units were supplied or used");
        }
        for (uint256 i; i < boxes.length; ++i) {
            (, Content[] memory contents) = inventory.containerOf(boxes[i]);
            for (uint256 j; j < contents.length; ++j) {
                if (!_clean(contents[j].lot)) _blame("held-back units were supplied or used in a container");
            }
        }
    }

    /// @dev Goods came out of an end state: which ends open again, how, and for how long.
    function _judgeReturnOf(uint128 from, uint128 to, bytes4 act) private {
        EndState state = EndState(uint8(from >> 68));
        bool overridden = act == IInventory.overrideUndo.selector;
        bool inTime = _today() - uint24(from >> 44) <= 10;
        bool same = from.glnOf() == to.glnOf();
        if (!same) return _blame("another institution took goods out of an end state");
        if (state == EndState.Dispensed) {
            bool given = to.readKind() == HolderKind.End && EndState(uint8(to >> 68)) == EndState.Administered;
            if (!given && !overridden && !inTime) _blame("a dispensing was undone too late");
        } else if (state == EndState.DispensedInParts) {
            if (act != IInventory.undoPart.selector || !inTime) _blame("a pack used up came back");
        } else if (state == EndState.Stolen || state == EndState.Lost) {
            if (!overridden) _blame("stolen or lost goods came back without governance");
        } else if (_isUse(state) && state != EndState.Administered) {
            if (!overridden && !inTime) _blame("goods out of circulation came back too late");
        } else {
            _blame("a terminal state came back");
        }
    }

    /// @dev Whether the holder is where goods end that nobody can use any more.
    function _isGone(uint128 holder) private pure returns (bool) {
        EndState state = EndState(uint8(holder >> 68));
        return holder.readKind() == HolderKind.End
            && (state == EndState.Destroyed
                || state == EndState.Stolen
                || state == EndState.Lost
                || state == EndState.GoneUnsaleable);
    }

    function _isUse(EndState state) private pure returns (bool) {
        return state >= EndState.Dispensed && state <= EndState.CheckedOut;
    }
}
