"""What a finding is about: which scene shows it, what an enterprise writes back, what it costs.

A topic is a scene of `scenes.SCENES`; the first rule whose pattern is found in the item's id or text decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Topic:
    """`feedback`: measures as an enterprise reports them; `remains`: what a failed reinspection finds; `cost`: yuan from, to."""

    category: str
    feedback: tuple[str, ...]
    remains: str
    cost: tuple[int, int]


TOPICS: dict[str, Topic] = {
    "distribution_box": Topic(
        "电气",
        (
            "由持证电工更换断路器、加装隔板和箱门锁，清理箱内积尘，张贴当心触电标志和回路标签。",
            "已停电整改：裸露端子加绝缘罩，PE线接至箱门，进出线加护口并封堵孔洞。",
        ),
        "箱门已修复，但回路标签仍未粘贴，进线孔未封堵。",
        (300, 6000),
    ),
    "cables": Topic(
        "电气",
        (
            "拆除私拉乱接线路和串接插排，重新穿管敷设，增设固定插座并装设剩余电流保护装置。",
            "已更换破损电缆，中间接头改用接线盒，过道处加装金属槽盒。",
        ),
        "主通道电缆已穿管，设备后方仍有一处绞接接头。",
        (200, 8000),
    ),
    "gas_detector": Topic(
        "监测报警",
        (
            "已联系厂家更换失效探头并重新标定，报警控制器故障全部消除，附检定证书。",
            "已增设可燃气体探测器并与事故风机联动，完成现场测试。",
        ),
        "探测器已更换，尚未提供检定证书，联动风机未动作。",
        (800, 26000),
    ),
    "extinguisher": Topic(
        "消防",
        (
            "按计算单元补配灭火器并设置灭火器箱，清理前方堆物，建立月检记录。",
            "失压灭火器已全部送检更换，张贴检查卡，指定专人每月检查。",
        ),
        "灭火器已补配，箱前仍堆放纸箱。",
        (200, 3500),
    ),
    "exit": Topic(
        "消防",
        (
            "已拆除链锁、清空通道堆物，出口改装推杠门锁，地面划出疏散通道线。",
            "疏散通道物料全部移至成品库，更换损坏的应急照明和疏散指示标志。",
        ),
        "堆物已清理，疏散指示标志仍不亮。",
        (0, 5000),
    ),
    "emergency_cabinet": Topic(
        "应急",
        (
            "配齐应急器材和防护用品，建立台账，每月检查并组织了现场处置演练。",
            "购置正压式空气呼吸器和救援三脚架，放置于作业点附近专柜，组织人员实操培训。",
        ),
        "器材已采购，数量与预案不一致，人员不会佩戴。",
        (1500, 18000),
    ),
    "cylinders": Topic(
        "工业气体",
        (
            "氧气、乙炔瓶分库存放，设防倾倒链和瓶帽，加装回火防止器。",
            "已将气瓶移出作业区，按安全间距放置并固定，张贴标志和安全须知。",
        ),
        "气瓶已固定，乙炔瓶仍未装回火防止器。",
        (300, 4000),
    ),
    "drums": Topic(
        "危险化学品",
        (
            "已按禁忌分类存放，设置防泄漏托盘，张贴安全标签和SDS，超量物料退回仓库。",
            "清理泄漏物料，增设防流散缓坡和吸附材料，修订出入库登记制度。",
        ),
        "已分区存放，部分桶仍无安全标签。",
        (500, 15000),
    ),
    "stacks": Topic(
        "仓储",
        (
            "重新码放货物，留足顶距、墙距、灯距、垛距，地面划线并限高挂牌。",
            "清理超高货垛，叉车充电移至室外专用区，库内不再设置插座。",
        ),
        "货垛已降低，灯距仍不足。",
        (0, 3000),
    ),
    "vessel": Topic(
        "设备设施",
        (
            "停车检修更换法兰垫片，设备除锈刷漆，补齐介质流向和警示标志。",
            "已委托有资质单位检验，更换锈蚀管段，恢复安全设施投用。",
        ),
        "泄漏已消除，介质流向标识仍缺失。",
        (1500, 60000),
    ),
    "gauge": Topic(
        "特种设备",
        (
            "压力表、安全阀已送检合格，标注红线，建立到期预警台账。",
            "更换失准压力表，安全阀重新校验铅封，报告附后。",
        ),
        "压力表已更换，安全阀校验报告尚未取得。",
        (200, 4000),
    ),
    "duct": Topic(
        "粉尘防爆",
        (
            "停产清理积尘，除尘风管法兰加跨接线，制定并公示粉尘清扫制度，按班记录。",
            "对除尘系统进行改造，增设泄爆、锁气卸灰和压差监测，改造资料附后。",
        ),
        "地面积尘已清理，梁架上部仍有积尘。",
        (500, 80000),
    ),
    "manhole": Topic(
        "有限空间",
        (
            "有限空间入口加盖上锁，设置围栏、警示标志和告知牌，更新管理台账。",
            "修订有限空间作业审批制度，配备四合一气体检测仪、通风机，培训监护人员。",
        ),
        "已设警示标志，井口围栏未闭合。",
        (300, 9000),
    ),
    "machine_guard": Topic(
        "机械",
        (
            "加装固定式防护罩，急停按钮修复并测试有效，操作规程上墙。",
            "恢复安全联锁，检修执行断电上锁挂牌，已培训全部操作工。",
        ),
        "防护罩已安装，紧固螺栓缺失可徒手拆除。",
        (200, 9000),
    ),
    "guardrail": Topic(
        "作业环境",
        (
            "平台临边加装1.05m防护栏杆和踢脚板，直梯增设护笼。",
            "已焊接栏杆、中间横杆和挡板，张贴当心坠落标志，停用破损爬梯。",
        ),
        "栏杆已安装，踢脚板高度不足。",
        (600, 12000),
    ),
    "notice_board": Topic(
        "安全管理",
        (
            "修订制度和岗位责任制并发文公布，组织培训考核，记录存档备查。",
            "补齐台账和记录，设置风险公告栏和四色分布图，主要负责人签字确认。",
        ),
        "制度已修订，培训考核记录不完整。",
        (0, 3000),
    ),
}

# Items whose words would lead the rules below astray.
_ITEMS: dict[str, str] = {
    item: scene
    for scene, items in {
        "distribution_box": "elec-sub-03 elec-sub-05 elec-sub-10 elec-sub-13 elec-lv-01 elec-lv-05 elec-ex-02 elec-ex-04 elec-ex-05"
        " elec-ex-06 elec-ex-07 elec-ex-08",
        "cables": "elec-chg-03 elec-tool-04 elec-tool-06 elec-gnd-03",
        "stacks": "elec-chg-02 fire-lane-03",
        "notice_board": "fire-mgmt-01 fire-mgmt-06 chem-lic-05 chem-lic-07 chem-ppl-03 chem-ppl-04 chem-emg-05 chem-tank-01"
        " elec-ex-01 elec-ex-09 chem-spw-07",
        "duct": "dust-dcs-02 dust-dcs-07 dust-cln-01 dust-mtn-02 dust-ign-03",
        "vessel": "igt-gas-05 chem-eqp-07 chem-lay-01 chem-tank-07 elec-est-01",
        "manhole": "cfs-mgmt-01 cfs-mgmt-02 igt-ind-13",
        "machine_guard": "chem-eqp-08 igt-ind-14 igt-spe-04 igt-bld-08",
        "drums": "chem-sto-01 chem-sto-06 chem-sto-08 igt-ind-16 igt-wld-04 elec-est-04",
        "cylinders": "fire-ele-01 igt-ind-09",
        "gas_detector": "igt-ind-05 igt-ind-10 chem-proc-01 chem-proc-04 fire-fac-09",
        "gauge": "chem-eqp-06",
        "emergency_cabinet": "chem-emg-02",
    }.items()
    for item in items.split()
}

# (pattern, scene): the pattern is searched in "<item id> <typical finding>".
_RULES = tuple(
    (re.compile(pattern), scene)
    for pattern, scene in (
        (
            r"报警(器|装置|控制器|控制|值)|探测|火花|elec-ex|chem-gas|igt-ind-(03|06|07|11|12|17)",
            "gas_detector",
        ),
        (r"灭火器|消火栓|消防水泵|喷淋|fire-fac|fire-mgmt-0[36]", "extinguisher"),
        (r"安全出口|疏散|通道|车道|出口|宿舍|防火门|fire-evac|fire-lane|fire-dor", "exit"),
        (r"气瓶|乙炔|氧气瓶|焊接作业点|动火|wld-01|tool-04", "cylinders"),
        (
            r"^dust-(mgmt|mtn)-0[1-48] |制度|档案|责任制|培训|协议|台账|记录|许可|证书|持证|资格|合格证|操作证|作业人员证|预案|演练|评估|评价|登记|抽问|公告|系统图|方案|检测报告|未提供|未能提供",
            "notice_board",
        ),
        (r"^dust-", "duct"),
        (r"呼吸器|口罩|救援|洗眼|应急器材|劳动防护|安全带|防护用品|emg|ppe", "emergency_cabinet"),
        (r"^cfs-|有限空间|污水|炉坑|受限", "manhole"),
        (r"安全阀|压力表|储气罐|检验|限位|igt-spe", "gauge"),
        (r"插排|导线|电缆|临时用电|私拉|线路|插座|elec-(lv-0[678]|tmp|tool|chg)", "cables"),
        (r"^elec-", "distribution_box"),
        (r"堆垛|堆放可燃|库内|仓库|货架|混存|fire-sto", "stacks"),
        (r"平台|直梯|栏杆|高处|bld-0[45]", "guardrail"),
        (r"^chem-(sto|use)|桶装|稀释剂|油漆|喷漆|调漆|抹布", "drums"),
        (r"^igt-mac|防护罩|急停|联锁", "machine_guard"),
        (r"^chem-|氨|制冷|储罐|管道|泄漏|炉", "vessel"),
        (r"fire-ele|照明|电炉", "cables"),
    )
)


def scene_of(item: Mapping[str, Any]) -> str:
    """The scene (a key of TOPICS and of scenes.SCENES) that shows a finding on this checklist item."""
    if item["id"] in _ITEMS:
        return _ITEMS[item["id"]]
    text = f"{item['id']} {item['typical_finding']}"
    return next((scene for pattern, scene in _RULES if pattern.search(text)), "notice_board")
