"""A text as it comes off a page: with a page number, a job number, a bar code, and a gap."""

PRINTED = """MCC/CONF/2020/1

Report of the Group

1. The Group met in order to consider the finds and their return to States of

2

origin, and decided to go on with its work in the coming year.

2. The Group recalled the past.

4. The Group left.

V.20-02530 (E) 080620 090620
*2002530*
"""
TAKEN_OUT = {
    "page-number": ["2"],
    "job-number": ["V.20-02530 (E) 080620 090620"],
    "bar-code": ["*2002530*"],
    "gap": ["4. The Group left."],
}
"""By kind, the words that become remarks, one each."""
