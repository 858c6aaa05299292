"""Which checklist items make sense at an enterprise: no induction furnace in a noodle factory.

An item whose rule does not fit is answered 不适用. Rules go by item id; without a rule an item applies.
"""

import re

from inspect_app.demo.enterprises import Enterprise

_NOBODY: frozenset[str] = frozenset()
_CHEMICAL = frozenset({"chemical"})
_SELLERS = frozenset({"chemical", "gas_station", "hazchem_trade"})
_PAINTERS = frozenset({"furniture", "machinery", "autorepair"})
_GRINDERS = frozenset({"aluminium", "machinery"})

# (pattern of item ids, industry keys that have the thing); the first match decides.
_BY_INDUSTRY: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern), keys)
    for pattern, keys in (
        (r"chem-(lic|ppl|sto|emg|gas|spw)-", _SELLERS),
        (r"chem-tank-09", frozenset({"chemical", "gas_station"})),
        (r"chem-", _CHEMICAL),
        (r"elec-(sub-15|tmp-05)", _CHEMICAL),
        (r"elec-(ex-(0[124-9]|10)|est-0[1-4])", _SELLERS),
        (r"dust-(dcs-(01|03|12|13)|mtn-0[34]|ign-02|mgmt-0[5-79]|bld-0[12])", _GRINDERS),
        (r"dust-mgmt-03|dust-ign-01", _GRINDERS),
        (r"dust-dcs-0[457]", frozenset({"furniture"})),
        (r"dust-ign-0[45]", frozenset({"grain", "feed"})),
        (r"cfs-mgmt-08", frozenset({"vegetable"})),
        (r"fire-(sto-03|ele-02|mgmt-05)", frozenset({"hazchem_trade", "warehouse"})),
        (r"igt-ind-0[1-4]|igt-ppl-04", frozenset({"aluminium"})),
        (r"igt-ind-05", frozenset({"snack", "snack2", "meat"})),
        (r"igt-ind-07|igt-wld-0[235]", _PAINTERS),
        (r"igt-ind-1[34]|igt-gas-03", frozenset({"building", "feed"})),
        # Trades that this county doesn't have: distilleries, glass, paper, cement kilns, batteries.
        (r"igt-(ind-|wld-04)", _NOBODY),
        (r"igt-gas-01", frozenset({"machinery", "aluminium"})),
        (r"igt-(gas-04|wld-01|mac-02|mac-07)", frozenset({"machinery", "aluminium", "autorepair"})),
    )
)
_BY_HAZARD = (
    (re.compile(r"igt-gas-0[567]"), "ammonia"),
    (re.compile(r"elec-ex-03"), "dust"),
)
# Whoever keeps or uses a hazardous chemical may be asked these, in any trade.
_ANY_USER = re.compile(r"chem-(sto-(02|04|07|08|11|12)|use-0[1256]|emg-0[256]|lic-10|ppl-05|spw-0[56])")


def applies(item_id: str, enterprise: Enterprise) -> bool:
    """Whether an expert would judge this item here; False means 不适用."""
    for pattern, hazard in _BY_HAZARD:
        if pattern.match(item_id):
            return hazard in enterprise.hazards
    if _ANY_USER.match(item_id):
        return "hazchem" in enterprise.hazards
    for pattern, keys in _BY_INDUSTRY:
        if pattern.match(item_id):
            return enterprise.industry_key in keys
    return True
