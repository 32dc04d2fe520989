package org.xipline.console.lag;

/**
 * The offsets of a partition.
 *
 * @param begin of the first record that there is
 * @param stable the last stable offset: readers of committed records see nothing from it on
 * @param end the high watermark
 */
record Extent(long begin, long stable, long end) {}
