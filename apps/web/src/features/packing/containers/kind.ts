import type { Container } from '@theriac/api'

/** What holds other containers is called a pallet, all else a case: the ledger makes no difference between them. */
export const kindOf = ({ children }: Pick<Container, 'children'>): 'case' | 'pallet' =>
  children > 0 ? 'pallet' : 'case'
