// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {
    Container,
    Content,
    Goods,
    IInventory,
    Packing,
    Purpose,
    Slice,
    UnitProof
} from "../../src/interfaces/IInventory.sol";
import {Hold, ILots} from "../../src/interfaces/ILots.sol";
import {PackagingLevel, ProductData} from "../../src/interfaces/IProducts.sol";
import {Holders} from "../../src/lib/Holders.sol";
import {Words} from "../../src/lib/Words.sol";
import {Consortium, Party} from "./Consortium.sol";
import {Trees} from "./Trees.sol";

/// @notice The consortium with goods: the factory has a run of 600 units of a lot, and 1 000 packs of a lot without serials.
abstract contract Stocked is Consortium {
    uint64 internal constant GTIN = 3_400_930_000_014;
    uint64 internal constant OTHER_GTIN = 3_400_930_000_021;
    uint24 internal constant EXPIRY = TODAY + 700;
    uint32 internal constant UNITS = 600;
    uint32 internal constant PACK_SIZE = 30;
    uint64 internal constant CASE = 340_093_000_000_000_017;
    uint64 internal constant CASE_2 = 340_093_000_000_000_024;
    uint64 internal constant PALLET = 340_093_000_000_000_031;

    bytes32 internal lot;
    bytes32 internal bulk;
    uint128 internal home;

    function setUp() public virtual override {
        super.setUp();
        home = Holders.institution(factory.gln);
        vm.prank(factory.account);
        catalogue.registerProduct(GTIN, _product());
        lot = _lot("L1", true);
        bulk = _lot("Q1", false);
        _commission(lot, 0, UNITS);
        vm.prank(factory.account);
        catalogue.commissionQuantity(bulk, 1000);
    }

    // --- products and lots

    function _product() internal pure returns (ProductData memory data) {
        data.name = "Theriaca";
        data.genericName = "opium";
        data.form = "tablet";
        data.packSize = PACK_SIZE;
        data.levels = new PackagingLevel[](0);
    }

    function _lot(string memory number, bool serialised) internal returns (bytes32) {
        vm.prank(factory.account);
        return catalogue.registerLot(GTIN, number, TODAY - 3, EXPIRY, 100_000, serialised, "Nuremberg");
    }

    function _commission(bytes32 id, uint32 run, uint32 count) internal {
        bytes32[] memory leaves = _leaves(id, run, count);
        vm.prank(factory.account);
        catalogue.commission(id, run, leaves);
    }

    function _recall(bytes32 id) internal {
        vm.prank(factory.account);
        catalogue.recallLot(id, 1, "impurity");
    }

    function _withdraw() internal {
        vm.prank(factory.account);
        catalogue.withdrawProduct(GTIN, "harm");
    }

    /// @dev The lot's last day is over.
    function _expire() internal {
        vm.warp((uint256(EXPIRY) + 1) * 1 days);
    }

    function _expectHeldBack(bytes32 id, Hold hold) internal {
        vm.expectRevert(abi.encodeWithSelector(ILots.LotsHeldBack.selector, id, hold));
    }

    // --- serials

    function _leaf(bytes32 id, uint32 index) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(GTIN, bytes20(keccak256(abi.encode(id, index)))));
    }

    function _leaves(bytes32 id, uint32 run, uint32 count) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](count);
        for (uint32 i; i < count; ++i) {
            leaves[i] = _leaf(id, run * 1024 + i);
        }
    }

    /// @dev Proof of one unit of the fixture's run of a lot.
    function _proof(bytes32 id, uint32 index, uint32 count) internal pure returns (UnitProof memory) {
        uint32 run = index / 1024;
        bytes32[] memory siblings = Trees.proof(_leaves(id, run, count), index % 1024);
        return UnitProof(index, _leaf(id, index), siblings);
    }

    function _proofs(bytes32 id, uint32 index) internal pure returns (UnitProof[] memory proofs) {
        proofs = new UnitProof[](1);
        proofs[0] = _proof(id, index, UNITS);
    }

    // --- naming goods

    function _word(bytes32 id, uint256 number) internal pure returns (bytes32) {
        return id | bytes32(number);
    }

    /// @dev The first `count` units of a word, at most 255.
    function _first(uint256 count) internal pure returns (uint256) {
        return (1 << count) - 1;
    }

    function _slices(bytes32 word, uint256 mask) internal pure returns (Slice[] memory units) {
        units = new Slice[](1);
        units[0] = Slice(word, mask);
    }

    function _units(bytes32 word, uint256 mask) internal pure returns (Goods memory goods) {
        goods.units = _slices(word, mask);
    }

    function _boxes(uint64 sscc) internal pure returns (Goods memory goods) {
        goods.containers = _ssccs(sscc);
    }

    function _ssccs(uint64 sscc) internal pure returns (uint64[] memory list) {
        list = new uint64[](1);
        list[0] = sscc;
    }

    function _packing(uint64 sscc, bytes32 word, uint256 mask) internal pure returns (Packing[] memory packings) {
        packings = new Packing[](1);
        packings[0] = Packing(sscc, word, mask);
    }

    // --- moving them

    function _pack(uint64 sscc, bytes32 word, uint256 mask) internal {
        vm.prank(factory.account);
        inventory.pack(_packing(sscc, word, mask));
    }

    function _nest(uint64 parent, uint64 child) internal {
        vm.prank(factory.account);
        inventory.nest(parent, _ssccs(child));
    }

    function _ship(Party memory from, uint64 number, Party memory to, Goods memory goods) internal returns (uint128) {
        vm.prank(from.account);
        inventory.ship(number, to.gln, Purpose.Supply, goods, bytes32(0));
        return Holders.shipment(from.gln, number);
    }

    /// @dev Brings goods from the factory into another institution's stock.
    function _supply(Party memory to, uint64 number, Goods memory goods) internal {
        uint128 shipment = _ship(factory, number, to, goods);
        vm.prank(to.account);
        inventory.receiveGoods(shipment, goods, new Packing[](0), true, bytes32(0));
    }

    // --- looking

    function _held(uint128 holder, bytes32 word) internal view returns (uint256) {
        return inventory.heldAt(holder, word);
    }

    /// @dev Units of a lot in a container's list, 0 if it is not in it.
    function _listed(uint64 sscc, bytes32 id) internal view returns (uint256) {
        (, Content[] memory contents) = inventory.containerOf(sscc);
        for (uint256 i; i < contents.length; ++i) {
            if (contents[i].lot == id) return contents[i].units;
        }
        return 0;
    }

    function _placeOf(uint64 sscc) internal view returns (uint128) {
        (Container memory container,) = inventory.containerOf(sscc);
        return container.place;
    }

    function _expectNotHeld(uint128 holder, bytes32 word, uint256 held, uint256 mask) internal {
        vm.expectRevert(abi.encodeWithSelector(IInventory.InventoryNotHeld.selector, holder, word, held, mask));
    }

    /// @dev The next call emits that goods moved. The event counts as the caller's own act when it names its selector.
    function _expectTransfer(uint64 gln, uint128 from, uint128 to, bytes4 act, Goods memory goods, bytes32 note)
        internal
    {
        vm.expectEmit(address(inventory));
        emit IInventory.Transferred(gln, from, to, act, goods.containers, goods.units, note);
    }

    function _quantity(bytes32 id) internal pure returns (bytes32) {
        return Words.quantityOf(id);
    }
}
