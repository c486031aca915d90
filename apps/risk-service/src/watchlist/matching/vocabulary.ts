/** Legal forms that are written out, in any script, and how they are abbreviated. */
export const LONG_FORMS: readonly (readonly [pattern: RegExp, short: string])[] = [
  [/общество\s+с\s+ограниченной\s+ответственностью/giu, 'ooo'],
  [/(?:публичное|открытое|закрытое|непубличное)?\s*акционерное\s+общество/giu, 'jsc'],
  [/товариство\s+з\s+обмеженою\s+відповідальністю|(?<!\p{L})тов(?!\p{L})/giu, 'ooo'],
  [/(?<!\p{L})(?:ПАО|ОАО|ЗАО|АО)(?!\p{L})/gu, 'jsc'],
  [/limited\s+liability\s+company/gi, 'llc'],
  [/(?:public|open|closed)?\s*joint[- ]stock\s+company/gi, 'jsc'],
  [/gesellschaft\s+mit\s+beschr(?:ä|ae|a)nkter\s+haftung/giu, 'gmbh'],
  [/شرك[ةه]/gu, ' '],
  // The feminine ending is not heard.
  [/ة(?!\p{L})/gu, ''],
  [/(?:ذ\.?\s?م\.?\s?م\.?)/gu, 'llc'],
];

/** Legal forms met on lists beside those of company names in general. */
export const FURTHER_FORMS: readonly (readonly [family: string, spelling: string])[] = [
  ['llc', 'tov'],
  ['llc', 'tzov'],
  ['plc', 'oao'],
  ['plc', 'zao'],
  ['plc', 'pao'],
  ['spzoo', 'sp z oo'],
  ['spzoo', 'sp zoo'],
  ['gmbh', 'gmbh and co kg'],
  ['gmbh', 'gmbh und co kg'],
  ['gmbh', 'co kg'],
  ['spzoo', 'spolka z ograniczona odpowiedzialnoscia'],
  ['spzoo', 'korlatolt felelossegu tarsasag'],
  ['spzoo', 'spolecnost s rucenim omezenym'],
  ['spzoo', 'spol s r o'],
  ['spzoo', 'drustvo s ogranicenom odgovornoscu'],
  ['as_turkish', 'anonim sirketi'],
  ['as_turkish', 'limited sirketi'],
  ['sa', 'sa de cv'],
  ['sa', 's de rl de cv'],
  ['sa', 'sapi de cv'],
  ['sa', 'sociedad anonima de capital variable'],
  ['sa', 'sociedad anonima'],
  ['sa', 'sociedad limitada'],
  ['sa', 'sociedade anonima'],
  ['sa', 'societe anonyme'],
  ['sa', 'societe a responsabilite limitee'],
  ['srl', 'societa per azioni'],
  ['srl', 'societa a responsabilita limitata'],
  ['bv', 'besloten vennootschap'],
  ['bv', 'naamloze vennootschap'],
  ['ab', 'aktiebolag'],
  ['ab', 'ab publ'],
  ['ab', 'aktieselskab'],
  ['ab', 'aksjeselskap'],
  ['ab', 'anpartsselskab'],
  ['ab', 'osakeyhtio'],
  ['ab', 'asa'],
  ['plc', 'cong ty co phan'],
  ['llc', 'cong ty tnhh'],
  ['tbk', 'pt'],
  ['establishment', 'est'],
  ['establishment', 'estab'],
  ['establishment', 'estt'],
  ['establishment', 'establishment'],
];

