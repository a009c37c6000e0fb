"""Names of places."""

from __future__ import annotations

import pytest

from govreport_nlp.ingest.regions import load_regions


@pytest.mark.parametrize(
    ("phrase", "name", "level"),
    [
        ("2031年浙江省政府工作报告", "浙江省", "province"),
        ("上海市2031年市级单位预算", "上海市", "province"),
        ("江苏省无锡市统计公报", "无锡市", "city"),
        ("无锡教育简报", "无锡市", "city"),
        ("江临市人民政府工作报告", "江临市", "city"),
        ("关于江临市2031年预算的报告", "江临市", "city"),
        ("云南省江临县政府工作报告", "江临县", "county"),
        ("沛县人民政府工作报告", "沛县", "county"),
        ("江临市河东区财政局决算", "河东区", "county"),
        ("海岬综合实验区统计公报", "海岬综合实验区", "county"),
        ("内蒙古自治区政府工作报告", "内蒙古自治区", "province"),
        ("延边朝鲜族自治州统计公报", "延边朝鲜族自治州", "city"),
        ("日在江临市", "江临市", "city"),
    ],
)
def test_at_the_start(phrase: str, name: str, level: str) -> None:
    region = load_regions().at_start(phrase)
    assert region is not None
    assert (region.name, region.level) == (name, level)


@pytest.mark.parametrize(
    "phrase",
    [
        "我市农村经济",
        "市教育局工作总结",
        "全省经济",
        "推进新区建设方案",
        "城市更新报告",
        "社区治理",
        "",
    ],
)
def test_no_place(phrase: str) -> None:
    assert load_regions().at_start(phrase) is None


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("青岛港、青岛啤酒、北京市、青岛市", "市", "青岛市"),
        ("推进江临市建设，江临市产业，打造江临市品牌，北京市", "市", "江临市"),
        ("江临县城、江临县域，江临县人民，争创百强县、国家级贫困县", "县", "江临县"),
        ("建设卫生城市、文明城市、园林城市、智慧城市", "市", None),
        ("", "市", None),
    ],
)
def test_most_frequent(text: str, kind: str, name: str | None) -> None:
    region = load_regions().most_frequent(text, kind)
    assert (region.name if region else None) == name


@pytest.mark.parametrize(
    ("phrase", "name", "ancestors"),
    [
        ("江阴市人民政府工作报告", "江阴市", ("江苏省", "无锡市")),
        ("无锡市统计公报", "无锡市", ("江苏省",)),
        ("江苏省政府工作报告", "江苏省", ()),
        ("上海市普陀区财政局决算", "普陀区", ("上海市",)),
        # there is more than one: the text before it tells
        ("长春市朝阳区工作总结", "朝阳区", ("吉林省", "长春市")),
        ("北京市朝阳区工作总结", "朝阳区", ("北京市",)),
        ("朝阳区工作总结", "朝阳区", ()),
        # not in the tables
        ("江苏省江临市河东新区工作总结", "河东新区", ("江苏省", "江临市")),
        ("沛县工作总结", "沛县", ("江苏省", "徐州市")),
        # zones: of the table, and named after where they lie
        ("平潭综合实验区统计公报", "平潭综合实验区", ("福建省", "福州市")),
        ("2031年雄安新区工作总结", "雄安新区", ("河北省",)),
        (
            "石家庄高新技术产业开发区工作总结",
            "石家庄高新技术产业开发区",
            ("河北省", "石家庄市"),
        ),
        ("长治经济技术开发区", "长治经济技术开发区", ("山西省", "长治市")),
        ("昆山经济技术开发区", "昆山经济技术开发区", ("江苏省", "苏州市", "昆山市")),
        ("江临高新区工作总结", "江临高新区", ()),
    ],
)
def test_ancestors(phrase: str, name: str, ancestors: tuple[str, ...]) -> None:
    region = load_regions().at_start(phrase)
    assert region is not None
    assert (region.name, region.ancestors) == (name, ancestors)


def test_a_county_is_no_part_of_a_word() -> None:
    assert load_regions().at_start("新县城建设方案") is None
