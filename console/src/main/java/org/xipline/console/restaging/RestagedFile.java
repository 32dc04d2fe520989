package org.xipline.console.restaging;

import org.xipline.schemas.record.Arrival;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive file whose payloads are to be staged again, as a staged selection has it: a line of
 * JSON with these names, which are those of an {@link Arrival}.
 */
record RestagedFile(
    String connector,
    String archiveId,
    String arrivalId,
    String location,
    String fileName,
    long sizeBytes,
    String snapshotId) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static RestagedFile of(Arrival arrival) {
    return new RestagedFile(
        arrival.getConnector(),
        arrival.getArchiveId(),
        arrival.getArrivalId(),
        arrival.getLocation(),
        arrival.getFileName(),
        arrival.getSizeBytes(),
        arrival.getSnapshotId());
  }

  static RestagedFile ofLine(String line) {
    return JSON.readValue(line, RestagedFile.class);
  }

  /** As a line, without its end. */
  String line() {
    return JSON.writeValueAsString(this);
  }

  /** As ingest takes it; the restaging and the time are not set. */
  Arrival.Builder arrival() {
    return Arrival.newBuilder()
        .setConnector(connector)
        .setArchiveId(archiveId)
        .setArrivalId(arrivalId)
        .setLocation(location)
        .setFileName(fileName)
        .setSizeBytes(sizeBytes)
        .setSnapshotId(snapshotId);
  }
}
