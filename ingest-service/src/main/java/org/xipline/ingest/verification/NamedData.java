package org.xipline.ingest.verification;

import org.xipline.ingest.xar.XarData;

/**
 * Content in the heap.
 *
 * @param owner whose it is, for messages
 */
record NamedData(String owner, XarData data) {}
