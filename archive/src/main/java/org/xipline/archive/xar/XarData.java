package org.xipline.archive.xar;

import java.util.Optional;

/**
 * The content of one file.
 *
 * @param range where it is
 * @param sizeBytes its length when decoded
 * @param archivedChecksum of the bytes in the heap
 * @param extractedChecksum of the decoded bytes
 */
public record XarData(
    HeapRange range,
    long sizeBytes,
    XarEncoding encoding,
    Optional<Checksum> archivedChecksum,
    Optional<Checksum> extractedChecksum) {}
