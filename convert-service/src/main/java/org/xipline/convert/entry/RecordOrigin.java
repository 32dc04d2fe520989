package org.xipline.convert.entry;

/** Where a record was read. */
public record RecordOrigin(String topic, int partition, long offset) {}
