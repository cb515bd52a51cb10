// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Catalogue} from "./Catalogue.sol";
import {IInstitutions} from "./interfaces/IInstitutions.sol";
import {Endings} from "./inventory/Endings.sol";
import {Packaging} from "./inventory/Packaging.sol";
import {Returns} from "./inventory/Returns.sol";
import {Shipping} from "./inventory/Shipping.sol";
import {Stock} from "./inventory/Stock.sol";
import {Member} from "./lib/Member.sol";

/// @title The inventory: where every unit is
/// @notice One contract, as all of it works on the same two mappings; each subject has a file of its own in `inventory/`.
contract Inventory is Packaging, Shipping, Endings, Returns {
    /// @dev Makes the catalogue itself: each must know the other, and neither may be changed later.
    constructor(address acts, IInstitutions institutions_)
        Member(acts, institutions_)
        Stock(new Catalogue(acts, institutions_, this))
    {}
}
