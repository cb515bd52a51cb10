/**
 * Every GS1 application identifier, as facts: GS1 General Specifications section 3 (titles and formats), section 4.13
 * (pairings) and GS1 Digital Link URI syntax section 4 (keys, qualifiers). `npm run conformance` compares it with the
 * list that GS1 publishes for machines.
 *
 * A format reads like the specifications': `N3+X..27` is three digits and then 1 to 27 characters of set 82. Added to
 * that: `:rule` for what a component must contain, `?` for a component that may be missing. An AI of `310n`, with
 * `last: 5`, stands for 3100 to 3105.
 */
export interface AiRow {
  readonly ai: string
  readonly title: string
  readonly format: string
  readonly last?: number
  /** Alternatives apart by a space, parts of one by `+`: at least one must be there too. */
  readonly needs?: string
  /** AIs that mustn't be there. `n` is any digit. */
  readonly excludes?: string
  /** Present for a primary key of Digital Link: its qualifiers in order, alternatives apart by `|`. */
  readonly qualifiers?: string
  /** Set for what isn't allowed as a Digital Link attribute, in the query. */
  readonly pathOnly?: true
}

/** A product, a piece of one, or what a logistic unit contains. */
const ITEM = '01 02 03 8006 8026'
const PRODUCT = '01 02'
const MADE = '01 02 03'
const SHIPPED = '00'
const LOGISTIC = '00 01'
const OWN_ITEM = '01 03 8006'
const CLIENT = '8017 8018'
const VARIABLE_MEASURE = '30 31nn 32nn 35nn 36nn'

type Rest = Omit<AiRow, 'ai' | 'title' | 'format'>
const row = (ai: string, title: string, format: string, rest: Rest = {}): AiRow => ({ ai, title, format, ...rest })

const gln = (ai: string, title: string, rest: Rest = {}) => row(ai, title, 'N13:check:prefix', rest)
const deliver = (ai: string, title: string, format: string, rest: Rest = {}) =>
  row(ai, title, format, { needs: SHIPPED, ...rest })

/** Measures: six digits, the last digit of the AI tells the decimals. */
function measures(first: number, titles: readonly string[], needs: string): AiRow[] {
  return titles.map((title, index) => {
    const ai = `${first + index}n`
    return row(ai, title, 'N6', { last: 5, needs, excludes: ai })
  })
}

function numbered(first: number, titles: readonly string[], format: string, needs: string): AiRow[] {
  return titles.map((title, index) => row(String(first + index), title, format, { needs }))
}

const count = (from: number, length: number, title: string) =>
  Array.from({ length }, (_, index) => `${title} # ${from + index}`)

const keysAndItems: readonly AiRow[] = [
  row('00', 'SSCC', 'N18:check:prefixAfterFirst', { qualifiers: '' }),
  row('01', 'GTIN', 'N14:check:prefixAfterFirst', { excludes: '255 37', qualifiers: '22 10 21|235' }),
  row('02', 'CONTENT', 'N14:check:prefixAfterFirst', { needs: '37', excludes: '01 03' }),
  row('03', 'MTO GTIN', 'N14:check:prefixAfterFirst', { excludes: '01 02 37 235', pathOnly: true }),
  row('10', 'BATCH/LOT', 'X..20', { needs: ITEM }),
  row('11', 'PROD DATE', 'N6:date0', { needs: ITEM }),
  row('12', 'DUE DATE', 'N6:date0', { needs: '8020' }),
  row('13', 'PACK DATE', 'N6:date0', { needs: ITEM }),
  row('15', 'BEST BEFORE or BEST BY', 'N6:date0', { needs: ITEM }),
  row('16', 'SELL BY', 'N6:date0', { needs: ITEM }),
  row('17', 'USE BY or EXPIRY', 'N6:date0', { needs: '01 02 03 255 8006 8026' }),
  row('20', 'VARIANT', 'N2', { needs: ITEM }),
  row('21', 'SERIAL', 'X..20', { needs: OWN_ITEM, excludes: '235', pathOnly: true }),
  row('22', 'CPV', 'X..20', { needs: '01', pathOnly: true }),
  row('235', 'TPX', 'X..28', { needs: '01', pathOnly: true }),
  row('240', 'ADDITIONAL ID', 'X..30', { needs: ITEM }),
  row('241', 'CUST. PART No.', 'X..30', { needs: ITEM }),
  row('242', 'MTO VARIANT', 'N..6', { needs: '01 02 8006 8026' }),
  row('243', 'PCN', 'X..20', { needs: '01 03' }),
  row('250', 'SECONDARY SERIAL', 'X..30', { needs: '01+21 03+21 8006+21' }),
  row('251', 'REF. TO SOURCE', 'X..30', { needs: OWN_ITEM }),
  row('253', 'GDTI', 'N13:check:prefix+X..17?', { qualifiers: '' }),
  row('254', 'GLN EXTENSION COMPONENT', 'X..20', { needs: '414', pathOnly: true }),
  row('255', 'GCN', 'N13:check:prefix+N..12?', { excludes: '01 02 415 8006 8020 8026', qualifiers: '' }),
  row('30', 'VAR. COUNT', 'N..8', { needs: PRODUCT }),
  row('37', 'COUNT', 'N..8', { needs: '00+02 00+8026' }),
]

