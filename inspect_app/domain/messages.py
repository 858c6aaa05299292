"""What a refused op or call says to the person on whose screen it lands. Keys are the wire's reasons."""

REASONS = {
    "id_reused": "这条记录的编号已被另一条内容不同的记录占用（设备可能被克隆）。原记录和这一条都已保留，请联系管理员核对",
    "wrong_org": "记录属于另一个单位，不能上传到本单位",
    "author_not_enrolled": "记录的作者没有在这台设备上登记过，不能确认作者身份。请由作者本人在该设备登录一次后重新上传",
    "device_not_enrolled": "生成这条记录的设备没有在本单位登记",
    "unknown_visit": "服务器上没有这次检查任务，可能尚未派单或属于其他单位。记录已保留，请联系业务科室",
    "not_your_visit": "作者不在这次检查任务的人员名单中。记录已保留，请联系业务科室补派",
    "not_reinspector": "只有被指派的复查人可以上传这条隐患的复查记录；复查可能已改派他人或已有结论。记录已保留，请联系业务科室",
    "not_your_upload": "上传人既不是这次检查的人员，也没有在生成记录的设备上登记过。记录已保留，请由检查人员本人上传",
    "other_visit": "这条隐患属于另一次检查任务",
    "not_from_field": "这类操作不能由现场设备提交",
    "unknown_enterprise": "登记簿里没有这家企业。记录已保留，请联系业务科室",
    "unknown_checklist": "系统里没有所选的检查表。记录已保留，请联系业务科室",
    "unknown_person": "检查人员不在登记的人员中。记录已保留，请联系业务科室",
    "bad_manifest": "提交清单与其校验值不一致，请重新提交",
}
