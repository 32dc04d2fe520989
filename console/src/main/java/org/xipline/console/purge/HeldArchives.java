package org.xipline.console.purge;

import org.xipline.schemas.record.LegalHold;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a legal hold is on, as a staged selection has it: a line of JSON with these names.
 *
 * @param archiveId empty for all archives of the connector, those to come too
 */
public record HeldArchives(String connector, String archiveId) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static HeldArchives of(LegalHold hold) {
    return new HeldArchives(hold.getConnector(), hold.getArchiveId());
  }

  static HeldArchives ofLine(String line) {
    return JSON.readValue(line, HeldArchives.class);
  }

  /** As a line, without its end. */
  String line() {
    return JSON.writeValueAsString(this);
  }

  /** In {@code xip.holds}. */
  String recordKey() {
    return archiveId.isEmpty() ? connector : connector + "/" + archiveId;
  }

  /** In words. */
  @Override
  public String toString() {
    return archiveId.isEmpty()
        ? "all archives of " + connector
        : "archive %s of %s".formatted(archiveId, connector);
  }
}