const tradeAndLogisticMeasures: readonly AiRow[] = [
  ...measures(
    310,
    ['NET WEIGHT (kg)', 'LENGTH (m)', 'WIDTH (m)', 'HEIGHT (m)', 'AREA (m²)', 'NET VOLUME (l)', 'NET VOLUME (m³)'],
    PRODUCT,
  ),
  ...measures(320, ['NET WEIGHT (lb)', 'LENGTH (in)', 'LENGTH (ft)', 'LENGTH (yd)', 'WIDTH (in)'], PRODUCT),
  ...measures(325, ['WIDTH (ft)', 'WIDTH (yd)', 'HEIGHT (in)', 'HEIGHT (ft)', 'HEIGHT (yd)'], PRODUCT),
  ...measures(330, ['GROSS WEIGHT (kg)', 'LENGTH (m), log', 'WIDTH (m), log', 'HEIGHT (m), log'], LOGISTIC),
  ...measures(334, ['AREA (m²), log', 'VOLUME (l), log', 'VOLUME (m³), log'], LOGISTIC),
  ...measures(337, ['KG PER m²'], '01'),
  ...measures(340, ['GROSS WEIGHT (lb)', 'LENGTH (in), log', 'LENGTH (ft), log', 'LENGTH (yd), log'], LOGISTIC),
  ...measures(344, ['WIDTH (in), log', 'WIDTH (ft), log', 'WIDTH (yd), log'], LOGISTIC),
  ...measures(347, ['HEIGHT (in), log', 'HEIGHT (ft), log', 'HEIGHT (yd), log'], LOGISTIC),
  ...measures(350, ['AREA (in²)', 'AREA (ft²)', 'AREA (yd²)'], PRODUCT),
  ...measures(353, ['AREA (in²), log', 'AREA (ft²), log', 'AREA (yd²), log'], LOGISTIC),
  ...measures(356, ['NET WEIGHT (tr oz)', 'NET VOLUME (oz)'], PRODUCT),
  ...measures(360, ['NET VOLUME (qt (US))', 'NET VOLUME (gal.)'], PRODUCT),
  ...measures(362, ['VOLUME (qt (US)), log', 'VOLUME (gal (US)), log'], LOGISTIC),
  ...measures(364, ['NET VOLUME (in³)', 'NET VOLUME (ft³)', 'NET VOLUME (yd³)'], PRODUCT),
  ...measures(367, ['VOLUME (in³), log', 'VOLUME (ft³), log', 'VOLUME (yd³), log'], LOGISTIC),
]

