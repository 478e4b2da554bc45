"""What was the policy asked, counted without persons?

One number for each week, hat and clause: nobody who asked, no moment, no situation (docs/adr/0014). Governors see from it
which clause confuses, with small numbers hidden.

    from gatepost.decisions import services
    services.count_asked(school=school_id, answer=decide(edition, situation), at=now())
"""
