package org.xipline.console.deadletter;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record that no service can read, as a staged selection has it: a line of JSON with this name.
 *
 * @param record id of its dead letter
 */
public record SelectedRecord(String record) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "record";

  /** The record of a line; empty where the line is about a pair. */
  public static Optional<SelectedRecord> ofLine(String line) {
    JsonNode name = JSON.readTree(line).get(NAME);
    return name == null ? Optional.empty() : Optional.of(new SelectedRecord(name.asString()));
  }

  /** As a line, without its end. */
  public String line() {
    return JSON.writeValueAsString(this);
  }
}
