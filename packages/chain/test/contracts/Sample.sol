// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// A little of everything that a contract of the platform does, for the chain's own tests.
contract Sample {
    mapping(address => uint256) public counts;
    uint256 public total;
    Child public child;

    event Counted(address indexed who, uint256 indexed count, bytes note);
    event Plain(uint256 value);

    error TooMany(address who, uint256 asked, uint256 limit);

    function count(uint256 by, bytes calldata note) external returns (uint256) {
        if (by > 100) revert TooMany(msg.sender, by, 100);
        counts[msg.sender] += by;
        total += by;
        emit Counted(msg.sender, counts[msg.sender], note);
        return counts[msg.sender];
    }

    function plain(uint256 value) external {
        emit Plain(value);
    }

    function spawn() external {
        child = new Child();
        child.plain(7);
    }

    function throughChild(uint256 by) external {
        child.count(by);
    }

    function tryChild(uint256 by) external returns (bool) {
        total += 1;
        try child.count(by) {
            return true;
        } catch {
            return false;
        }
    }

    function manyCalls(uint256 rounds) external {
        for (uint256 i = 0; i < rounds; i++) child.count(1);
    }

    function manyRecoveries(uint256 rounds, bytes32 hash, uint8 v, bytes32 r, bytes32 s) external view returns (address who) {
        for (uint256 i = 0; i < rounds; i++) who = ecrecover(hash, v, r, s);
    }

    function recover(bytes32 hash, uint8 v, bytes32 r, bytes32 s) external pure returns (address) {
        return ecrecover(hash, v, r, s);
    }

    function burn(uint256 rounds) external view returns (bytes32 word) {
        for (uint256 i = 0; i < rounds; i++) word = keccak256(abi.encode(word, i, block.number));
    }

    function merkle(bytes32[] calldata leaves) external returns (bytes32) {
        bytes32[] memory level = leaves;
        uint256 n = level.length;
        while (n > 1) {
            for (uint256 i = 0; i < n / 2; i++) level[i] = keccak256(abi.encodePacked(level[2 * i], level[2 * i + 1]));
            n = (n + 1) / 2;
        }
        total = uint256(level[0]);
        return level[0];
    }

    function context() external view returns (uint256 number, uint256 timestamp, address coinbase, uint256 id, bytes32 parent) {
        return (block.number, block.timestamp, block.coinbase, block.chainid, blockhash(block.number - 1));
    }

    function pay(address payable to) external payable {
        to.transfer(msg.value);
    }
}

/// Another contract to call.
contract Child {
    uint256 public total;

    event Plain(uint256 value);

    error ChildRefuses(uint256 asked);

    function count(uint256 by) external {
        if (by > 10) revert ChildRefuses(by);
        total += by;
    }

    function plain(uint256 value) external {
        emit Plain(value);
    }
}

/// Destroys itself in the transaction that made it, the only time when that still removes anything (EIP-6780).
contract Mayfly {
    uint256 public day = 1;

    constructor() payable {
        selfdestruct(payable(msg.sender));
    }
}
