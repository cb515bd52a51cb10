// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Hold} from "../../src/interfaces/ILots.sol";
import {IProducts, ProductStatus} from "../../src/interfaces/IProducts.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

/// @notice Who stops a product's sale, and who lets it go on.
contract StatusesTest is Stocked {
    /// @dev All 4 x 4 ways from one status to another, for the owner and for governance.
    function test_statusesChangeAsTheyMay() external {
        // Rows: Active, Suspended, Retired, Withdrawn; columns: suspend, reinstate, retire, withdraw.
        bool[4][4] memory may = [
            [true, false, true, true],
            [false, true, false, true],
            [true, false, false, true],
            [false, false, false, false]
        ];
        uint64 gtin = 3_400_930_000_038;
        vm.prank(factory.account);
        catalogue.registerProduct(gtin, _product());
        _tryAll(gtin, ProductStatus.Active, may[0]);
        vm.prank(factory.account);
        catalogue.suspendProduct(gtin, "x");
        _tryAll(gtin, ProductStatus.Suspended, may[1]);
        vm.prank(factory.account);
        catalogue.reinstateProduct(gtin, "x");
        vm.prank(factory.account);
        catalogue.retireProduct(gtin, "x");
        _tryAll(gtin, ProductStatus.Retired, may[2]);
        vm.prank(factory.account);
        catalogue.withdrawProduct(gtin, "x");
        _tryAll(gtin, ProductStatus.Withdrawn, may[3]);
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsWrongStatus.selector, gtin, ProductStatus.Withdrawn));
        vm.prank(factory.account);
        catalogue.amendProduct(gtin, 1, _product(), "x");
    }

    function test_statusChangesAreTold() external {
        _expectStatus(ProductStatus.Suspended, factory.gln);
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "why");
        _expectStatus(ProductStatus.Active, factory.gln);
        vm.prank(factory.account);
        catalogue.reinstateProduct(GTIN, "why");
        _expectStatus(ProductStatus.Retired, factory.gln);
        vm.prank(factory.account);
        catalogue.retireProduct(GTIN, "why");
        _expectStatus(ProductStatus.Withdrawn, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.withdrawProduct, (GTIN, "why")));
    }

    function test_whatTheRegulatorSuspendedItsOwnerCannotReinstate() external {
        _govern(address(catalogue), abi.encodeCall(IProducts.suspendProduct, (GTIN, "why")));
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsNotOwner.selector, GTIN, REGULATOR, factory.gln));
        vm.prank(factory.account);
        catalogue.reinstateProduct(GTIN, "why");
        _expectStatus(ProductStatus.Active, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.reinstateProduct, (GTIN, "why")));

        // The next suspension is judged by who made that one.
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "why");
        vm.prank(factory.account);
        catalogue.reinstateProduct(GTIN, "why");
    }

    function test_theRegulatorTakesOverItsOwnersSuspension() external {
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "why");
        _same(catalogue.productOf(GTIN).suspendedBy, factory.gln, "by its owner");
        _expectStatus(ProductStatus.Suspended, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.suspendProduct, (GTIN, "why")));
        _same(catalogue.productOf(GTIN).suspendedBy, REGULATOR, "by the regulator");
        bytes memory already =
            abi.encodeWithSelector(IProducts.ProductsWrongStatus.selector, GTIN, ProductStatus.Suspended);
        _fails(factory, abi.encodeCall(IProducts.suspendProduct, (GTIN, "mine again")), already);
        _expectFailed(already);
        _govern(address(catalogue), abi.encodeCall(IProducts.suspendProduct, (GTIN, "twice")));
        _fails(
            factory,
            abi.encodeCall(IProducts.reinstateProduct, (GTIN, "back")),
            abi.encodeWithSelector(IProducts.ProductsNotOwner.selector, GTIN, REGULATOR, factory.gln)
        );
        _govern(address(catalogue), abi.encodeCall(IProducts.reinstateProduct, (GTIN, "clean")));
        _same(uint8(catalogue.productOf(GTIN).status), uint8(ProductStatus.Active), "active again");
        _same(catalogue.productOf(GTIN).suspendedBy, 0, "by nobody");
    }

    function test_theRegulatorEndsItsOwnersSuspension() external {
        vm.prank(factory.account);
        catalogue.suspendProduct(GTIN, "why");
        _expectStatus(ProductStatus.Active, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.reinstateProduct, (GTIN, "why")));
    }

    function test_aRetiredProductIsSuspendedAndIsRetiredAgain() external {
        vm.prank(factory.account);
        catalogue.retireProduct(GTIN, "old");
        _expectStatus(ProductStatus.Suspended, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.suspendProduct, (GTIN, "why")));
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.ProductSuspended), "held back");
        _same(uint8(catalogue.productOf(GTIN).status), uint8(ProductStatus.Suspended), "outranked");
        _expectStatus(ProductStatus.Retired, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.reinstateProduct, (GTIN, "why")));
        _same(uint8(catalogue.productOf(GTIN).status), uint8(ProductStatus.Retired), "retired");
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.None), "what exists may be sold");
    }

    /// @dev Retired while suspended, it would be told as retired and be suspended still.
    function test_aSuspendedProductIsNotRetired() external {
        _govern(address(catalogue), abi.encodeCall(IProducts.suspendProduct, (GTIN, "why")));
        bytes memory suspended =
            abi.encodeWithSelector(IProducts.ProductsWrongStatus.selector, GTIN, ProductStatus.Suspended);
        _fails(factory, abi.encodeCall(IProducts.retireProduct, (GTIN, "old")), suspended);
        _expectStatus(ProductStatus.Active, REGULATOR);
        _govern(address(catalogue), abi.encodeCall(IProducts.reinstateProduct, (GTIN, "why")));
        _expectStatus(ProductStatus.Retired, factory.gln);
        vm.prank(factory.account);
        catalogue.retireProduct(GTIN, "why");
        _same(uint8(catalogue.productOf(GTIN).status), uint8(ProductStatus.Retired), "retired");
    }

    function test_aWithdrawalOutranksASuspension() external {
        _govern(address(catalogue), abi.encodeCall(IProducts.suspendProduct, (GTIN, "why")));
        vm.prank(factory.account);
        catalogue.withdrawProduct(GTIN, "harm");
        _same(uint8(catalogue.productOf(GTIN).status), uint8(ProductStatus.Withdrawn), "status");
        _same(uint8(catalogue.holdOf(lot)), uint8(Hold.ProductWithdrawn), "hold");
        bytes memory never =
            abi.encodeWithSelector(IProducts.ProductsWrongStatus.selector, GTIN, ProductStatus.Withdrawn);
        _expectFailed(never);
        _govern(address(catalogue), abi.encodeCall(IProducts.reinstateProduct, (GTIN, "why")));
    }

    // --- steps

    function _decisions(uint64 gtin) private pure returns (bytes[4] memory) {
        return [
            abi.encodeCall(IProducts.suspendProduct, (gtin, "x")),
            abi.encodeCall(IProducts.reinstateProduct, (gtin, "x")),
            abi.encodeCall(IProducts.retireProduct, (gtin, "x")),
            abi.encodeCall(IProducts.withdrawProduct, (gtin, "x"))
        ];
    }

    /// @dev Each decision that may not be made from this status must fail by its name; the others are made by the caller.
    function _tryAll(uint64 gtin, ProductStatus status, bool[4] memory may) private {
        bytes[4] memory calls = _decisions(gtin);
        for (uint256 i; i < 4; ++i) {
            if (may[i]) continue;
            _fails(factory, calls[i], abi.encodeWithSelector(IProducts.ProductsWrongStatus.selector, gtin, status));
        }
        _same(uint8(catalogue.productOf(gtin).status), uint8(status), "status");
    }

    function _fails(Party memory by, bytes memory call, bytes memory expected) private {
        vm.prank(by.account);
        (bool done, bytes memory reason) = address(catalogue).call(call);
        _false(done, "must fail");
        _same(keccak256(reason), keccak256(expected), "reason");
    }

    function _expectStatus(ProductStatus status, uint64 by) private {
        vm.expectEmit(address(catalogue));
        emit IProducts.ProductStatusSet(GTIN, status, by, "why");
    }
}
