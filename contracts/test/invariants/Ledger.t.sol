// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Judge} from "../support/Judge.sol";
import {Play} from "./Play.sol";

/// @notice What holds after any sequence of acts by many parties.
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.depth = 200
contract LedgerTest is Judge {
    Play private _play;
    string[] private _names;
    uint256 private _barredTries;
    mapping(string act => uint256) private _tried;
    mapping(string act => uint256) private _succeeded;

    /// @dev Shown by forge from -vv on.
    event log_named_string(string key, string value);

    function setUp() external {
        _play = new Play();
        _play.setUp();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_play);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_play), new bytes4[](1));
        targets[0].selectors[0] = Play.step.selector;
    }

    function invariant_unitsAreConserved() external view {
        _play.checkConservation();
    }

    function invariant_theEventsTellAll() external view {
        _play.checkReplica();
    }

    function invariant_containersListWhatIsInThem() external view {
        _play.checkContents();
    }

    function invariant_shipmentsCountWhatIsUnderWay() external view {
        _play.checkShipments();
    }

    /// @notice No act of a barred party succeeds, no terminal state comes back, nothing held back is supplied or used.
    function invariant_noRuleIsBroken() external view {
        _same(_play.fault(), "", "a broken rule");
    }

    /// @notice Ten plays of 400 acts: the acts must really happen, or the invariants above would say nothing.
    function test_theActsOfAPlayHappen() external {
        for (uint256 i; i < 10; ++i) {
            Play play = new Play();
            play.setUp();
            for (uint256 j; j < 400; ++j) {
                play.step(1000 * i + j);
            }
            play.checkConservation();
            play.checkReplica();
            play.checkContents();
            play.checkShipments();
            _same(play.fault(), "", "a broken rule");
            _addUp(play);
        }
        _true(_barredTries > 50, "barred parties try");
        uint256 tried;
        uint256 succeeded;
        for (uint256 i; i < _names.length; ++i) {
            string memory name = _names[i];
            emit log_named_string(name, string.concat(_text(_succeeded[name]), " of ", _text(_tried[name])));
            bool madeUp = keccak256(bytes(name)) == keccak256("made-up ids");
            _true(madeUp ? _tried[name] > 50 : _succeeded[name] > 0, name);
            tried += _tried[name];
            succeeded += _succeeded[name];
        }
        emit log_named_string("all", string.concat(_text(succeeded), " of ", _text(tried)));
        _same(_names.length, 38, "every act was tried");
        _true(succeeded * 2 > tried, "most acts succeed");
        _true((tried - succeeded) * 8 > tried, "many are refused");
    }

    function _addUp(Play play) private {
        _barredTries += play.barredTries();
        string[] memory names = play.actNames();
        for (uint256 i; i < names.length; ++i) {
            if (_tried[names[i]] == 0) _names.push(names[i]);
            _tried[names[i]] += play.tried(names[i]);
            _succeeded[names[i]] += play.succeeded(names[i]);
        }
    }

    function _text(uint256 value) private pure returns (string memory text) {
        do {
            text = string.concat(string(abi.encodePacked(bytes1(uint8(48 + value % 10)))), text);
            value /= 10;
        } while (value > 0);
    }
}
