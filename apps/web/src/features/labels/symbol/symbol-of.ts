import type { Sscc } from '@theriac/gs1'
import { drawDataMatrix, drawGs1128, type SymbolDrawing } from './draw-symbol.ts'
import { elementsOfPack, elementsOfSscc } from './elements.ts'

/** Symbol of a container. */
export const symbolOfSscc = (sscc: Sscc): SymbolDrawing => drawGs1128(elementsOfSscc(sscc).raw)

/** Symbol of a pack. */
export const symbolOfPack = (pack: Parameters<typeof elementsOfPack>[0]): SymbolDrawing =>
  drawDataMatrix(elementsOfPack(pack).raw)
