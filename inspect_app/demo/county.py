"""临颍县 and its 16 townships. Villages occur only as text in addresses."""

from dataclasses import dataclass

PROVINCE = "河南省"
CITY = "漯河市"
COUNTY = "临颍县"
COUNTY_CODE = "411122"  # administrative division, GB/T 2260
BUREAU = "临颍县应急管理局"
COMMITTEE_OFFICE = "临颍县安全生产委员会办公室"


@dataclass(frozen=True, slots=True)
class Township:
    """`id`: nine digits shaped like a statistical code (county + 3); `kind`: 街道, 镇 or 乡."""

    id: str
    name: str
    kind: str
    villages: tuple[str, ...]
    roads: tuple[str, ...]
    share: int
    """Relative number of enterprises: industry gathers around the county seat."""


def _township(suffix: str, name: str, kind: str, share: int, villages: str, roads: str) -> Township:
    return Township(COUNTY_CODE + suffix, name, kind, tuple(villages.split()), tuple(roads.split()), share)


# Villages are invented in the local manner (family name + 庄, 营, 寨 …).
TOWNSHIPS = (
    _township(
        "001",
        "城关街道",
        "街道",
        14,
        "东街社区 西关社区 南关社区 北街社区 颍河社区",
        "颍川路 人民路 新城路 文化路 建设路",
    ),
    _township(
        "002",
        "新城街道",
        "街道",
        18,
        "李湾社区 纬三社区 黄龙社区 经开社区 颍西社区",
        "经一路 经三路 纬二路 纬四路 颍松大道 黄龙路",
    ),
    _township("101", "繁城回族镇", "镇", 7, "北街村 献帝村 马庄村 丁营村 沙窑村", "繁昌路 迎宾路"),
    _township("102", "杜曲镇", "镇", 11, "杜南村 龙堂村 徐庄村 西营村 北徐村", "杜曲大街 工业路 许南路"),
    _township("103", "王岗镇", "镇", 6, "王岗村 新李村 墩台村 大李村 油坊村", "王岗大街 工业路"),
    _township("104", "台陈镇", "镇", 6, "台北村 临涯村 胡桥村 康庄村 刘孟村", "台陈大街 颍南路"),
    _township("105", "巨陵镇", "镇", 6, "巨陵村 谢庄村 桥东村 官路村 段庄村", "巨陵大街 兴业路"),
    _township("106", "瓦店镇", "镇", 6, "瓦南村 前郑村 小师村 高庙村 董庄村", "瓦店大街 富民路"),
    _township("107", "三家店镇", "镇", 5, "三东村 水牛村 坡边村 小集村 纸坊村", "三家店大街 兴镇路"),
    _township("108", "窝城镇", "镇", 5, "窝西村 黄连村 小朱村 北张村 东李村", "窝城大街 工业路"),
    _township("109", "王孟镇", "镇", 5, "王孟村 后韩村 崔庄村 范庙村 沟刘村", "王孟大街 颍北路"),
    _township("110", "大郭镇", "镇", 5, "大郭村 胡庄村 吴刘村 冯寺村 水道村", "大郭大街 产业路"),
    _township("200", "皇帝庙乡", "乡", 4, "庙北村 商村 常岗村 余庄村 吉庄村", "皇帝庙大街"),
    _township("201", "固厢乡", "乡", 4, "固厢村 大田村 小赵村 城岗村 前孙村", "固厢大街 园区路"),
    _township("202", "石桥乡", "乡", 4, "石桥村 杨裴村 庄头村 西赵村 桑庄村", "石桥大街"),
    _township("203", "陈庄乡", "乡", 4, "陈庄村 大周村 新庄村 王曲村 沿河村", "陈庄大街 便民路"),
)

BY_ID = {township.id: township for township in TOWNSHIPS}
