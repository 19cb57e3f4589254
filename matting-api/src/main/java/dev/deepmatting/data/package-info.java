/**
 * What a network is trained on: foregrounds composed onto backgrounds, with the matte known
 * exactly.
 */
package dev.deepmatting.data;
