package org.xipline.console.replay;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a replay needs beside its selection, as the audit trail keeps it: whoever goes on with it
 * does not ask again what is current.
 *
 * @param snapshots by connector and former snapshot: users and rules to run under
 * @param servers by connector and former server: where messages go that are sent as they are
 */
record ReplayParameters(
    ReplaySource source, Map<Former, String> snapshots, Map<Former, String> servers) {
  private static final String SOURCE = "source";
  private static final String SNAPSHOT = "snapshot ";
  private static final String SERVER = "server ";
  private static final String SEPARATOR = " ";

  /** What stood before, for one connector. */
  record Former(String connector, String value) {

    private String suffix() {
      return connector + SEPARATOR + value;
    }

    private static Former of(String suffix) {
      int end = suffix.indexOf(SEPARATOR);
      return new Former(suffix.substring(0, end), suffix.substring(end + 1));
    }
  }

  ReplayParameters {
    snapshots = Map.copyOf(snapshots);
    servers = Map.copyOf(servers);
  }

  Map<String, String> asMap() {
    var map = new LinkedHashMap<String, String>();
    map.put(SOURCE, source.code());
    snapshots.forEach((former, now) -> map.put(SNAPSHOT + former.suffix(), now));
    servers.forEach((former, now) -> map.put(SERVER + former.suffix(), now));
    return map;
  }

  static ReplayParameters of(Map<String, String> map) {
    var snapshots = new LinkedHashMap<Former, String>();
    var servers = new LinkedHashMap<Former, String>();
    map.forEach((name, value) -> {
      if (name.startsWith(SNAPSHOT)) {
        snapshots.put(Former.of(name.substring(SNAPSHOT.length())), value);
      } else if (name.startsWith(SERVER)) {
        servers.put(Former.of(name.substring(SERVER.length())), value);
      }
    });
    return new ReplayParameters(
        ReplaySource.ofCode(map.getOrDefault(SOURCE, "")), snapshots, servers);
  }
}
