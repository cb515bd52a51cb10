// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Words} from "../../src/lib/Words.sol";
import {Judge} from "../support/Judge.sol";

contract WordsTest is Judge {
    bytes32 private constant LOT = keccak256("lot") & ~bytes32(uint256(0xffffffff));

    function testFuzz_countIsTheNumberOfBits(uint256 mask) external pure {
        uint256 bits;
        for (uint256 rest = mask; rest != 0; rest >>= 1) {
            bits += rest & 1;
        }
        _same(Words.count(mask), bits, "popcount");
    }

    function test_countTakesTheBorders() external pure {
        _same(Words.count(0), 0, "none");
        _same(Words.count(type(uint256).max), 256, "all");
        for (uint256 i; i < 256; ++i) {
            _same(Words.count(1 << i), 1, "one bit");
            _same(Words.count(type(uint256).max >> i), 256 - i, "a tail");
            _same(Words.count(type(uint256).max ^ (1 << i)), 255, "all but one");
        }
    }

    function testFuzz_aMaskStandsForUnitsOrACount(uint256 mask, uint32 quantity) external pure {
        _same(Words.unitsOf(LOT, mask), _bits(mask), "bits");
        _same(Words.unitsOf(Words.quantityOf(LOT), quantity), quantity, "quantity");
    }

    function testFuzz_bitOfFindsWordAndBit(uint32 index) external pure {
        (bytes32 word, uint256 mask) = Words.bitOf(LOT, index);
        _same(Words.lotOf(word), LOT, "lot");
        _same(uint32(uint256(word)), index / 256, "number of the word");
        _same(mask, 1 << (index % 256), "bit");
        _same(Words.runOf(word), index / 1024, "run");
        _false(Words.isQuantity(word), "no unit is in the quantity word");
    }

    function test_quantityWordIsToldApart() external pure {
        bytes32 word = Words.quantityOf(LOT);
        _true(Words.isQuantity(word), "quantity");
        _same(Words.lotOf(word), LOT, "lot");
        _false(Words.isQuantity(LOT), "word 0");
        _false(Words.isQuantity(LOT | bytes32(uint256(0xfffffffe))), "the word before");
    }
}
