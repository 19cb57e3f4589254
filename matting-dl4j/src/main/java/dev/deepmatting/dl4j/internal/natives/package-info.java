/** Where native libraries are unpacked before they load. */
package dev.deepmatting.dl4j.internal.natives;
