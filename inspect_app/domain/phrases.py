"""Phrases that experts insert with one tap; facts are always written by hand."""

PHRASES: list[dict[str, str]] = [
    {"group": "部位", "text": text}
    for text in ("一号车间", "二号车间", "原料仓库", "成品仓库", "配电室", "锅炉房", "污水处理站", "办公楼", "厂区道路", "危险化学品库房", "除尘器区域", "冷库机房")
] + [
    {"group": "整改建议", "text": text}
    for text in (
        "建议立即停止使用，整改合格后恢复。", "建议补充设置并定期检查维护。", "建议委托有资质的单位检测，结果归档。", "建议完善制度并组织培训，留存记录。",
        "建议清理现场，保持畅通，落实专人管理。", "建议张贴安全警示标志。",
    )
] + [
    {"group": "亮点", "text": text}
    for text in ("企业主要负责人重视，现场配合积极。", "隐患排查台账记录规范。", "现场管理有序，标识清晰。", "应急物资齐全，员工熟悉应急处置程序。")
]  # fmt: skip
