/** Image formats that the API itself does not support, decoded and encoded by OpenCV. */
package dev.deepmatting.dl4j.internal.image;