const amounts: readonly AiRow[] = [
  row('390n', 'AMOUNT', 'N..15', { last: 9, needs: '255 8020', excludes: '390n 391n 394n 8111' }),
  row('391n', 'AMOUNT', 'N3:currency+N..15', { last: 9, needs: '8020', excludes: '391n' }),
  row('392n', 'PRICE', 'N..15', { last: 9, needs: '01+30 01+31nn 01+32nn 01+35nn 01+36nn', excludes: '392n 393n' }),
  row('393n', 'PRICE', 'N3:currency+N..15', { last: 9, needs: VARIABLE_MEASURE, excludes: '393n' }),
  row('394n', 'PRCNT OFF', 'N4', { last: 3, needs: '255', excludes: '394n 8111' }),
  row('395n', 'PRICE/UoM', 'N6', { last: 5, needs: VARIABLE_MEASURE, excludes: '392n 393n 395n 8005' }),
]

const placesAndTransport: readonly AiRow[] = [
  row('400', 'ORDER NUMBER', 'X..30'),
  row('401', 'GINC', 'X..30:prefix', { qualifiers: '' }),
  row('402', 'GSIN', 'N17:check:prefix', { qualifiers: '' }),
  row('403', 'ROUTE', 'X..30', { needs: SHIPPED }),
  gln('410', 'SHIP TO LOC'),
  gln('411', 'BILL TO'),
  gln('412', 'PURCHASE FROM'),
  gln('413', 'SHIP FOR LOC'),
  gln('414', 'LOC No.', { qualifiers: '254|7040' }),
  gln('415', 'PAY TO', { needs: '8020', qualifiers: '8020' }),
  gln('416', 'PROD/SERV LOC'),
  gln('417', 'PARTY', { qualifiers: '7040' }),
  row('420', 'SHIP TO POST', 'X..20', { excludes: '421' }),
  row('421', 'SHIP TO POST', 'N3:country+X..9', { excludes: '4307' }),
  row('422', 'ORIGIN', 'N3:country', { needs: ITEM, excludes: '426' }),
  row('423', 'COUNTRY - INITIAL PROCESS', 'N3:country+N3:country?+N3:country?+N3:country?+N3:country?', {
    needs: MADE,
    excludes: '426',
  }),
  row('424', 'COUNTRY - PROCESS', 'N3:country', { needs: MADE, excludes: '426' }),
  row('425', 'COUNTRY - DISASSEMBLY', 'N3:country+N3:country?+N3:country?+N3:country?+N3:country?', {
    needs: MADE,
    excludes: '426',
  }),
  row('426', 'COUNTRY - FULL PROCESS', 'N3:country', { needs: MADE }),
  row('427', 'ORIGIN SUBDIVISION', 'X..3', { needs: '01+422 02+422 03+422' }),
  deliver('4300', 'SHIP TO COMP', 'X..35:percent'),
  deliver('4301', 'SHIP TO NAME', 'X..35:percent'),
  deliver('4302', 'SHIP TO ADD1', 'X..70:percent'),
  deliver('4303', 'SHIP TO ADD2', 'X..70:percent', { needs: '4302' }),
  deliver('4304', 'SHIP TO SUB', 'X..70:percent'),
  deliver('4305', 'SHIP TO LOC', 'X..70:percent'),
  deliver('4306', 'SHIP TO REG', 'X..70:percent'),
  deliver('4307', 'SHIP TO COUNTRY', 'X2:countryLetters'),
  deliver('4308', 'SHIP TO PHONE', 'X..30'),
  deliver('4309', 'SHIP TO GEO', 'N10:latitude+N10:longitude'),
  deliver('4310', 'RTN TO COMP', 'X..35:percent'),
  deliver('4311', 'RTN TO NAME', 'X..35:percent'),
  deliver('4312', 'RTN TO ADD1', 'X..70:percent'),
  deliver('4313', 'RTN TO ADD2', 'X..70:percent', { needs: '4312' }),
  deliver('4314', 'RTN TO SUB', 'X..70:percent'),
  deliver('4315', 'RTN TO LOC', 'X..70:percent'),
  deliver('4316', 'RTN TO REG', 'X..70:percent'),
  deliver('4317', 'RTN TO COUNTRY', 'X2:countryLetters'),
  deliver('4318', 'RTN TO POST', 'X..20'),
  deliver('4319', 'RTN TO PHONE', 'X..30'),
  deliver('4320', 'SRV DESCRIPTION', 'X..35:percent'),
  deliver('4321', 'DANGEROUS GOODS', 'N1:yesNo'),
  deliver('4322', 'AUTH TO LEAVE', 'N1:yesNo'),
  deliver('4323', 'SIG REQUIRED', 'N1:yesNo'),
  deliver('4324', 'NOT BEF DEL DT', 'N6:date0+N4:time'),
  deliver('4325', 'NOT AFT DEL DT', 'N6:date0+N4:time'),
  deliver('4326', 'REL DATE', 'N6:date'),
  deliver('4330', 'MAX TEMP F.', 'N6+X1:minus?', { excludes: '4331' }),
  deliver('4331', 'MAX TEMP C.', 'N6+X1:minus?', { excludes: '4330' }),
  deliver('4332', 'MIN TEMP F.', 'N6+X1:minus?', { excludes: '4333' }),
  deliver('4333', 'MIN TEMP C.', 'N6+X1:minus?', { excludes: '4332' }),
]

