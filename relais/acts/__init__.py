"""Acts: what somebody is to do until a day, agreed between persons, done or dropped.

A meeting decides them, a coaching plan holds them, the diagnosis proposes them, a manager sets
himself some. Whatever they come from, they stand here once, and are done in one way.
"""
