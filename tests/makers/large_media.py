"""Makes media of the size that offices really have, for measurements: a 24-megapixel photo and a minute of 1080p."""

from __future__ import annotations

from pathlib import Path

from makers import pictures
from makers.clips import ffmpeg

START_S, END_S = 10.0, 50.0
"""The part of the clip that a post keeps."""
_STANDING = (4000, 6000)
_SCENE = (2560, 1440)
_BT709 = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"

_POST = """\
schema = 1
title = "Eye camp, Jhajjar"
district = "jhajjar"

[caption.hi]
headline = "झज्जर में निःशुल्क नेत्र जांच शिविर"
body = "शिविर में 240 लोगों की आँखें जाँची गईं और 85 को चश्मे दिए गए।"
hashtags = ["हरियाणा", "झज्जर"]

[caption.en]
headline = "Free eye camp in Jhajjar"
body = "The eyes of 240 people were tested, and 85 were given glasses."
hashtags = ["Haryana", "Jhajjar"]

[[asset]]
file = "photo.jpg"
alt = {{ hi = "शिविर में जाँच करती डॉक्टर", en = "A doctor at the camp" }}

[[asset]]
file = "clip.mp4"
alt = {{ hi = "शिविर में लोग", en = "People at the camp" }}
trim = {{ start_s = {start_s}, end_s = {end_s} }}
"""
_TARGETS = (("facebook", "video"), ("youtube", "video"), ("x", "video"), ("facebook", "photo"), ("x", "photo"))


def photo_24_mp(path: Path) -> Path:
    """A standing photo as a phone stores it: lying, with orientation 6 and a place; about 8 MB."""
    upright = pictures.photo(_STANDING, seed=24)
    return pictures.save_jpeg(path, upright, orientation=6, location=True, quality=90, subsampling="4:2:0")


def clip_60_s(path: Path) -> Path:
    """A hand-held camera that pans over a detailed scene, with grain and sound: 1080p30, 12 Mbit/s, GOP 1 s."""
    scene = path.with_name("scene.png")
    pictures.photo(_SCENE, seed=60, grain=0.03).save(scene)
    pan = "x='(iw-ow)/2*(1+0.96*sin(t*0.35))+6*sin(t*5)':y='(ih-oh)/2*(1+0.94*cos(t*0.5))+5*cos(t*6.1)'"
    ffmpeg(
        *("-loop", "1", "-framerate", "30", "-i", scene, "-f", "lavfi", "-i", "sine=f=330:r=48000,tremolo=f=3"),
        *("-vf", f"format=yuv420p,crop=1920:1080:{pan},noise=alls=6:allf=t,{_BT709}", "-t", "60"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-b:v", "12M", "-maxrate", "14M", "-bufsize", "14M"),
        *("-g", "30", "-bf", "0", "-c:a", "aac", "-b:a", "128k", f"file:{path}"),
    )
    scene.unlink()
    return path


def export_post(folder: Path) -> Path:
    """A post with that photo and 40 s of that clip, each for every direct platform that takes it."""
    photo_24_mp(folder / "photo.jpg")
    clip_60_s(folder / "clip.mp4")
    targets = "".join(f'\n[[target]]\nplatform = "{platform}"\nkind = "{kind}"\n' for platform, kind in _TARGETS)
    (folder / "post.toml").write_text(_POST.format(start_s=START_S, end_s=END_S) + targets, encoding="utf-8")
    return folder
