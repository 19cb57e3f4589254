/** Where trimaps come from: an alpha matte or a mask. */
package dev.deepmatting.trimap;
