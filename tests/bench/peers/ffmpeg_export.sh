#!/bin/sh
# The outputs of an export by hand: ffmpeg with the same preset and quality, one run an output.
# Called with the ffmpeg program, the photo, the clip and a folder for the outputs.
set -e
ffmpeg=$1 photo=$2 clip=$3 folder=$4

for name in facebook youtube x; do
    "$ffmpeg" -nostdin -v error -y -ss 10 -t 40 -i "$clip" -vf scale=-2:720 \
        -c:v libx264 -preset veryfast -crf 23 -maxrate 2500k -bufsize 5000k -g 60 -pix_fmt yuv420p \
        -c:a aac -b:a 128k -ar 48000 -movflags +faststart "$folder/$name.mp4"
done
for name in facebook x; do
    "$ffmpeg" -nostdin -v error -y -i "$photo" -vf "crop=iw:iw*5/4,scale=1080:1350" -q:v 3 "$folder/$name.jpg"
done
"$ffmpeg" -nostdin -v error -y -i "$photo" -vf "crop=iw:iw*9/16,scale=1280:720" -q:v 3 "$folder/youtube.jpg"
