/** Image formats that the API's own readers do not know, decoded by OpenCV. */
package dev.deepmatting.dl4j.image;
