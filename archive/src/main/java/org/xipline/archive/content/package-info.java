/**
 * What stands inside a XIP's Content: chunks, the cpio stream in them, its entries; and the paths
 * that are safe.
 */
@NullMarked
package org.xipline.archive.content;

import org.jspecify.annotations.NullMarked;