/** Words of trade in Cyrillic and Arabic, and what stands for them in English names. The Arabic ones may have "for", "and" or an article on them. */
export const LOAN_WORDS: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/торгов(?:ый|ого)\s+дом(?:а)?(?!\p{L})/giu, 'trading house'],
  ...(
    [
      ['مؤسس[ةه]?', 'establishment'],
      ['مجموع[ةه]?', 'group'],
      ['تجار(?:[ةه]|ي[ةه]?)?', 'trading'],
      ['عام[ةه]?', 'general'],
      ['دولي[ةه]?|عالمي[ةه]?', 'international'],
      ['وطني[ةه]?', 'national'],
      ['صناع(?:[ةه]|ات|ي[ةه]?)?', 'industries'],
      ['مقاولات', 'contracting'],
      ['[إا]ستيراد', 'import'],
      ['تصدير', 'export'],
      ['شحن', 'shipping'],
      ['نقل', 'transport'],
      ['خدمات', 'services'],
      ['نفط|بترول', 'petroleum'],
      ['قابض[ةه]?', 'holding'],
      ['[إا]خوان|[إا]خوة', 'brothers'],
      ['[أا]ولاده|[أا]بنا[ؤئ]?ه', 'sons'],
      ['بنك|مصرف', 'bank'],
    ] as const
  ).map(
    ([word, english]) => [new RegExp(`(?<!\\p{L})(?:و)?(?:لل|ال|ل)?(?:${word})(?!\\p{L})`, 'gu'), english] as const,
  ),
  [/трейд(?:инг)?(?!\p{L})/giu, 'trading'],
  [/шип+инг/giu, 'shipping'],
  [/логисти(?:кс?|ка)(?!\p{L})/giu, 'logistics'],
  [/интернешнл|интернэшнл/giu, 'international'],
  [/групп?(?!\p{L})/giu, 'group'],
  [/холдинг/giu, 'holding'],
];

/** How words of company names are abbreviated, and other words for the same; compared is what they stand for. */
export const STANDS_FOR: Readonly<Record<string, string>> = {
  ...{ trdg: 'trading', trd: 'trading', trade: 'trading', traders: 'trading', tijara: 'trading', tijarah: 'trading' },
  ...{
    intl: 'international',
    internl: 'international',
    internatl: 'international',
    natl: 'national',
    natnl: 'national',
  },
  ...{
    mfg: 'manufacturing',
    mfrs: 'manufacturing',
    mfr: 'manufacturing',
    manuf: 'manufacturing',
    manufacturers: 'manufacturing',
  },
  ...{
    gen: 'general',
    genl: 'general',
    ind: 'industries',
    inds: 'industries',
    industry: 'industries',
    industrial: 'industries',
  },
  ...{ svc: 'services', svcs: 'services', serv: 'services', service: 'services', mktg: 'marketing', mkt: 'marketing' },
  ...{
    dist: 'distribution',
    distr: 'distribution',
    distrib: 'distribution',
    transp: 'transport',
    tpt: 'transport',
  },
  ...{
    engg: 'engineering',
    engrg: 'engineering',
    eng: 'engineering',
    engr: 'engineering',
    constr: 'construction',
    const: 'construction',
  },
  ...{
    contr: 'contracting',
    contg: 'contracting',
    bros: 'brothers',
    bro: 'brothers',
    hldg: 'holding',
    hldgs: 'holding',
    holdings: 'holding',
  },
  ...{
    grp: 'group',
    ent: 'enterprises',
    entp: 'enterprises',
    enterprise: 'enterprises',
    imp: 'import',
    exp: 'export',
    imports: 'import',
  },
  ...{
    exports: 'export',
    shpg: 'shipping',
    tech: 'technology',
    technologies: 'technology',
    inv: 'investment',
    investments: 'investment',
  },
  ...{
    dev: 'development',
    mgmt: 'management',
    mgt: 'management',
    equip: 'equipment',
    eqpt: 'equipment',
    pharm: 'pharmaceutical',
  },
  ...{
    pharma: 'pharmaceutical',
    chem: 'chemical',
    chemicals: 'chemical',
    elec: 'electric',
    electl: 'electrical',
    petrol: 'petroleum',
  },
  ...{
    co: 'company',
    cos: 'company',
    companies: 'company',
    estab: 'establishment',
    est: 'establishment',
    muassasat: 'establishment',
  },
};

