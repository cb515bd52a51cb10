import { type Gln, glnToNumber } from '@theriac/gs1'
import { type Address, encodeAbiParameters, type Hex, keccak256, parseSignature, serializeSignature } from 'viem'
import type { Signer } from './keys/index.ts'
import { encodeGoods, type Goods, type Holder, holderId } from './model/index.ts'

const goodsParameters = [
  { type: 'uint64[]' },
  {
    type: 'tuple[]',
    components: [
      { name: 'word', type: 'bytes32' },
      { name: 'mask', type: 'uint256' },
    ],
  },
] as const

/** What two operators of one institution destroy together. */
export interface Destruction {
  readonly gln: Gln
  readonly from: Holder
  readonly goods: Goods
  readonly reason: string
}

/**
 * The second operator's signature that `destroyGoods` asks for.
 *
 * @param witness - another operator of the same institution than the one who signs the act
 * @throws LedgerError UnitsInvalid, QuantityInvalid, HolderInvalid; what the signer throws
 */
export async function signDestruction(
  witness: Signer,
  chain: { readonly chainId: number; readonly inventory: Address },
  destruction: Destruction,
): Promise<Hex> {
  const { containers, units } = encodeGoods(destruction.goods)
  const signature = await witness.signTypedData({
    domain: {
      name: 'Theriac Inventory',
      version: '1',
      chainId: chain.chainId,
      verifyingContract: chain.inventory,
    },
    types: {
      Destruction: [
        { name: 'gln', type: 'uint64' },
        { name: 'from', type: 'uint128' },
        { name: 'goods', type: 'bytes32' },
        { name: 'reason', type: 'string' },
      ],
    },
    primaryType: 'Destruction',
    message: {
      gln: glnToNumber(destruction.gln),
      from: holderId(destruction.from),
      goods: keccak256(encodeAbiParameters(goodsParameters, [containers, units])),
      reason: destruction.reason,
    },
  })
  // Some wallets give a recovery id of 0 or 1, which the contract does not take.
  return serializeSignature(parseSignature(signature))
}
