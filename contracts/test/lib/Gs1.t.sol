// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Gs1} from "../../src/lib/Gs1.sol";
import {Judge} from "../support/Judge.sol";

contract Gs1Test is Judge {
    function test_knownKeysAreTaken() external pure {
        // Examples printed in the GS1 General Specifications and on packs in shops.
        _true(Gs1.isGtin(4_006_381_333_931), "GTIN-13");
        _true(Gs1.isGtin(10_614_141_000_415), "GTIN-14");
        _true(Gs1.isGtin(96_385_074), "GTIN-8");
        _true(Gs1.isGtin(614_141_000_036), "GTIN-12");
        _true(Gs1.isGln(4_000_000_000_112), "GLN");
    }

    function test_nothingAndTooLongAreRefused() external pure {
        _false(Gs1.isGln(0), "no GLN");
        _false(Gs1.isGtin(0), "no GTIN");
        _false(Gs1.isGln(10_614_141_000_415), "a GLN has 13 digits");
        _true(Gs1.hasCheckDigit(100_000_000_000_009), "its check digit is right");
        _false(Gs1.isGtin(100_000_000_000_009), "a GTIN has at most 14 digits");
    }

    function testFuzz_exactlyOneLastDigitIsRight(uint64 body) external pure {
        body = uint64(_between(body, 1, 999_999_999_999));
        uint256 right;
        for (uint64 digit; digit < 10; ++digit) {
            if (Gs1.isGln(body * 10 + digit)) ++right;
        }
        _same(right, 1, "check digits");
    }

    function testFuzz_oneWrongDigitIsFound(uint64 body, uint256 place, uint64 by) external pure {
        uint64 key = uint64(_between(body, 1, 999_999_999_999)) * 10;
        while (!Gs1.hasCheckDigit(key)) {
            ++key;
        }
        uint64 unit = uint64(10 ** (place % 13));
        uint64 digit = key / unit % 10;
        uint64 wrong = key - digit * unit + (digit + 1 + by % 9) % 10 * unit;
        _false(Gs1.hasCheckDigit(wrong), "a changed digit");
    }
}
