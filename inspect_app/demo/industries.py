"""What is made in the demo county: GB/T 4754-2017 categories, their hazards and their places.

Weights follow a county known for snack food. Everything is a plausible average, not a statistic.
"""

from dataclasses import dataclass

HAZARDS = (
    "hazchem",
    "dust",
    "confined_space",
    "ammonia",
    "electrical",
    "fire",
    "special_equipment",
    "boiler",
)

GENERAL_CHECKLIST = "industrial-trade-general"
HAZCHEM_TRADES = frozenset({"chemical", "gas_station", "hazchem_trade"})

# Which checklist a hazard suggests; special equipment and boilers are items of the general list.
CHECKLIST_OF_HAZARD = {
    "hazchem": "hazardous-chemicals",
    "dust": "dust-explosion",
    "confined_space": "confined-space",
    "ammonia": GENERAL_CHECKLIST,
    "electrical": "electrical",
    "fire": "fire-safety",
    "special_equipment": GENERAL_CHECKLIST,
    "boiler": GENERAL_CHECKLIST,
}


@dataclass(frozen=True, slots=True)
class Industry:
    """`hazards`: hazard to percent of enterprises having it; `places`: where a finding may be."""

    key: str
    code: str
    name: str
    weight: int
    products: tuple[str, ...]
    hazards: dict[str, int]
    places: tuple[str, ...]
    materials: tuple[str, ...] = ("包装纸箱", "清洗剂")


def _industry(
    key: str,
    code: str,
    name: str,
    weight: int,
    products: str,
    hazards: str,
    places: str,
    materials: str = "包装纸箱 清洗剂",
) -> Industry:
    percents = {hazard: int(percent) for hazard, percent in (h.split(":") for h in hazards.split())}
    return Industry(
        key,
        code,
        name,
        weight,
        tuple(products.split()),
        percents,
        tuple(places.split()),
        tuple(materials.split()),
    )


