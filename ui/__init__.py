"""The pages of the app: each reads widgets, asks the collection, and draws what it returned.

``pages`` has a module for each page. Their parts stand here: of Compare ``versions``, ``wordings``
and ``instruments`` with ``texts``, ``pairs``, ``judging`` and ``bridge``; of
Recommendations ``register``, ``lineages`` and ``asking`` with ``recommended``; of Trends
``counting`` and ``trend_files``; of Practice ``practices``, ``networks``, ``events`` and ``dated``;
of Preparation ``agreed``, ``briefing``, ``matrix`` and ``basis`` with ``ranges``;
of Search ``examples``; of Review ``awaiting`` and ``uploads``.
``frame``, ``address``, ``choosing``, ``keep``, ``paging`` and ``downloads`` serve several.
``signing`` stands before every page of a shared server, by ``access`` and ``roles``.
"""
