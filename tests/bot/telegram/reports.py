"""Two short reports, one with markup in it."""

from textwrap import dedent

REPORTS = {
    "east.txt": dedent("""\
    东山区建成十二家职工书屋
    本报讯 记者王小明报道 东山区今年建成12家职工书屋，藏书三万册。书屋每天开放到晚上九点。

    今年3月，东山区总工会拨款50万元，用于购买新书。<a href="http://evil.example">点这里</a> & 其他。

    职工李红说：“下班以后有地方看书了。”
"""),
    "west.txt": dedent("""\
    西河镇为快递员送清凉
    本报讯 记者赵一鸣报道 西河镇总工会昨天为快递员送去200箱矿泉水。

    活动持续到8月底，共有15家企业参加。
"""),
}
