"""Whatever is killed or cut, every byte arrives, nothing is posted twice, and the queue always knows where it stands.

A short form; `python packaging/dev.py bench` has the long one, with more than a hundred kills.
"""

from __future__ import annotations

import sys

import pytest
from makers.upload_campaign import Campaign, trouble

from prstudio.practice.server import PracticeServer

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")]
SLOW_LINE = {"trouble": "slow", "count": None, "bytes_per_s": 2_000_000}


def test_uploads_to_all_platforms_outlive_kills_and_cuts(tmp_path):
    with PracticeServer(port=0, processing_s=0.5, seed=11) as server:
        campaign = Campaign(tmp_path, server, seed=11)
        try:
            campaign.queue(rounds=1)
            server.set_faults([*trouble(cut_share=0.25, lost_share=0.08), SLOW_LINE])
            campaign.run_and_kill(10)
            server.set_faults([])
            campaign.finish(within_s=180)
        finally:
            campaign.close()
    assert campaign.tally.problems == []
    assert campaign.tally.kills >= 3
    assert campaign.tally.cuts >= 1