const productDetails: readonly AiRow[] = [
  row('7001', 'NSN', 'N13', { needs: '01 02 8006 8026' }),
  row('7002', 'MEAT CUT', 'X..30', { needs: PRODUCT }),
  row('7003', 'EXPIRY TIME', 'N6:date+N4:time', { needs: MADE }),
  row('7004', 'ACTIVE POTENCY', 'N..4', { needs: '01+10 03+10' }),
  row('7005', 'CATCH AREA', 'X..12', { needs: PRODUCT }),
  row('7006', 'FIRST FREEZE DATE', 'N6:date', { needs: PRODUCT }),
  row('7007', 'HARVEST DATE', 'N6:date+N6:date?', { needs: PRODUCT }),
  row('7008', 'AQUATIC SPECIES', 'X..3', { needs: PRODUCT }),
  row('7009', 'FISHING GEAR TYPE', 'X..10', { needs: PRODUCT }),
  row('7010', 'PROD METHOD', 'X..2', { needs: MADE }),
  row('7011', 'TEST BY DATE', 'N6:date+N4:time?', { needs: MADE }),
  row('7020', 'REFURB LOT', 'X..20', { needs: '01+416 03+416 8006+416' }),
  row('7021', 'FUNC STAT', 'X..20', { needs: OWN_ITEM }),
  row('7022', 'REV STAT', 'X..20', { needs: '01+7021 03+7021 8006+7021' }),
  row('7023', 'GIAI - ASSEMBLY', 'X..30:prefix'),
  ...numbered(7030, count(0, 10, 'PROCESSOR'), 'N3:countryOrAny+X..27', PRODUCT),
  row('7040', 'UIC+EXT', 'N1+X1+X1+X1:importer', { pathOnly: true }),
  row('7041', 'UFRGT UNIT TYPE', 'X..4:packageType', { needs: SHIPPED, pathOnly: true }),
  ...numbered(
    710,
    ['PZN', 'CIP', 'CN', 'DRN', 'AIM', 'NDC', 'AIC', 'SRN'].map((name) => `NHRN ${name}`),
    'X..20',
    '01',
  ),
  ...numbered(7230, count(1, 10, 'CERT'), 'X2+X..28', '01 8004'),
  row('7240', 'PROTOCOL', 'X..20', { needs: '01 8006', excludes: '03' }),
  row('7241', 'AIDC MEDIA TYPE', 'N2:mediaType', { needs: CLIENT }),
  row('7242', 'VCN', 'X..25', { needs: CLIENT }),
  row('7250', 'DOB', 'N8:fullDate', { needs: '8018', excludes: '7251' }),
  row('7251', 'DOB TIME', 'N8:fullDate+N4:time', { needs: '8018', excludes: '7250' }),
  row('7252', 'BIO SEX', 'N1:sex', { needs: '8018' }),
  row('7253', 'FAMILY NAME', 'X..40:percent', { needs: CLIENT, excludes: '7256 7259' }),
  row('7254', 'GIVEN NAME', 'X..40:percent', { needs: CLIENT, excludes: '7256 7259' }),
  row('7255', 'SUFFIX', 'X..10', { needs: CLIENT, excludes: '7256 7259' }),
  row('7256', 'FULL NAME', 'X..90:percent', { needs: CLIENT }),
  row('7257', 'PERSON ADDR', 'X..70:percent', { needs: '8018' }),
  row('7258', 'BIRTH SEQUENCE', 'X3:birthSequence', { needs: '8018+7259' }),
  row('7259', 'BABY', 'X..40:percent', { needs: '8018', excludes: '7256' }),
]