INDUSTRIES = (
    _industry(
        "snack",
        "1419",
        "饼干及其他焙烤食品制造",
        13,
        "休闲食品 烘焙食品 膨化食品 薯片食品",
        "electrical:100 fire:100 dust:30 confined_space:60 special_equipment:75 boiler:45",
        "烘烤车间 油炸车间 调味车间 内包装车间 成品仓库 面粉拆包间",
        "食用油 面粉 调味粉",
    ),
    _industry(
        "snack2",
        "1431",
        "米、面制品制造",
        9,
        "辣味食品 面制品 挂面食品 调味面制品",
        "electrical:100 fire:100 dust:55 confined_space:60 special_equipment:70 boiler:50",
        "和面车间 挤压膨化车间 拌料车间 外包装车间 原料库 成品库",
        "面粉 食用油 香辛料",
    ),
    _industry(
        "meat",
        "1353",
        "肉制品及副产品加工",
        6,
        "肉制品 清真食品 卤制品",
        "electrical:100 fire:100 ammonia:40 confined_space:85 special_equipment:90 boiler:60",
        "分割车间 卤煮车间 制冷机房 速冻间 污水处理站 冷库穿堂",
        "液氨 食品消毒液",
    ),
    _industry(
        "dairy",
        "1442",
        "乳粉制造",
        2,
        "乳业 乳制品",
        "electrical:100 fire:100 ammonia:50 dust:50 confined_space:90 special_equipment:95 boiler:80",
        "喷雾干燥车间 收奶间 制冷机房 灌装车间 CIP清洗间 锅炉房",
        "液碱 硝酸 乳粉",
    ),
    _industry(
        "beverage",
        "1523",
        "果菜汁及果菜汁饮料制造",
        4,
        "饮品 果蔬饮料",
        "electrical:100 fire:90 confined_space:75 special_equipment:85 boiler:65 hazchem:15",
        "吹瓶车间 灌装车间 杀菌车间 污水处理站 空压机房 成品库",
        "液碱 双氧水 次氯酸钠",
    ),
    _industry(
        "vegetable",
        "1371",
        "蔬菜加工",
        6,
        "果蔬 辣椒制品 蔬菜加工",
        "electrical:100 fire:90 confined_space:85 ammonia:15 special_equipment:50",
        "腌制池区 烘干车间 分拣车间 污水处理站 原料库 辣椒粉碎间",
        "食盐 焦亚硫酸钠",
    ),
    _industry(
        "grain",
        "1311",
        "稻谷加工",
        6,
        "面粉 粮油 制粉",
        "electrical:100 fire:100 dust:90 confined_space:70 special_equipment:45",
        "制粉车间 筒仓 打包间 麸皮库 提升机工作塔 原粮库",
        "小麦 麸皮 磷化铝",
    ),
    _industry(
        "feed",
        "1329",
        "其他饲料加工",
        3,
        "饲料 饲料科技",
        "electrical:100 fire:100 dust:85 confined_space:60 special_equipment:55 boiler:45",
        "粉碎车间 配料塔 制粒车间 原料库 锅炉房 成品库",
        "豆粕 玉米粉",
    ),
    _industry(
        "coldstore",
        "5930",
        "低温仓储",
        4,
        "冷链物流 冷库 冷藏",
        "electrical:100 fire:100 ammonia:45 special_equipment:80 confined_space:20",
        "制冷机房 1号冷藏间 穿堂 装卸月台 配电室 叉车充电区",
        "液氨 冷冻机油",
    ),
    _industry(
        "packaging",
        "2231",
        "纸和纸板容器制造",
        8,
        "包装 彩印包装 纸箱包装",
        "electrical:100 fire:100 hazchem:35 special_equipment:65 boiler:25",
        "印刷车间 模切车间 瓦楞线车间 油墨间 原纸库 成品库",
        "油墨 稀释剂 淀粉胶",
    ),
    _industry(
        "plastic",
        "2929",
        "塑料零件及其他塑料制品制造",
        7,
        "塑业 塑料制品 塑胶",
        "electrical:100 fire:100 hazchem:15 special_equipment:60 confined_space:20",
        "注塑车间 吹膜车间 破碎间 原料库 模具间 空压机房",
        "聚乙烯颗粒 稀释剂",
    ),
    _industry(
        "machinery",
        "3489",
        "其他通用零部件制造",
        8,
        "机械 精密机械 机械设备 重工机械",
        "electrical:100 fire:85 dust:20 hazchem:25 special_equipment:85 confined_space:10",
        "机加工车间 焊接车间 喷漆房 冲压车间 抛丸间 原料堆场",
        "稀释剂 切削液 氧气 乙炔",
    ),
    _industry(
        "aluminium",
        "3392",
        "有色金属铸造",
        2,
        "铝业 压铸 金属制品",
        "electrical:100 fire:90 dust:80 special_equipment:90 confined_space:30",
        "熔炼车间 压铸车间 打磨车间 抛光车间 除尘器间 成品库",
        "铝锭 脱模剂",
    ),
    _industry(
        "furniture",
        "2110",
        "木质家具制造",
        7,
        "家具 家居 木业",
        "electrical:100 fire:100 dust:95 hazchem:55 special_equipment:40",
        "开料车间 砂光车间 喷漆车间 木工除尘区 半成品库 油漆库",
        "油漆 天那水 白乳胶",
    ),
    _industry(
        "textile",
        "1711",
        "棉纺纱加工",
        4,
        "纺织 针织 服饰 棉业",
        "electrical:100 fire:100 dust:45 special_equipment:55 boiler:25",
        "清花车间 梳棉车间 细纱车间 裁剪车间 成品库 原棉库",
        "棉花 润滑油",
    ),
    _industry(
        "chemical",
        "2669",
        "其他专用化学产品制造",
        2,
        "化工 新材料 精细化工",
        "hazchem:100 electrical:100 fire:100 confined_space:90 special_equipment:95 boiler:50",
        "一号生产车间 罐区 甲类仓库 装卸区 控制室 循环水泵房",
        "甲醇 盐酸 液碱 双氧水",
    ),
    _industry(
        "gas_station",
        "5265",
        "机动车燃油零售",
        3,
        "加油站 石化加油站",
        "hazchem:100 electrical:100 fire:100 confined_space:60",
        "加油岛 卸油口 油罐区 配电间 便利店 营业室",
        "汽油 柴油",
    ),
    _industry(
        "hazchem_trade",
        "5169",
        "其他化工产品批发",
        2,
        "化工商贸 涂料经营 气体经营",
        "hazchem:100 electrical:100 fire:100 special_equipment:40",
        "危险化学品仓库 门店 气瓶间 装卸区 值班室 消防器材间",
        "油漆 乙炔 氧气 稀释剂",
    ),
    _industry(
        "building",
        "3021",
        "水泥制品制造",
        6,
        "建材 混凝土 新型建材 水泥制品",
        "electrical:100 fire:70 confined_space:65 special_equipment:80 boiler:20",
        "搅拌楼 料仓 养护窑 皮带输送廊 粉料筒仓 成型车间",
        "水泥 外加剂",
    ),
    _industry(
        "autorepair",
        "8111",
        "汽车修理与维护",
        6,
        "汽车维修 汽车服务",
        "electrical:100 fire:100 hazchem:70 special_equipment:45",
        "烤漆房 钣金工位 举升机工位 调漆间 配件库 废机油存放间",
        "油漆 稀释剂 乙炔 氧气",
    ),
    _industry(
        "warehouse",
        "5990",
        "其他仓储业",
        4,
        "仓储 物流 供应链",
        "electrical:100 fire:100 special_equipment:60",
        "1号仓库 2号仓库 分拣区 装卸平台 叉车充电区 办公辅房",
        "纸箱 托盘",
    ),
)
BY_KEY = {industry.key: industry for industry in INDUSTRIES}
