// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IInstitutions, Permission, Refusal} from "../../src/interfaces/IInstitutions.sol";
import {IProducts, PackagingLevel, Product, ProductData, ProductStatus} from "../../src/interfaces/IProducts.sol";
import {Party} from "../support/Consortium.sol";
import {Stocked} from "../support/Stocked.sol";

contract ProductsTest is Stocked {
    uint64 private constant LEVEL = 13_400_930_000_028;
    uint64 private constant LEVEL_2 = 13_400_930_000_035;

    function test_aFactoryRegistersAProduct() external {
        ProductData memory data = _leveled(LEVEL, 100);
        vm.expectEmit(address(catalogue));
        emit IProducts.ProductRegistered(OTHER_GTIN, factory.gln, data);
        _register(factory, OTHER_GTIN, data);
        Product memory product = catalogue.productOf(OTHER_GTIN);
        _same(product.owner, factory.gln, "owner");
        _same(uint8(product.status), uint8(ProductStatus.Active), "status");
        _same(product.version, 1, "version");
        _same(product.packSize, PACK_SIZE, "pack size");
        _same(catalogue.baseOf(OTHER_GTIN), OTHER_GTIN, "base");
        _same(catalogue.baseOf(LEVEL), OTHER_GTIN, "level");
        _same(keccak256(abi.encode(catalogue.dataOf(OTHER_GTIN))), keccak256(abi.encode(data)), "data");
    }

    function test_onlyFactoriesRegister() external {
        ProductData memory data = _product();
        _expectNotPermitted(wholesaler, Permission.RegisterProduct);
        _register(wholesaler, OTHER_GTIN, data);
    }

    function test_aGtinNeedsItsCheckDigit() external {
        uint64[3] memory wrong = [uint64(0), OTHER_GTIN + 1, 100_000_000_000_009];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsBadGtin.selector, wrong[i]));
            _register(factory, wrong[i], _product());
        }
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsBadGtin.selector, LEVEL + 1));
        _register(factory, OTHER_GTIN, _leveled(LEVEL + 1, 10));
    }

    function test_aGtinBelongsToOneProduct() external {
        _register(factory, OTHER_GTIN, _leveled(LEVEL, 10));
        _expectTaken(GTIN, GTIN);
        _register(rival, GTIN, _product());
        _expectTaken(LEVEL, OTHER_GTIN);
        _register(rival, LEVEL, _product());
        _expectTaken(GTIN, GTIN);
        _register(rival, LEVEL_2, _leveled(GTIN, 10));
        _expectTaken(LEVEL, OTHER_GTIN);
        _register(rival, LEVEL_2, _leveled(LEVEL, 10));
        _expectTaken(LEVEL_2, LEVEL_2);
        _register(rival, LEVEL_2, _leveled(LEVEL_2, 10));
    }

    function test_aProductNeedsNamePackSizeAndUnits() external {
        ProductData memory data = _product();
        data.name = "";
        _expectMissing("name");
        _register(factory, OTHER_GTIN, data);
        data = _product();
        data.packSize = 0;
        _expectMissing("packSize");
        _register(factory, OTHER_GTIN, data);
        _expectMissing("levels.units");
        _register(factory, OTHER_GTIN, _leveled(LEVEL, 0));
    }

    function test_theOwnerPutsANewVersion() external {
        ProductData memory data = _leveled(LEVEL, 10);
        vm.expectEmit(address(catalogue));
        emit IProducts.ProductAmended(GTIN, 2, data, "new leaflet");
        _amend(factory, GTIN, 1, data);
        _same(catalogue.productOf(GTIN).version, 2, "version");
        _same(catalogue.dataOf(GTIN).levels.length, 1, "levels");

        // The same level again, and then without it: the code stays the product's.
        _amend(factory, GTIN, 2, data);
        _amend(factory, GTIN, 3, _product());
        _same(catalogue.baseOf(LEVEL), GTIN, "once printed, stays known");
    }

    function testFuzz_noVersionChangesThePackSize(uint32 size) external {
        vm.assume(size != 0 && size != PACK_SIZE);
        ProductData memory data = _product();
        data.packSize = size;
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsPackSizeFixed.selector, GTIN, PACK_SIZE));
        _amend(factory, GTIN, 1, data);
        _same(catalogue.productOf(GTIN).packSize, PACK_SIZE, "as registered");
    }

    function test_amendingNeedsTheNewestVersion() external {
        for (uint32 version; version < 4; ++version) {
            if (version == 1) continue;
            vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsWrongVersion.selector, GTIN, uint32(1)));
            _amend(factory, GTIN, version, _product());
        }
    }

    function test_onlyTheOwnerDecidesOnAProduct() external {
        bytes[5] memory calls = _decisions(GTIN);
        bytes memory expected =
            abi.encodeWithSelector(IProducts.ProductsNotOwner.selector, GTIN, factory.gln, rival.gln);
        for (uint256 i; i < 5; ++i) {
            _fails(rival, calls[i], expected);
        }
    }

    function test_unknownProductsAreToldApart() external {
        bytes memory expected = abi.encodeWithSelector(IProducts.ProductsUnknown.selector, OTHER_GTIN);
        bytes[5] memory calls = _decisions(OTHER_GTIN);
        for (uint256 i; i < 5; ++i) {
            _fails(factory, calls[i], expected);
        }
        vm.expectRevert(expected);
        catalogue.dataOf(OTHER_GTIN);
        _same(catalogue.productOf(OTHER_GTIN).version, 0, "no product");
        _expectFailed(expected);
        _govern(address(catalogue), abi.encodeCall(IProducts.withdrawProduct, (OTHER_GTIN, "x")));
    }

    function test_decisionsNeedThePermission() external {
        _forbid(factory, Permission.RegisterProduct);
        bytes memory expected = abi.encodeWithSelector(
            IInstitutions.InstitutionsRefused.selector,
            factory.account,
            factory.gln,
            Permission.RegisterProduct,
            Refusal.NotPermitted
        );
        bytes[5] memory calls = _decisions(GTIN);
        for (uint256 i; i < 5; ++i) {
            _fails(factory, calls[i], expected);
        }
    }

    function test_anOperatorOfTheRegulatorAloneDecidesNothing() external {
        _expectRefused(admins[0], REGULATOR, Permission.RegisterProduct, Refusal.NotPermitted);
        vm.prank(admins[0]);
        catalogue.withdrawProduct(GTIN, "x");
    }

    // --- steps

    function _register(Party memory by, uint64 gtin, ProductData memory data) private {
        vm.prank(by.account);
        catalogue.registerProduct(gtin, data);
    }

    function _amend(Party memory by, uint64 gtin, uint32 version, ProductData memory data) private {
        vm.prank(by.account);
        catalogue.amendProduct(gtin, version, data, "new leaflet");
    }

    function _leveled(uint64 gtin, uint32 units) private pure returns (ProductData memory data) {
        data = _product();
        data.levels = new PackagingLevel[](1);
        data.levels[0] = PackagingLevel(gtin, units);
    }

    function _decisions(uint64 gtin) private pure returns (bytes[5] memory) {
        return [
            abi.encodeCall(IProducts.amendProduct, (gtin, 1, _product(), "x")),
            abi.encodeCall(IProducts.suspendProduct, (gtin, "x")),
            abi.encodeCall(IProducts.reinstateProduct, (gtin, "x")),
            abi.encodeCall(IProducts.retireProduct, (gtin, "x")),
            abi.encodeCall(IProducts.withdrawProduct, (gtin, "x"))
        ];
    }

    function _fails(Party memory by, bytes memory call, bytes memory expected) private {
        vm.prank(by.account);
        (bool done, bytes memory reason) = address(catalogue).call(call);
        _false(done, "must fail");
        _same(keccak256(reason), keccak256(expected), "reason");
    }

    function _expectTaken(uint64 gtin, uint64 by) private {
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsGtinTaken.selector, gtin, by));
    }

    function _expectMissing(string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(IProducts.ProductsMissing.selector, field));
    }
}