const otherKeysAndInternal: readonly AiRow[] = [
  row('8001', 'DIMENSIONS', 'N4:nonZero+N5:nonZero+N3:nonZero+N1:winding+N1', { needs: '01' }),
  row('8002', 'CMT No.', 'X..20'),
  row('8003', 'GRAI', 'N1:zero+N13:check:prefix+X..16?', { qualifiers: '' }),
  row('8004', 'GIAI', 'X..30:prefix', { qualifiers: '7040' }),
  row('8005', 'PRICE PER UNIT', 'N6', { needs: PRODUCT }),
  row('8006', 'ITIP', 'N14:check:prefixAfterFirst+N4:piece', { excludes: '01 03 37', qualifiers: '22 10 21' }),
  row('8007', 'IBAN', 'X..34:iban', { needs: '415' }),
  row('8008', 'PROD TIME', 'N6:date+N2:hour+N2:minute?+N2:second?', { needs: MADE }),
  row('8009', 'OPTSEN', 'X..50', { needs: '00 01 03' }),
  row('8010', 'CPID', 'Y..30:prefix', { qualifiers: '8011' }),
  row('8011', 'CPID SERIAL', 'N..12:noLeadingZero', { needs: '8010', pathOnly: true }),
  row('8012', 'VERSION', 'X..20', { needs: OWN_ITEM }),
  row('8013', 'GMN', 'X..25:checkPair:prefix', { qualifiers: '' }),
  row('8014', 'MUDI', 'X..25:checkPair:prefix:nonDigit', { needs: '01', pathOnly: true }),
  row('8017', 'GSRN - PROVIDER', 'N18:check:prefix', { excludes: '8018', qualifiers: '8019' }),
  row('8018', 'GSRN - RECIPIENT', 'N18:check:prefix', { excludes: '8017', qualifiers: '8019' }),
  row('8019', 'SRIN', 'N..10', { needs: CLIENT, pathOnly: true }),
  row('8020', 'REF No.', 'X..25', { needs: '415', pathOnly: true }),
  row('8026', 'ITIP CONTENT', 'N14:check:prefixAfterFirst+N4:piece', { needs: '37', excludes: '02 03 8006' }),
  row('8030', 'DIGSIG', 'Z..90', { needs: '00 01+21 03+21 253 255 8003 8004 8006+21 8010+8011 8017 8018' }),
  row('8040', 'IMEI', 'N15', { needs: '01+21', pathOnly: true }),
  row('8041', 'IMEI2', 'N15', { needs: '01+21+8040', pathOnly: true }),
  row('8042', 'ESIM', 'N32', { needs: '01+21+8040', pathOnly: true }),
  row('8043', 'PSIM', 'N18+N..2?', { needs: '01+21+8040', pathOnly: true }),
  row('8110', '', 'X..70:coupon'),
  row('8111', 'POINTS', 'N4', { needs: '255' }),
  row('8112', '', 'X..70:couponOffer'),
  row('8200', 'PRODUCT URL', 'X..70', { needs: '01', pathOnly: true }),
  row('90', 'INTERNAL', 'X..30'),
  ...Array.from({ length: 9 }, (_, index) => row(String(91 + index), 'INTERNAL', 'X..90')),
]

export const AI_ROWS: readonly AiRow[] = [
  ...keysAndItems,
  ...tradeAndLogisticMeasures,
  ...amounts,
  ...placesAndTransport,
  ...productDetails,
  ...otherKeysAndInternal,
]
