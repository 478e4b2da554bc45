"""How do programs ask the policy over the web?

The same contract and the same errors as ``gatepost ask --json``. Nothing is changed, nothing is counted, no cookie is looked
at, and no page of another host may ask from a browser (docs/adr/0015).

    POST /api/v1/decide {"hats": ["parent"], "act": "take-photos"}  ->  200 {"verdict": "with-permission", …}
"""
