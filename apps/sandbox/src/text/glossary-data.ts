/** One concept a line: English | Chinese | Spanish; the first word of each names it. */
export const glossaryLines = `
vacuum flask, flask, insulated bottle, thermos, thermal bottle, insulated flask | 保温杯, 保温瓶, 保温壶, 真空杯 | termo, botella termica
tumbler, travel mug | 随行杯, 汽车杯 | vaso termico
bottle, water bottle | 水瓶, 水壶, 瓶子, 水杯 | botella
mug, cup | 马克杯, 杯子, 杯 | taza
glass | 玻璃 | vidrio, cristal
stainless steel, inox | 不锈钢 | acero inoxidable
steel | 钢 | acero
iron | 铁 | hierro
aluminium, aluminum | 铝合金, 铝 | aluminio
titanium | 钛合金, 钛, 纯钛 | titanio
brass | 黄铜, 铜 | laton
bronze | 青铜 | bronce
plastic | 塑料 | plastico
silicone | 硅胶 | silicona
rubber | 橡胶 | caucho, goma
wood, wooden | 木, 木制, 实木 | madera
bamboo | 竹, 竹制 | bambu
ceramic, porcelain | 陶瓷, 瓷器 | ceramica, porcelana
celadon | 青瓷 | celadon
purple clay, zisha, yixing clay | 紫砂 | arcilla purpura
borosilicate | 高硼硅, 硼硅 | borosilicato
cotton | 纯棉, 棉 | algodon
polyester | 涤纶, 聚酯 | poliester
linen | 亚麻 | lino
wool | 羊毛 | lana
bamboo fibre, bamboo fiber | 竹纤维 | fibra de bambu
leather | 皮革, 真皮 | cuero
paper | 纸 | papel
kraft paper | 牛皮纸 | papel kraft
led light, led lamp, led lighting | led灯, 照明灯 | lampara led, luz led
light, lamp, lighting | 灯具, 灯 | lampara, luz
bulb | 灯泡 | bombilla
downlight | 筒灯 | downlight
floodlight, flood light | 投光灯, 泛光灯 | proyector led, reflector
street light, street lamp | 路灯 | farola, alumbrado publico
strip light, light strip, led strip | 灯带, 灯条 | tira led
panel light | 面板灯 | panel led
lantern | 提灯, 露营灯, 灯笼 | linterna, farol
high bay, high bay light | 工矿灯 | campana led
solar, photovoltaic, pv | 太阳能, 光伏 | solar, fotovoltaico
solar panel, solar module, pv module | 太阳能板, 光伏组件, 太阳能电池板 | panel solar, modulo fotovoltaico
inverter | 逆变器 | inversor
battery | 蓄电池, 电池 | bateria
charge controller | 充电控制器, 控制器 | controlador de carga
power station | 储能电源, 户外电源 | estacion de energia
pump | 水泵, 泵 | bomba
submersible pump, submersible water pump, submersible | 潜水泵 | bomba sumergible, sumergible
centrifugal pump | 离心泵 | bomba centrifuga
water | 水 | agua
valve | 阀门, 阀 | valvula
bolt, screw bolt | 螺栓 | perno
screw | 螺钉, 螺丝 | tornillo
nut | 螺母 | tuerca
washer | 垫圈 | arandela
anchor | 膨胀螺栓, 锚栓 | anclaje
fastener | 紧固件 | fijacion, elementos de fijacion
nail | 钉子 | clavo
bearing | 轴承 | rodamiento
hex, hexagonal | 六角 | hexagonal
drill, cordless drill | 电钻, 手电钻 | taladro
angle grinder, grinder | 角磨机, 磨光机 | amoladora
saw, circular saw | 圆锯, 电锯 | sierra
impact wrench | 冲击扳手 | llave de impacto
power tool | 电动工具 | herramienta electrica
hand tool | 手动工具 | herramienta manual
wrench, spanner | 扳手 | llave
screwdriver | 螺丝刀 | destornillador
tool | 工具 | herramienta
towel | 毛巾, 浴巾 | toalla
bed sheet, bedding, sheet set | 床单, 床品, 四件套 | sabana, ropa de cama
curtain | 窗帘 | cortina
fabric, textile | 面料, 布料, 纺织品 | tela, tejido, textil
blanket, throw | 毛毯, 毯子 | manta
t-shirt, tee shirt | t恤, 文化衫 | camiseta
apron | 围裙 | delantal
glove | 手套 | guante
sock | 袜子 | calcetin
knife | 刀具, 刀 | cuchillo
frying pan, skillet | 煎锅, 平底锅 | sarten
pot, saucepan, stockpot, cookware | 汤锅, 锅具, 锅 | olla, cacerola, bateria de cocina
kitchenware, kitchen | 厨具, 厨房用品, 厨房 | utensilios de cocina, cocina
cutlery, tableware | 餐具 | cubiertos, vajilla
chopping board, cutting board | 砧板, 菜板 | tabla de cortar
lunch box, bento box, food container | 饭盒, 便当盒, 保鲜盒 | lonchera, fiambrera
kettle | 电热水壶, 烧水壶 | hervidor
teapot | 茶壶 | tetera
tea set, tea ware, teaware | 茶具, 茶具套装 | juego de te
tea | 茶 | te
gaiwan | 盖碗 | gaiwan
coffee | 咖啡 | cafe
toy | 玩具 | juguete
building block | 积木 | bloque de construccion
puzzle, jigsaw | 拼图 | rompecabezas
plush, plush toy, stuffed | 毛绒, 毛绒玩具 | peluche
doll | 娃娃 | muneca
remote control, rc | 遥控 | control remoto
packaging | 包装 | embalaje, envase
carton, corrugated box, cardboard box | 纸箱, 瓦楞纸箱, 纸盒 | caja de carton, carton
bag, pouch | 袋, 包装袋, 自立袋 | bolsa
tape | 胶带 | cinta adhesiva, cinta
stretch film, wrapping film | 缠绕膜, 拉伸膜 | film estirable
label | 标签 | etiqueta
backpack | 背包, 双肩包 | mochila
suitcase, luggage | 行李箱, 拉杆箱 | maleta
umbrella | 雨伞 | paraguas
tent | 帐篷 | tienda de campana, carpa
sleeping bag | 睡袋 | saco de dormir
camping, outdoor | 露营, 户外 | camping, aire libre
stove | 炉子, 炉, 柴火炉 | estufa, hornillo
hammock | 吊床 | hamaca
yoga mat | 瑜伽垫 | esterilla de yoga
dumbbell | 哑铃 | mancuerna
fitness | 健身 | fitness, gimnasio
bicycle, bike | 自行车 | bicicleta
helmet | 头盔, 安全帽 | casco
safety shoe, safety boot | 劳保鞋, 安全鞋 | zapato de seguridad
mask, respirator | 口罩 | mascarilla
goggle, safety glass | 护目镜 | gafas de seguridad
safety, protective | 防护, 安全 | seguridad, proteccion
cable | 电缆, 电线, 数据线 | cable
charger | 充电器 | cargador
power bank | 移动电源, 充电宝 | bateria externa
earphone, headphone, earbud | 耳机 | auricular
speaker | 音箱, 音响 | altavoz
camera | 摄像头, 相机 | camara
sensor | 传感器 | sensor
switch | 开关 | interruptor
socket, outlet | 插座 | enchufe, toma
fan | 风扇 | ventilador
air purifier | 空气净化器 | purificador de aire
humidifier | 加湿器 | humidificador
vacuum cleaner | 吸尘器 | aspiradora
hair dryer | 吹风机 | secador de pelo
furniture | 家具 | mueble
chair | 椅子, 座椅 | silla
desk, table | 桌子, 书桌, 桌 | mesa, escritorio
shelf, rack | 货架, 置物架 | estante, estanteria
mattress | 床垫 | colchon
tile | 瓷砖 | azulejo, baldosa
faucet, tap, mixer tap | 水龙头 | grifo
shower | 花洒, 淋浴 | ducha
sink | 水槽 | fregadero
hinge | 铰链, 合页 | bisagra
lock | 锁, 门锁 | cerradura
pet | 宠物 | mascota
dog | 狗 | perro
cat | 猫 | gato
cosmetic, makeup | 化妆品, 彩妆 | cosmetico, maquillaje
brush | 刷子, 刷 | cepillo, brocha
notebook | 笔记本 | cuaderno
pen | 笔, 圆珠笔 | boligrafo
stationery | 文具 | papeleria
car, automotive, vehicle | 汽车, 车载 | coche, automovil
brake pad | 刹车片 | pastilla de freno
filter | 过滤器, 滤芯, 滤清器 | filtro
wiper | 雨刷, 雨刮 | limpiaparabrisas
tyre, tire | 轮胎 | neumatico
seal, gasket | 密封圈, 密封 | junta, sello
hose | 软管 | manguera
garden | 园艺, 花园 | jardin
sprayer | 喷雾器 | pulverizador
greenhouse | 温室 | invernadero
beaker | 烧杯 | vaso de precipitados
laboratory | 实验室 | laboratorio
thermometer | 温度计 | termometro
honey | 蜂蜜 | miel
beekeeping, beehive, apiary | 养蜂, 蜂箱 | apicultura, colmena
boat, marine, yacht | 船用, 船, 游艇 | barco, marino, nautico
cleat | 羊角, 系缆桩 | cornamusa
atmospheric water generator, water generator | 空气制水机 | generador de agua atmosferico
waterproof, water resistant | 防水 | impermeable
rechargeable | 可充电, 充电式 | recargable
wireless, cordless | 无线 | inalambrico
foldable, folding, collapsible | 折叠, 可折叠 | plegable
adjustable | 可调, 可调节 | ajustable
portable | 便携, 便携式 | portatil
non-stick, nonstick | 不粘 | antiadherente
heavy duty | 重型 | resistente, uso pesado
biodegradable, compostable | 可降解, 可堆肥 | biodegradable, compostable
organic | 有机 | organico
recycled | 再生, 回收 | reciclado
child, kid | 儿童 | nino, infantil
hotel | 酒店 | hotel
hospital | 医院 | hospital
office | 办公室, 办公 | oficina
price | 价格, 单价, 报价 | precio
minimum order quantity, moq | 起订量, 最小起订量, 最低起订量 | cantidad minima, pedido minimo
delivery, lead time, delivery time | 交货期, 交期, 交货 | entrega, plazo de entrega
warranty, guarantee | 质保, 保修 | garantia
certificate, certification, certified | 认证, 证书 | certificado, certificacion
sample | 样品 | muestra
capacity, volume | 容量 | capacidad
weight, heavy, weigh | 重量, 多重 | peso, pesa
size, dimension | 尺寸, 规格 | tamano, dimension
material | 材质, 材料 | material
colour, color | 颜色 | color
power, wattage | 功率 | potencia
voltage | 电压 | voltaje, tension
supplier, manufacturer | 供应商, 厂家, 制造商 | proveedor, fabricante
buyer, importer | 买家, 采购商, 进口商 | comprador, importador
company | 公司 | empresa, compania
lawsuit, litigation, court case | 诉讼, 官司, 起诉 | demanda, litigio
sanction, sanctions list | 制裁 | sancion
fraud, scam | 欺诈, 诈骗 | fraude, estafa
registration, company register, registry | 注册, 登记, 工商登记 | registro mercantil
payment | 付款, 支付 | pago
shipment, shipping | 装运, 发货, 货运 | envio
customs | 海关 | aduana
`;
