// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title What one would write first: a state per unit, and arrays of units
/// @notice The measure that the inventory is compared with. It checks who holds a unit and what state it is in, and
/// nothing else: no licences, no lots, no signatures.
contract PlainUnits {
    enum State {
        None,
        Active,
        Packed,
        InTransit,
        Dispensed
    }

    struct Unit {
        address holder;
        State state;
        uint64 sscc;
    }

    uint256 private constant MOST = 256;

    mapping(bytes32 id => Unit) public units;

    event Changed(State indexed state, address indexed holder, uint256 count);

    error PlainUnitsTooMany(uint256 count);
    error PlainUnitsWrongState(bytes32 id, State state);
    error PlainUnitsNotHeld(bytes32 id, address holder);

    function commission(bytes32[] calldata ids) external {
        _limit(ids);
        for (uint256 i; i < ids.length; ++i) {
            Unit storage unit = units[ids[i]];
            if (unit.state != State.None) revert PlainUnitsWrongState(ids[i], unit.state);
            units[ids[i]] = Unit(msg.sender, State.Active, 0);
        }
        emit Changed(State.Active, msg.sender, ids.length);
    }

    function pack(bytes32[] calldata ids, uint64 sscc) external {
        _change(ids, State.Active, State.Packed, msg.sender, msg.sender, sscc);
    }

    /// @notice Notes for each unit the pallet that its case is on.
    function palletise(bytes32[] calldata ids, uint64 sscc) external {
        _change(ids, State.Packed, State.Packed, msg.sender, msg.sender, sscc);
    }

    function ship(bytes32[] calldata ids, address receiver) external {
        _limit(ids);
        for (uint256 i; i < ids.length; ++i) {
            Unit storage unit = units[ids[i]];
            if (unit.holder != msg.sender) revert PlainUnitsNotHeld(ids[i], unit.holder);
            if (unit.state != State.Packed) revert PlainUnitsWrongState(ids[i], unit.state);
            unit.holder = receiver;
            unit.state = State.InTransit;
        }
        emit Changed(State.InTransit, receiver, ids.length);
    }

    function receiveUnits(bytes32[] calldata ids) external {
        _limit(ids);
        for (uint256 i; i < ids.length; ++i) {
            Unit storage unit = units[ids[i]];
            if (unit.holder != msg.sender) revert PlainUnitsNotHeld(ids[i], unit.holder);
            if (unit.state != State.InTransit) revert PlainUnitsWrongState(ids[i], unit.state);
            unit.state = State.Packed;
        }
        emit Changed(State.Packed, msg.sender, ids.length);
    }

    function unpack(bytes32[] calldata ids) external {
        _change(ids, State.Packed, State.Active, msg.sender, msg.sender, 0);
    }

    function dispense(bytes32[] calldata ids) external {
        _change(ids, State.Active, State.Dispensed, msg.sender, msg.sender, 0);
    }

    function _change(bytes32[] calldata ids, State from, State to, address holder, address next, uint64 sscc) private {
        _limit(ids);
        for (uint256 i; i < ids.length; ++i) {
            Unit storage unit = units[ids[i]];
            if (unit.holder != holder) revert PlainUnitsNotHeld(ids[i], unit.holder);
            if (unit.state != from) revert PlainUnitsWrongState(ids[i], unit.state);
            units[ids[i]] = Unit(next, to, sscc);
        }
        emit Changed(to, next, ids.length);
    }

    function _limit(bytes32[] calldata ids) private pure {
        if (ids.length > MOST) revert PlainUnitsTooMany(ids.length);
    }
}
