package org.xipline.ingest.drop;

/**
 * A file in a drop, as it was when it was listed.
 *
 * @param name within the drop
 * @param version another whenever the file may hold other bytes, also if it was taken away and put
 *     back
 */
public record DropFile(String name, long sizeBytes, String version) {}
