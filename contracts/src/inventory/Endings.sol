// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Operator, Permission, Role} from "../interfaces/IInstitutions.sol";
import {Goods, Slice} from "../interfaces/IInventory.sol";
import {EndState, HolderKind, Holders} from "../lib/Holders.sol";
import {Words} from "../lib/Words.sol";
import {Dispensing} from "./Dispensing.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice How goods leave circulation other than to patients, and what of that can be taken back.
abstract contract Endings is Dispensing {
    using Holders for uint128;

    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant DESTRUCTION_TYPEHASH =
        keccak256("Destruction(uint64 gln,uint128 from,bytes32 goods,string reason)");

    mapping(bytes32 digest => bool) private _witnessed;

    function decommission(EndState state, Goods calldata goods, bytes32 note) external {
        uint64 caller = _caller(Permission.Decommission);
        if (!_isInactive(state)) revert InventoryWrongState(state);
        _requireCleanGoods(goods);
        uint128 to = Holders.end(state, _today(), caller);
        _transfer(caller, Holders.institution(caller), to, goods.containers, goods.units, note);
    }

    function destroyGoods(uint128 from, Goods calldata goods, string calldata reason, bytes calldata signature)
        external
    {
        uint64 caller = _caller(Permission.Destroy);
        _requireOwn(from, caller);
        if (bytes(reason).length == 0) revert InventoryMissing("reason");
        address witness = _witnessOf(caller, destructionDigest(caller, from, goods, reason), signature);
        uint128 to = Holders.end(EndState.Destroyed, _today(), caller);
        _transfer(caller, from, to, goods.containers, goods.units, bytes32(0));
        emit Reasoned(caller, msg.sig, reason);
        emit Destroyed(caller, _msgSender(), witness);
    }

    function reportGone(EndState state, uint128 from, Goods calldata goods, string calldata evidence) external {
        uint64 caller = _caller(Permission.Decommission);
        if (state != EndState.Stolen && state != EndState.Lost) revert InventoryWrongState(state);
        if (bytes(evidence).length == 0) revert InventoryMissing("evidence");
        if (from.isKind(HolderKind.None) || from.isKind(HolderKind.End) || from.isKind(HolderKind.Container)) {
            revert InventoryBadHolder(from);
        }
        bool own = from.isKind(HolderKind.Shipment) ? from.senderOf() == caller : from.glnOf() == caller;
        if (!own) _requireOwnLots(caller, goods);
        bool saleable = from.isKind(HolderKind.Institution) || from.isKind(HolderKind.Shipment);
        if (!saleable) state = EndState.GoneUnsaleable;
        uint128 to = Holders.end(state, _today(), caller);
        _transfer(caller, from, to, goods.containers, goods.units, bytes32(0));
        emit Reasoned(caller, msg.sig, evidence);
    }

    function undo(EndState state, uint24 day, Goods calldata goods) external {
        bool dispensed = state == EndState.Dispensed;
        uint64 caller = _caller(dispensed ? Permission.Dispense : Permission.Decommission);
        if (!dispensed && !_isInactive(state)) revert InventoryWrongState(state);
        _requireUndoable(day);
        _restore(caller, caller, state, day, goods);
    }

    function overrideUndo(uint64 gln, EndState state, uint24 day, Goods calldata goods) external {
        if (!_isGovernance()) revert InventoryOnlyGovernance(msg.sender);
        _requireGln(gln);
        bool gone = state == EndState.Stolen || state == EndState.Lost;
        if (state != EndState.Dispensed && !gone && !_isInactive(state)) revert InventoryWrongState(state);
        _restore(institutions.regulator(), gln, state, day, goods);
    }

    function voidCommissioning(Slice[] calldata units) external {
        uint64 caller = _caller(Permission.Commission);
        for (uint256 i; i < units.length; ++i) {
            bytes32 word = units[i].word;
            bytes32 lot = Words.lotOf(word);
            uint24 day = catalogue.runOf(lot, Words.runOf(word)).day;
            if (Words.isQuantity(word) || day == 0) revert InventoryNotVoidable(word);
            _requireOwnLot(lot, caller);
            _requireUndoable(day);
        }
        uint128 to = Holders.end(EndState.CommissioningVoided, _today(), caller);
        _transfer(caller, Holders.institution(caller), to, _none(), units, bytes32(0));
    }

    function destructionDigest(uint64 gln, uint128 from, Goods calldata goods, string calldata reason)
        public
        view
        returns (bytes32)
    {
        // OpenZeppelin's EIP712 would take this contract over the size limit.
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Theriac Inventory"), keccak256("1"), block.chainid, address(this))
        );
        Slice[] memory units = goods.units;
        bytes32 goodsHash = keccak256(abi.encode(goods.containers, units));
        bytes32 destruction =
            keccak256(abi.encode(DESTRUCTION_TYPEHASH, gln, from, goodsHash, keccak256(bytes(reason))));
        return MessageHashUtils.toTypedDataHash(domain, destruction);
    }

    /// @dev The second operator, of the same institution, who signed a destruction.
    function _witnessOf(uint64 gln, bytes32 digest, bytes calldata signature) private returns (address witness) {
        // Goods without serials could be there again: a witness' word counts for one destruction.
        if (_witnessed[digest]) revert InventoryWitnessedBefore(digest);
        _witnessed[digest] = true;
        (witness,,) = ECDSA.tryRecover(digest, signature);
        Operator memory second = institutions.operatorOf(witness);
        bool acts = second.role == Role.Operator || second.role == Role.Admin;
        if (!acts || second.gln != gln || witness == _msgSender()) revert InventoryBadWitness(witness);
    }

    function _restore(uint64 by, uint64 gln, EndState state, uint24 day, Goods calldata goods) private {
        uint128 from = Holders.end(state, day, gln);
        _transfer(by, from, Holders.institution(gln), goods.containers, goods.units, bytes32(0));
    }

    function _isInactive(EndState state) private pure returns (bool) {
        return state == EndState.Exported || state == EndState.Sampled || state == EndState.FreeSample
            || state == EndState.CheckedOut;
    }
}
