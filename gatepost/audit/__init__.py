"""The record: who did what, when, under which clause and edition; append-only, hash-chained, one chain a school.

from gatepost.audit import services
services.record(by=head.id, action="edition.adopted", subject=edition.id, at=now, school=school.id)
"""
