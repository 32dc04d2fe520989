package org.xipline.runtime.endpoint;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.health.HealthCheck;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a process and its parts are.
 *
 * @param state the worst of them
 * @param parts by name
 */
record HealthReport(State state, Map<String, Health> parts) {
  private static final String PROCESS = "process";
  private static final JsonMapper JSON = new JsonMapper();

  static HealthReport of(ProcessState process) {
    var parts = new LinkedHashMap<String, Health>();
    parts.put(PROCESS, process.ownHealth());
    for (HealthCheck check : process.checks()) {
      parts.put(check.name(), check.health());
    }
    return new HealthReport(worst(parts), parts);
  }

  private static State worst(Map<String, Health> parts) {
    return parts.values().stream()
        .map(Health::state)
        .max(Comparator.naturalOrder())
        .orElse(State.UP);
  }

  boolean isDown() {
    return state == State.DOWN;
  }

  String toJson() {
    var document = new LinkedHashMap<String, Object>();
    document.put("state", nameOf(state));
    var described = new LinkedHashMap<String, Object>();
    parts.forEach((name, health) -> described.put(name, describe(health)));
    document.put("parts", described);
    return JSON.writeValueAsString(document);
  }

  private static Map<String, Object> describe(Health health) {
    var part = new LinkedHashMap<String, Object>();
    part.put("state", nameOf(health.state()));
    part.putAll(health.details());
    return part;
  }

  private static String nameOf(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
