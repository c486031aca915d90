/** `families | what it has to have | query`. See `judged-query.ts`. */
export const ENGLISH = `
VFL,~TMB | 500 ml | stainless steel vacuum flask 500ml
VFL,~TMB | leakproof | leakproof insulated bottle
VFL,~TMB | wide-mouth; 1000 ml | wide mouth thermal bottle 1000 ml, keeps drinks cold
VFL | 316 stainless steel; navy | 316 stainless flask in navy
VFL | one-touch lid; 350 ml | small flask with one-touch lid 350ml
VFL | Nordkruus | Nordkruus flasks
VFL,~TMB | powder-coated; 750 ml | Hello, we run a hotel chain and look for powder coated double wall bottles of 750 ml, could you quote 1,000 pieces?
TMB,~VFL | 20 oz | 20oz travel tumbler
TMB | straw-lid | insulated mug with straw lid for car cup holders
TMB | ceramic-lined; white | ceramic lined tumbler white
TMB | handled; 40 oz | 40 oz tumbler with handle
MUG,~TMB | | coffee cups that are safe in dishwasher and microwave
MUG | stackable; 330 ml | stackable stoneware mugs 330 ml
MUG | matte | matte coffee mug
PAN | 28 cm | non stick frying pan 28cm
PAN | granite-look | skillet with granite look
PAN | induction; detachable-handle | induction pan with detachable handle
KNF | damascus | damascus kitchen knife
KNF | 20 cm; pakkawood-handle | chefs knife 20 cm pakkawood handle
LBX | glass | glass lunch boxes
LBX | bamboo-lid; 900 ml | bento food container with bamboo lid 900 ml for school canteens
CUT | 45 x 32 cm | bamboo chopping board 45 x 32 cm
CUT | end-grain | end grain cutting boards
TWL | hotel-grade; white | white hotel grade bath towels
TWL | 650 g/m²; 70 x 140 cm | 70x140 towels 650 g/m²
TWL | organic | organic cotton towel for our spa
BED | satin; 180 x 200 cm | satin bedding set 180 x 200 cm
BED | percale | percale duvet cover with pillowcases
TSH | heavyweight; black | heavyweight black t-shirts for printing
TSH | recycled | recycled tee shirts crew neck
TSH | slim-fit; XS–3XL | slim fit cotton T-shirt XS-3XL
LDP | dimmable; 40 W | dimmable LED panel 40W
LDP | UGR19; 600 x 600 mm | office panel light 600x600 UGR19
LDP | emergency | emergency panel lights flicker free
LFD | IP66; 100 W | outdoor floodlight IP66 100 W
LFD | motion-sensor | flood light with motion sensor for the yard
LFD | RGB | RGB floodlights
LST | COB | COB led strip
LST | tunable-white; 10 W/m | tunable white light strip 10 W/m
LST | silicone-sleeved; 50 m | silicone sleeved flexible strip lights on a 50 m reel
LSL | all-in-one; 60 W | all in one solar street lamp 60W
LSL | split-type; 8 m | split type street lights for poles of 8 m
HXB | M8 x 40 | hex bolt M8 x 40
HXB | A4 stainless; M12 x 80 | M12x80 hexagon bolts A4 stainless
HXB | DIN 933; 10.9 | DIN 933 bolts grade 10.9
HXB | hot-dip galvanised | hot dip galvanised hexagon head bolts with test certificate
SCW | torx; 5 x 70 mm | torx chipboard screws 5x70 mm
SCW | outdoor-coated | outdoor coated wood screws countersunk
ANC | M10 x 90 | wedge anchor M10x90
ANC | A2 stainless | A2 stainless through-bolt anchors for cracked concrete
FCT | matt-black | matt black basin tap
FCT | brushed-gold; brass | brushed gold single lever faucet, brass
TIL | marble-look; 60 x 120 cm | marble look floor tiles 60x120
TIL | anti-slip R11; 20 mm | anti-slip R11 terrace tiles 20 mm frost proof
DRL | 18 V; brushless | 18V brushless cordless drill
DRL | hammer; 80 Nm | hammer drill driver 80 Nm with two batteries
GRD | 125 mm; variable-speed | variable speed angle grinder 125 mm
GRD | cordless | cordless grinders for metal workshop
SAW | plunge-cut | plunge cut saw
SAW | 1500 W | hand-held circular saw 1500 W with laser guide
SPV | bifacial; 550 W | bifacial solar modules 550W
SPV | all-black; 450 W | all black PV panel 450 W
SPV | | photovoltaic modules IEC 61215 with 25 years warranty
INV | three-phase; 12 kW | three phase hybrid inverter 12kW
INV | off-grid; 48 V | off grid inverter 48V with MPPT
PST | 1000 Wh | portable power station 1000Wh for camping
PST | expandable; 2400 W | expandable LiFePO4 power pack with 2400 W output
SPM | sewage; 1.5 kW | sewage submersible pump 1.5 kW
SPM | solar-powered | solar powered deep well pump for farms
CPM | self-priming; 3 kW | self priming centrifugal pump 3 kW
CPM | multistage; DN50 | multistage pump DN50 inlet for irrigation
BRG | 6205 | 6205 bearing
BRG | 6310; C3 clearance | ball bearings 6310 C3
BRG | rubber-sealed; 6203 | rubber sealed deep groove bearing 6203 for electric motors
VLV | brass; 1 inch | brass ball valve 1 inch
VLV | flanged; DN80 | flanged valve DN80 PN16
VLV | motorised; 2 inch | motorised valves 2 inch
BLK | magnetic | magnetic building blocks
BLK | wooden; 120 pcs | wooden block set 120 pcs
PLS | panda; 35 cm | panda plush toy 35 cm
PLS | whale | stuffed whale animal washable
PZL | 1000 pcs; world-map | world map puzzle 1000 pcs
PZL | wildlife | wildlife jigsaw for gift shops
BPK | anti-theft; black | anti theft laptop backpack black
BPK | roll-top; 25 l | roll top backpack 25l
SUT | 24 inch | 24 inch trolley suitcase
SUT | polycarbonate; silver | silver polycarbonate hard shell luggage with TSA lock
EAR | noise-cancelling | noise cancelling earphones bluetooth
EAR | sport; IPX7 | sport earbuds IPX7
PBK | 10000 mAh; magnetic | magnetic power bank 10000mAh
PBK | fast-charging; 20000 mAh | 20000 mah fast charging charger USB-C
HUM | aroma; 2.5 l | aroma humidifier 2.5 l cool mist
HUM | desktop | quiet desktop humidifiers with night light
FAN | foldable | foldable pedestal fan
FAN | DC-motor; 16 inch | 16 inch oscillating fan DC motor remote control
YOG | cork | cork yoga mats
YOG | natural-rubber; 6 mm | natural rubber exercise mat 6 mm with strap
DMB | 10 kg | 10kg hex dumbbells
DMB | colour-coded; 5 kg | colour coded dumbbell 5 kg rubber coated
CTN | double-wall; 40 x 30 x 25 cm | double wall cardboard carton 40 x 30 x 25 cm
CTN | self-locking | self locking boxes for e-commerce shipping
PCH | compostable; 250 g | compostable stand up pouches 250g
PCH | kraft-paper; zip | kraft paper resealable food pouch with zip
TPE | low-noise; 66 m | low noise packing tape 66 m
TPE | paper; 50 mm | paper carton sealing tape 50 mm printed with logo
GLV | cut-resistant; L | cut resistant work gloves size L
GLV | nitrile-coated | nitrile coated gloves for assembly EN 388
HLM | vented; yellow | yellow vented hard hat
HLM | chin-strap | safety helmets with chin strap for building sites
SHO | S3; 39–46 | S3 steel toe safety shoes
SHO | lightweight; leather | lightweight leather work shoes puncture resistant
NTB | dotted; A5 | dotted notebook A5
NTB | cork-cover | notebooks with cork cover for corporate gifts
PEN | metal; 0.7 mm | metal ballpoint pens 0.7 mm with logo
PEN | bamboo | bamboo promotional pens
PET | memory-foam | memory foam dog bed
PET | donut; grey | grey donut pet bed washable
GHS | expandable; 25 m | expandable garden hose 25m
GHS | drinking-water; 3/4 inch | drinking water hose 3/4 inch
SPY | knapsack; 16 l | knapsack sprayer 16 l
SPY | hand-held; 2 l | hand held pressure sprayer 2l for plants
BRK | low-dust; D1212 | low dust ceramic brake pads D1212
BRK | heavy-duty; rear | heavy duty brake pad set rear axle
OFC | headrest | office chair with headrest and lumbar support
OFC | leather; 150 kg | leather ergonomic chair up to 150 kg
SHF | heavy-duty; 200 x 100 x 50 cm | heavy duty storage rack 200 x 100 x 50 cm
SHF | narrow | narrow boltless shelves for the garage`;
