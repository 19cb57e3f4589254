#!/bin/bash
# Makes the strips of large photographs on the gallery page. Run it after a build, in the repository's
# root, with an empty folder for the photographs; it needs Debian's apt-get and dpkg, and ImageMagick.
# The photographs come from these packages, which nothing else here needs:
#   budgie-backgrounds 3.0-1 (Debian 13), lomiri-wallpapers-16.04 20.04.0-2 (Debian 12)
# A package that is already unpacked in the folder, under its name, is not fetched: no release has both versions.
set -euo pipefail

folder=${1:?wanted: a folder for the photographs}
matting=matting-examples/bin/matting
gallery=src/site/resources/images/gallery
ground='#3b7ea1'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for package in budgie-backgrounds=3.0-1 lomiri-wallpapers-16.04=20.04.0-2; do
  if [ ! -d "$folder/${package%=*}" ]; then
    (cd "$folder" && apt-get download "$package" && dpkg -x "${package%=*}"_*.deb "${package%=*}")
  fi
done
budgie=$folder/budgie-backgrounds/usr/share/backgrounds/budgie
lomiri=$folder/lomiri-wallpapers-16.04/usr/share/backgrounds

# A mask as a segmentation network gives it: corners in pixels of a sixteenth of the photograph's size.
rough_mask() {
  local photo=$1 corners=$2 width height
  width=$(identify -format %w "$photo")
  height=$(identify -format %h "$photo")
  convert -size $((width / 16))x$((height / 16)) xc:black +antialias -fill white \
    -draw "polygon $corners" -scale "${width}x$height!" -depth 8 "$work/mask.png"
}

# NAME, PHOTOGRAPH, VIEW and DETAIL as WxH+X+Y, then how the object is told apart.
# Above: photograph, network, graph; below: the detail of each, not scaled.
strip() {
  local name=$1 photo=$2 view=$3 detail=$4 model shown=() cell
  shift 4
  case $1 in
    --rect)
      IFS=, read -r x y w h <<<"$2"
      shown=(-fill none -stroke '#ff3060' -strokewidth 24
        -draw "rectangle $x,$y $((x + w)),$((y + h))")
      ;;
    --mask)
      shown=('(' "$work/mask.png" -morphology EdgeIn Square:12 -transparent black
        -fill '#ff3060' -opaque white ')' -composite)
      ;;
  esac
  cell=(-resize 392x300 -gravity center -extent 392x300 +repage)
  convert "$photo" "${shown[@]}" -background white "${cell[@]}" "$work/above-0.png"
  convert "$photo" -crop "$detail" +repage "$work/below-0.png"
  for model in dim-small graph; do
    "$matting" cutout --image "$photo" "$@" --model "builtin:$model" --out "$work/$model"
    convert "$work/$model/$(basename "${photo%.*}")-cutout.png" -background "$ground" -flatten \
      "$work/flat.png"
    convert "$work/flat.png" -crop "$view" +repage -background "$ground" "${cell[@]}" \
      "$work/above-$model.png"
    convert "$work/flat.png" -crop "$detail" +repage "$work/below-$model.png"
  done
  convert \
    \( "$work"/above-{0,dim-small,graph}.png -background white -splice 8x0 +append -chop 8x0 \) \
    \( "$work"/below-{0,dim-small,graph}.png -background white -splice 8x0 +append -chop 8x0 \) \
    -background white -splice 0x8 -append -chop 0x8 -strip -quality 82 "$gallery/large-$name.jpg"
}

strip osprey "$budgie/perched-osprey.jpg" 1150x1600+1060+400 392x300+1340+430 --rect 1100,200,1500,1800
strip otter "$budgie/oakland-zoo-otters.jpg" 2600x1300+1080+480 392x300+1150+600 --rect 1150,570,2490,1100
strip wren "$budgie/canyon-wren.jpg" 700x640+1250+400 392x300+1480+470 --rect 1330,480,510,470
strip drum "$lomiri/Wine_by_Jakkub_Mede.jpg" 2150x2060+0+1760 392x300+200+2150 --rect 50,1820,2020,1960
rough_mask "$lomiri/seeding_by_Clements_Engelhardt.jpg" "62,24 75,17 93,15 112,16 128,24 140,35 146,51 149,63 \
  147,76 140,88 129,98 117,102 101,103 101,126 100,186 92,186 93,126 94,103 78,100 62,95 51,85 46,71 45,54 48,43 54,32"
strip seeding "$lomiri/seeding_by_Clements_Engelhardt.jpg" 2100x2868+540+120 392x300+650+950 \
  --mask "$work/mask.png"
rough_mask "$lomiri/friends_by_Aitzol_Berasategi.jpg" "67,86 71,85 75,86 78,89 80,92 83,94 85,97 86,102 85,106 \
  85,111 84,116 81,117 77,116 78,110 76,112 74,110 67,111 70,115 73,118 75,122 74,125 71,126 68,126 65,123 63,120 \
  62,114 62,109 60,105 59,100 60,96 61,89 64,87"
strip friends "$lomiri/friends_by_Aitzol_Berasategi.jpg" 700x860+820+1270 392x300+1080+1480 \
  --mask "$work/mask.png"