/**
 * Ordinary words that names are made of. Two different ones are two names, however alike they look or sound: "gulf" and "golf", "castle" and
 * "cattle". A slip of the pen makes a word that is none.
 */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  `air alliance alpha amber anchor angel apple arch arrow asia atlas aurora baker bank bay beach beagle beam bear bell best beta bird
   black blue boat bold bond book border boss box brand brass brave brick bride bridge bright brown build bull cable camel canal cape
   capital capitol car care cargo castle cattle center central centre chain chase chef city clay clean clear cliff cloud coach coal coast
   coat coin cold comet coral core corn cotton country county court crane cream crest cross crown crystal dairy dawn deal deep deer delta
   desert diamond dragon dream dune eagle early earth east eastern easy eden edge elite emerald empire energy epic equal estate euro ever
   falcon fame farm fast feather field fine fire firm first fish flag flame fleet flora flower focus food foods force forest fort fortune
   forum fox free fresh friend fruit future galaxy garden gas gate gem giant glass globe glory gold golden golf good grace grain grand
   granite grape gray great green grey ground grove guard guide gulf hand harbor harbour harvest hawk head heart heat height heritage high
   hill home honey hope horizon horn horse hotel house hunter ice icon ideal imperial iron island ivory jade jet jewel joint joy jump key
   king kingdom lake land lane laser leader leaf legend lemon liberty life light lily line link lion live lodge logic long lord lotus love
   lucky lunar magic main malt mango maple marble marina marine market mars master match meadow meat medal media mega mercury metal metro
   mile milk mill mine mining mint mirror modern moon morning motor mount mountain navy nest new nice night noble north northern nova oak
   ocean oil olive one onyx open opera optic orange orbit orchard orient origin orion palace palm paper park partner path peace peach peak
   pearl pearls pepper phoenix pilot pine pioneer pizza plain plan planet plant plastic plate platinum plaza plus point polar port power
   premier prestige price pride prime print prize pro pure quality quantum queen quest quick rail rain ranch rapid raven ray real red reef
   regal regent rice rich rider ridge right ring rise river road rock roman root rose round route royal ruby safe sage sail salt sand
   sapphire scout sea seal season select senior shade shadow sharp sheep sheet shell shield shine ship shop shore silk silver sky small
   smart smith smooth snow solar solid sonic soul source south southern spa space spark spear speed spirit spring square stable stage star
   state station steed steel stellar step sterling stone store storm stream street string strong style sugar summer summit sun sunny super
   supreme sure sweet swift sword table tank target taste team temple tender tiger timber time tin top torch tower town trade trail train
   tree trend triangle triton trust truss tulip tunnel turbo twin tyre union unique unit united unity universal urban valley value vector
   venture venus vessel victor victory view villa village vine vintage vision vista vital wagon walk wall water wave way wealth weaver web
   well west western wheat wheel white wide wild wind window wine wing winner winter wire wise wolf wonder wood wool word work works world
   yard yellow young zebra zenith zero zone`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Chinese and Japanese legal forms, the longest first. */
export const HAN_FORMS: readonly string[] = [
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '集团有限公司',
  '集團有限公司',
  '有限公司',
  '集团公司',
  '株式会社',
  '株式會社',
  '公司',
];

/** Words of Chinese company names that stand in English in their English names; longer ones first. */
export const HAN_WORDS: readonly (readonly [han: string, word: string])[] = [
  ['进出口', 'import export'],
  ['進出口', 'import export'],
  ['国际', 'international'],
  ['國際', 'international'],
  ['贸易', 'trading'],
  ['貿易', 'trading'],
  ['商贸', 'trading'],
  ['科技', 'technology'],
  ['技术', 'technology'],
  ['电子', 'electronics'],
  ['電子', 'electronics'],
  ['物流', 'logistics'],
  ['航运', 'shipping'],
  ['航運', 'shipping'],
  ['海运', 'shipping'],
  ['实业', 'industries'],
  ['實業', 'industries'],
  ['工业', 'industries'],
  ['石油', 'petroleum'],
  ['能源', 'energy'],
  ['化工', 'chemical'],
  ['机械', 'machinery'],
  ['制造', 'manufacturing'],
  ['製造', 'manufacturing'],
  ['工程', 'engineering'],
  ['建设', 'construction'],
  ['建設', 'construction'],
  ['服务', 'services'],
  ['服務', 'services'],
  ['银行', 'bank'],
  ['銀行', 'bank'],
  ['控股', 'holding'],
  ['投资', 'investment'],
  ['集团', 'group'],
  ['集團', 'group'],
];

/** Words so common in company names that sharing one says little. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  `trading trade traders general international global world import imports export exports importexport group groups holding holdings
   enterprise enterprises industries industrial industry services service solutions logistics shipping transport
   maritime marine technology technologies tech electronics electronic energy petroleum oil gas chemical chemicals machinery investment
   investments construction engineering commercial commerce business development management consulting supply foreign national middle
   east west north south eastern western free zone fze fzco llc ltd inc torgovyi torgovaya kompaniya handel handels comercio comercial
   distribuidora distribution
   manufacturing marketing contracting brothers sons works general bank transport equipment export import holding enterprises services`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that only say that it is a company, or join others. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
  'company',
  'establishment',
  // "For" in Arabic names.
  'lil',
  'lel',
  'firm',
  'kompaniya',
  'and',
  'und',
  'et',
  'y',
  'e',
  'i',
]);
