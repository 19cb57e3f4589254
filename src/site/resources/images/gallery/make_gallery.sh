#!/bin/bash
# Makes the pictures of the gallery page and the strip on the front page. Run it after a build, in the
# repository's root; it needs ImageMagick. gallery.md shows the same commands, and a test compares
# what they give now with these pictures.
set -euo pipefail

matting=matting-examples/bin/matting
samples=matting-examples/samples
gallery=src/site/resources/images/gallery
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sheet() {
  local name=$1
  shift
  "$matting" preview --image "$samples/$name.jpg" "$@" --size 400 --out "$work"
  convert "$work/$name-preview.png" -quality 85 "$gallery/$name-preview.jpg"
}

sheet dandelion --trimap "$samples/dandelion-trimap.png"
sheet sunflower --mask "$samples/sunflower-mask.png"
sheet kite --rect 30,20,200,200
sheet marigold --scribbles "$samples/marigold-scribbles.png" --band 1%
sheet petals --key auto --band 2%

"$matting" composite --image "$samples/kite.jpg" --rect 30,20,200,200 \
  --background "$samples/dune.jpg" --canvas 960x600 --scale 1.2 --offset 120,-160 --out "$work"
convert "$work/kite-composite.png" -quality 85 "$gallery/kite-composite.jpg"
"$matting" composite --image "$samples/marigold.jpg" \
  --scribbles "$samples/marigold-scribbles.png" --band 1% \
  --color f4efe6 --shadow 14,22,18,0.45 --out "$work"
convert "$work/marigold-composite.png" -resize 640x -quality 85 "$gallery/marigold-composite.jpg"

# A drawn scene has a foreground that is known: what a perfect estimate would be.
"$matting" compose --recipe gca --family hair --count 3 --seed 3 --size 512 --out "$work/scene"
for colours in naive estimated; do
  "$matting" composite --image "$work/scene/00002-merged.png" --alpha "$work/scene/00002-alpha.png" \
    --color ffffff --foreground "$colours" --out "$work/$colours"
done
convert "$work/scene/00002-foreground.png" "$work/scene/00002-alpha.png" -alpha off \
  -compose CopyOpacity -composite -compose over \
  -background white -flatten "$work/truth.png"
detail=(-crop 200x200+0+130 +repage -filter point -resize 200%)
convert \
  \( "$work/scene/00002-merged.png" "${detail[@]}" \) \
  \( "$work/naive/00002-merged-composite.png" "${detail[@]}" \) \
  \( "$work/estimated/00002-merged-composite.png" "${detail[@]}" \) \
  \( "$work/truth.png" "${detail[@]}" \) \
  -background white -splice 8x0 +append -quality 88 "$gallery/halo-hair.jpg"

# The same on a photograph, where nobody knows the truth.
for colours in naive estimated; do
  "$matting" composite --image "$samples/sunflower.jpg" --mask "$samples/sunflower-mask.png" \
    --color ffffff --foreground "$colours" --out "$work/$colours"
done
detail=(-crop 260x220+210+40 +repage -resize 200%)
convert \
  \( "$samples/sunflower.jpg" "${detail[@]}" \) \
  \( "$work/naive/sunflower-composite.png" "${detail[@]}" \) \
  \( "$work/estimated/sunflower-composite.png" "${detail[@]}" \) \
  -background white -splice 8x0 +append -quality 88 "$gallery/halo-sunflower.jpg"

# The strip on the front page.
"$matting" predict --image "$samples/dandelion.jpg" --trimap "$samples/dandelion-trimap.png" \
  --out "$work"
convert "$work/dandelion-cutout.png" -background '#1c1d24' -flatten "$work/dark.png"
convert "$samples/dandelion.jpg" "$samples/dandelion-trimap.png" "$work/dandelion-alpha.png" \
  "$work/dark.png" -resize 400x -depth 8 +append -strip src/site/resources/images/dandelion.png
