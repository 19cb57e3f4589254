/** Image formats that the API does not know itself, decoded and encoded by OpenCV. */
package dev.deepmatting.dl4j.internal.image;
