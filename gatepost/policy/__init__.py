"""A school's policy as a document that people read and as rules that a machine decides by.

Pure Python on Cedar: no Django, no clock, nothing read but a pack's folder.

>>> from gatepost.policy import Situation, decide, default_pack
>>> situation = Situation.from_dict({"hats": ["parent"], "act": "take-photos", "where": "hall"})
>>> decide(default_pack(), situation).verdict
'with-permission'
"""

from gatepost.policy.analysis import analyse
from gatepost.policy.answer import Answer, decide
from gatepost.policy.comparison import diff
from gatepost.policy.coverage import coverage, failing_scenarios
from gatepost.policy.errors import EngineError, PackError, PolicyError, SituationError
from gatepost.policy.files import PackFiles, load_files, read_files
from gatepost.policy.model import Clause, Edition
from gatepost.policy.pack import default_files, default_pack, load_pack
from gatepost.policy.situation import Situation

__all__ = [
    "Answer",
    "Clause",
    "Edition",
    "EngineError",
    "PackError",
    "PackFiles",
    "PolicyError",
    "Situation",
    "SituationError",
    "analyse",
    "coverage",
    "decide",
    "default_files",
    "default_pack",
    "diff",
    "failing_scenarios",
    "load_files",
    "load_pack",
    "read_files",
]
