"""The departments that the demo county's bureau works with, and who answers for each."""

from dataclasses import dataclass

from inspect_app.demo import names


@dataclass(frozen=True, slots=True)
class Department:
    """`username`: who signs in for it. Its duties are those of the dictionary (domain.duties)."""

    key: str
    name: str
    username: str
    title: str

    def id(self, seed: int) -> str:
        """Its key in the registry."""
        return names.stable_id("department", seed, self.key)


DEPARTMENTS = (
    Department("fire", "临颍县消防救援大队", "xiaofang", "监督员"),
    Department("market", "临颍县市场监督管理局", "shijian", "特种设备安全监察股股长"),
    Department("police", "临颍县公安局", "gongan", "治安大队民警"),
    Department("ecology", "临颍县生态环境分局", "huanbao", "环境监察员"),
    Department("housing", "临颍县住房和城乡建设局", "zhujian", "燃气管理股股长"),
    Department("land", "临颍县自然资源局", "ziran", "执法监察股股长"),
)
BY_USERNAME = {department.username: department for department in DEPARTMENTS}
