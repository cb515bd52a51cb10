// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Lots} from "./catalogue/Lots.sol";
import {IInstitutions} from "./interfaces/IInstitutions.sol";
import {IInventory} from "./interfaces/IInventory.sol";
import {Member} from "./lib/Member.sol";

/// @title The catalogue: products, and the lots made of them
/// @notice One contract, as what may be done with a lot depends on its product too.
contract Catalogue is Lots {
    constructor(address acts, IInstitutions institutions_, IInventory inventory_)
        Member(acts, institutions_)
        Lots(inventory_)
    {}
}
