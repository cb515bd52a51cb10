// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILots} from "./ILots.sol";
import {IProducts} from "./IProducts.sol";

/// @title Products and the lots made of them
// solhint-disable-next-line no-empty-blocks
interface ICatalogue is IProducts, ILots {}
