"""Bounds of the aligner that are the same for every profile, and why."""

from __future__ import annotations

ROUNDS = 4
"""The ends settle after two or three turns; a pair that swings is stopped here."""

PASSES = 3
"""Sentences left over are compared among themselves once more: their best may have been taken."""
COVERED_SHARE = 0.75
"""A unit of which this share stands in passages already is not looked at again."""

SHORTEST_QUOTATION = 5
"""Words; shorter ones are scare quotes and names of things."""
SHARED_HEADS, SHARED_PART = 3, 0.5
"""Two quotations are compared in earnest if they share three heads, and half of those of the
shorter one."""

PLAIN, PLAIN_SHARE = 100.0, 0.6
"""A passage is the same for certain, and no mere likeness of subject, if it proves 100 nats and has
.6 of the longer side's words in common."""
PLAIN_WORDS, LONG_SHARE = 60, 0.42
"""Of a passage of 60 words on either side .42 is enough: two reports of one kind of event come to
.4 where they are as long."""
PLAIN_PART = 30.0
"""Nats of a passage that counts towards ``doubt``: long articles of one subject share scraps."""

SUMMARY_WORDS, SUMMARY_SHORTEST, SUMMARY_RATIO = 100, 60, 3
"""Words of a paragraph, where a summary is looked for; and at least; the page is thrice as long."""
SUMMARY_SHARE, SUMMARY_EVIDENCE = 0.75, 40.0
"""A summary says little that its page does not, and proves that many nats against the page: two
reports of one event proved 31 and 37."""
SUMMARY_COPIED = 0.7
"""A passage with this share of the longer side's words in common that makes up the paragraph is a
copy of that part of the page, and the paragraph no summary."""
SUMMARY_REST, SUMMARY_MARGIN = 8.0, 12.0
"""Nats that the page proves of words which the best part of it has not; or else that this part may
prove more than the page, by the mean of both sides."""

SHORTEST_RUN = 5
"""Words in a row; four are often the language's own."""
MOST_OCCURRENCES = 8
"""A start that occurs more often is a refrain, and refrains align nothing."""
WIDEST_GAP = 6
"""Words between two runs of one chain: an edited phrase, not a new thought."""
MOST_OVERLAP = 2
"""Words two runs may share: where "of the" stands on both sides of an edit, both claim it."""
MOST_TRIMMED = 3
"""Words an end moves inward to reach a boundary: chance makes runs a word or two too long."""
LOOK_BACK = 64
"""Runs before one among which its predecessor is sought; a near one is among the last few."""
CHAIN_SHARE = 0.7
"""A chain that covers less of a rectangle than this, on both sides, is a part of it."""

VERBATIM_SHARE = 0.95
"""Share of the longer side's words in verbatim runs: one word in twenty may be a correction."""
PHRASE, PHRASE_WORTH = 3, 12.0
"""Words in a row, by their first letters, that tell a phrase from words scattered over two
sentences, and the nats that they prove on both sides together: "Russian President Vladimir Putin"
proves nothing where both articles are full of him (13 nats cost .004 of recall)."""
OWN_RUN = 12
"""Words in a row outside quote marks that make a passage more than a quotation: independent
reports of one event never reached 11."""
SHORTEST_FURNITURE = 8
"""Words of site boilerplate worth showing; a share bar is shorter."""

MOST_CELLS = 40_000_000
"""Pairs of units beyond which sentences are not compared, and verbatim chains alone speak: two
books of 6,000 sentences."""
LEAP = 1000
"""Units that furniture is taken for, so that nothing joins across it."""
SENTENCE_ALIKE = 0.2
"""Share of two sentences' telling words that they must have in common to be shown side by side."""
