// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EndState, HolderKind, Holders} from "../../src/lib/Holders.sol";
import {Judge} from "../support/Judge.sol";
import {Kinds} from "../support/Kinds.sol";

contract HoldersTest is Judge {
    uint64 private constant MOST_GLN = 9_999_999_999_999;

    function testFuzz_kindAndGlnCanBeReadOffTheId(uint64 gln, uint64 setter, uint24 day) external pure {
        gln %= MOST_GLN;
        setter %= MOST_GLN;
        uint128[6] memory ids = [
            Holders.institution(gln),
            Holders.opened(gln),
            Holders.returned(gln),
            Holders.rejected(gln),
            Holders.quarantine(setter, gln),
            Holders.end(EndState.Destroyed, day, gln)
        ];
        HolderKind[6] memory kinds = [
            HolderKind.Institution,
            HolderKind.Opened,
            HolderKind.Returned,
            HolderKind.Rejected,
            HolderKind.Quarantine,
            HolderKind.End
        ];
        for (uint256 i; i < 6; ++i) {
            _same(uint8(Kinds.readKind(ids[i])), uint8(kinds[i]), "kind");
            _same(Holders.glnOf(ids[i]), gln, "gln");
        }
    }

    function testFuzz_aHolderIsOfTheKindOfItsTagAlone(uint8 tag, uint120 payload) external pure {
        uint128 holder = (uint128(tag) << 120) | payload;
        for (uint8 kind; kind <= uint8(type(HolderKind).max); ++kind) {
            _true(Holders.isKind(holder, HolderKind(kind)) == (kind == tag), "kind");
        }
    }

    function testFuzz_containersAndShipmentsCanBeReadOffTheId(uint64 sscc, uint64 sender, uint64 number) external pure {
        sender %= MOST_GLN;
        uint128 container = Holders.container(sscc);
        _same(uint8(Kinds.readKind(container)), uint8(HolderKind.Container), "container's kind");
        _same(Holders.ssccOf(container), sscc, "sscc");
        uint128 shipment = Holders.shipment(sender, number);
        _same(uint8(Kinds.readKind(shipment)), uint8(HolderKind.Shipment), "shipment's kind");
        _same(Holders.senderOf(shipment), sender, "sender");
    }

    function testFuzz_noTwoQuarantinesShareAnId(uint64 setter, uint64 gln, uint64 setter2, uint64 gln2) external pure {
        setter %= MOST_GLN;
        gln %= MOST_GLN;
        setter2 %= MOST_GLN;
        gln2 %= MOST_GLN;
        bool alike = Holders.quarantine(setter, gln) == Holders.quarantine(setter2, gln2);
        _true(alike == (setter == setter2 && gln == gln2), "one id, one pair");
    }

    function testFuzz_noTwoEndsShareAnId(uint8 state, uint24 day, uint64 gln, uint8 state2, uint24 day2, uint64 gln2)
        external
        pure
    {
        EndState first = EndState(state % 13);
        EndState second = EndState(state2 % 13);
        gln %= MOST_GLN;
        gln2 %= MOST_GLN;
        bool alike = Holders.end(first, day, gln) == Holders.end(second, day2, gln2);
        _true(alike == (first == second && day == day2 && gln == gln2), "one id, one end");
    }

    function testFuzz_noTwoShipmentsShareAnId(uint64 sender, uint64 number, uint64 sender2, uint64 number2)
        external
        pure
    {
        sender %= MOST_GLN;
        sender2 %= MOST_GLN;
        bool alike = Holders.shipment(sender, number) == Holders.shipment(sender2, number2);
        _true(alike == (sender == sender2 && number == number2), "one id, one shipment");
    }
}
