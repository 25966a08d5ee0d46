"""Files: probing, pictures, video, subtitles. The only home of Pillow, ffmpeg and moviepy."""
