/** Two languages in one query, as traders write. What it has to have counts in any language: alternatives stand behind a slash. */
export const MIXED = `
VFL | 500 ml | 保温杯 vacuum flask 500ml
TMB | 20 oz | tumbler 随行杯 20oz
LDP | 40 W | LED面板灯 panel light 40W
LFD | 100 W; IP66/IP66防水 | IP66 投光灯 floodlight 100W
LST | COB/COB无光斑 | COB 灯带 led strip
LSL | 60 W | solar street light 太阳能路灯 60W
HXB | M8 x 40 | 螺栓 hex bolt M8x40
HXB | DIN 933; M10 x 60 | DIN 933 六角螺栓 M10 x 60
SPV | 550 W | 550W solar panel 光伏组件
INV | 5 kW | hybrid inverter 5kW 逆变器
PST | 1000 Wh | power station 户外电源 1000Wh
BRG | 6205 | bearing 轴承 6205
VLV | DN80 | ball valve 球阀 DN80
PBK | 10000 mAh | 充电宝 power bank 10000mAh
EAR | IPX7 | bluetooth 耳机 IPX7 earbuds
SUT | 24 inch | 24寸 suitcase 行李箱 24 inch
BPK | 25 l | 双肩包 laptop backpack 25l
YOG | TPE | TPE 瑜伽垫 yoga mat
GLV | L | work gloves 劳保手套 L
HLM | | safety helmet 安全帽
SHO | | safety shoes 劳保鞋 S3
TSH | | T恤 cotton T-shirt 纯棉
DRL | 18 V | 18V drill 手电钻
SPM | 1.5 kW | submersible pump 潜水泵 1.5kW
BRK | D1212 | 刹车片 brake pads D1212
CTN | 40 x 30 x 25 cm | carton 瓦楞纸箱 40x30x25cm
NTB | A5 | notebook 笔记本 A5
HUM | 2.5 l | humidifier 加湿器 2.5l
VFL | 500 ml | termo vacuum flask 500 ml
HXB | M12 x 80 | perno hex bolt M12x80
DRL | 18 V | taladro cordless drill 18V
SPV | 450 W | panel solar 太阳能板 450W`;

/** What slips of the keys leave of English and Spanish words; language of the products: English. */
export const TYPOS = `
VFL,~TMB | 500 ml | stainles steel vaccum flask 500ml
VFL,~TMB | leakproof | leekproof insulatd botle
TMB | straw-lid | travel tumblr with straw lid
MUG | stackable | stackabel stonware mugs
PAN | granite-look | frynig pan granit look
KNF | damascus | damascas chef knive
LBX | bamboo-lid | bento lunchbox bambo lid
CUT | reversible | bambu cutting bord reversable
TWL | organic | orgainc coton bath towl
BED | satin | satn beding set
TSH | recycled | recyled cotton tshirt
LDP | dimmable | dimable LED pannel light
LFD | motion-sensor | floodligth motion sensr
LST | tunable-white | led stirp tunnable white
LSL | all-in-one | solar steet light all in one
HXB | zinc-plated | hexbolt zinc platted
SCW | torx | wod screws torks
ANC | zinc-plated | wegde anchor zinc plated
FCT | matt-black | basin mixr tap mat black
TIL | marble-look | procelain floor tile marbel look
DRL | brushless | cordles drill brushles
GRD | variable-speed | angle grindr variable sped
SAW | plunge-cut | circlar saw plunge cut
SPV | bifacial | monocrystaline solar panle bifacal
INV | three-phase | hybird invertor three phase
PST | fast-charging | portabel power staton fast charging
SPM | sewage | submersable pump sewege
CPM | self-priming | centrifugel pump selfpriming
BRG | rubber-sealed | deep groove baring ruber sealed
VLV | flanged | ball vavle flangd
BLK | magnetic | magentic bulding blocks
PLS | elephant | plush elefant
PZL | wildlife | jigsw puzzel wildlife
BPK | anti-theft | laptop bakpack anti theft
SUT | polycarbonate | troley suitcase policarbonate
EAR | noise-cancelling | wireles earbuds noise canceling
PBK | magnetic | powerbank magnetc
HUM | aroma | ultrasonic humidifer aroma
FAN | foldable | pedstal fan foldabel
YOG | natural-rubber | yogamat natural ruber
DMB | colour-coded | hex dumbell color coded
CTN | self-locking | corugated shiping box self locking
PCH | compostable | compostible stand up pouche
TPE | low-noise | pakcing tape low noise
GLV | cut-resistant | work glovs cut resistent
HLM | vented | saftey helmet ventd
SHO | welding | safty shoes weldng
NTB | dotted | hardcvoer notebook doted
PEN | stylus | balpoint pen styllus
PET | memory-foam | dogbed memory fome
GHS | expandable | expandible gardn hose
SPY | knapsack | presure spryer knapsak
BRK | low-dust | ceramic break pads low dust
OFC | headrest | ergonmic ofice chair headrest
SHF | heavy-duty | boltles storge shelf heavy duty`;
