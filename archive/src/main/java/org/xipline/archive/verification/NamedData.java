package org.xipline.archive.verification;

import org.xipline.archive.xar.XarData;

/**
 * Content in the heap.
 *
 * @param owner whose it is, for messages
 */
record NamedData(String owner, XarData data) {}
