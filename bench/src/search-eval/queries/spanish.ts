/** `families | what it has to have | query`. See `judged-query.ts`. */
export const SPANISH = `
VFL,~TMB | 500 ml | termo de acero inoxidable 500 ml
VFL,~TMB | hermético | botellas termicas hermeticas
VFL | de boca ancha | termos de boca ancha
TMB | con asa | vasos térmicos con asa
TMB | con pajita | vaso aislado con pajita para el coche
MUG | apilable | tazas de cafe apilables
MUG | | taza esmaltada para lavavajillas y microondas
PAN | efecto granito | sarten antiadherente efecto granito
PAN | 28 cm | sartenes de aluminio forjado 28 cm
KNF | damasquinado | cuchillos de cocina damasquinados
LBX | de vidrio | fiambreras de vidrio
LBX | con tapa de bambú | recipientes con tapa de bambu para escuelas
CUT | reversible | tabla de cortar reversible
TWL | para hotel | toallas de baño para hotel
TWL | orgánica | toalla organica de algodon
BED | de satén | juego de cama de saten
TSH | reciclada | camisetas recicladas para estampar
TSH | pesada | camiseta pesada de algodón
LDP | regulable | paneles LED regulables
LDP | | panel plano para oficinas sin parpadeo
LFD | con sensor de movimiento | proyectores con sensor de movimiento
LFD | IP66 | proyector exterior IP66
LST | de blanco regulable | tiras LED de blanco regulable
LSL | integrada | farolas solares integradas
LSL | | farola con batería de litio y sensor crepuscular
HXB | galvanizado en caliente | pernos hexagonales galvanizados en caliente
HXB | M8 x 40 | perno M8x40
SCW | torx | tornillos torx para madera
ANC | | anclajes de cuña para hormigon fisurado
FCT | negro mate | grifos de lavabo negro mate
FCT | cromado | grifo monomando cromado
TIL | efecto mármol | baldosas efecto marmol
TIL | antideslizante R11 | baldosa antideslizante para terrazas
DRL | sin escobillas | taladros inalambricos sin escobillas
DRL | 18 V | taladro 18V con dos baterías
GRD | de velocidad variable | amoladoras de velocidad variable
SAW | | sierra circular con guia laser
SPV | bifacial | paneles solares bifaciales
SPV | 550 W | modulos fotovoltaicos 550 W
INV | trifásico | inversores híbridos trifásicos
INV | aislado | inversor solar aislado con MPPT
PST | | estacion de energia portatil para acampar
SPM | de aguas residuales | bomba sumergible de aguas residuales
SPM | solar | bombas de pozo profundo solares
CPM | autocebante | bombas centrifugas autocebantes
BRG | 6205 | rodamiento 6205
BRG | sellado | rodamientos sellados para motores
VLV | bridada | valvulas de bola bridadas
VLV | de latón | válvula de latón para agua y gas
BLK | magnético | bloques magneticos
PLS | panda | peluches de panda lavables
PZL | de mapamundi | rompecabezas de mapamundi
BPK | antirrobo | mochilas antirrobo para portatil
SUT | de policarbonato | maletas de policarbonato con candado TSA
EAR | con cancelación de ruido | auriculares con cancelacion de ruido
PBK | de carga rápida | baterias externas de carga rapida
HUM | con aroma | humidificadores con aroma
FAN | plegable | ventiladores plegables
YOG | de corcho | esterillas de corcho
DMB | 10 kg | mancuernas de 10 kg
CTN | de doble pared | cajas de carton de doble pared
PCH | compostable | bolsas compostables para alimentos
TPE | silenciosa | cintas de embalaje silenciosas
GLV | anticorte | guantes anticorte
HLM | ventilado | cascos de seguridad ventilados
SHO | S3 | zapatos de seguridad S3 con puntera de acero
NTB | punteado | cuadernos punteados de tapa dura
PEN | de metal | boligrafos de metal con logotipo
PET | viscoelástica | camas viscoelasticas para perros
GHS | extensible | mangueras extensibles de jardin
SPY | de mochila | pulverizadores de mochila
BRK | de poco polvo | pastillas de freno de poco polvo
OFC | con reposacabezas | sillas de oficina con reposacabezas
SHF | | estanterias de acero galvanizado para garaje`;
