package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.xipline.console.lag.GroupLag;
import org.xipline.console.lag.PartitionLag;
import tools.jackson.core.JsonGenerator;

/** How far groups are behind. */
public final class LagReport {
  private static final int GROUP_COLUMNS = 20;

  /** A partition; component names are the JSON's. */
  private record PartitionLine(
      String group,
      String topic,
      int partition,
      long committed,
      long end,
      long lag,
      double seconds) {

    static PartitionLine of(PartitionLag lag) {
      return new PartitionLine(
          lag.group(),
          lag.topic(),
          lag.partition(),
          lag.committed(),
          lag.end(),
          lag.records(),
          AccountsSection.seconds(lag.time()));
    }
  }

  /** A group; component names are the JSON's. */
  private record GroupLine(String group, long lag, double seconds) {

    static GroupLine of(GroupLag lag) {
      return new GroupLine(lag.group(), lag.records(), AccountsSection.seconds(lag.time()));
    }
  }

  private LagReport() {}

  /** As one JSON document. */
  public static void printJson(PrintStream out, List<PartitionLag> partitions) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          writeGroups(json, GroupLag.of(partitions));
          json.writeName("partitions");
          json.writePOJO(partitions.stream().map(PartitionLine::of).toList());
          json.writeEndObject();
        });
  }

  /** For people. */
  public static void printText(PrintStream out, List<PartitionLag> partitions) {
    String group = groupColumn(partitions.stream().map(PartitionLag::group));
    out.printf(
        group + " %-22s %9s %12s %12s %10s %s%n",
        "GROUP",
        "TOPIC",
        "PARTITION",
        "COMMITTED",
        "END",
        "LAG",
        "BEHIND");
    for (PartitionLine line : partitions.stream().map(PartitionLine::of).toList()) {
      out.printf(
          group + " %-22s %9d %12d %12d %10d %.1f s%n",
          line.group(),
          line.topic(),
          line.partition(),
          line.committed(),
          line.end(),
          line.lag(),
          line.seconds());
    }
    out.flush();
  }

  static void writeGroups(JsonGenerator json, List<GroupLag> groups) {
    json.writeName("groups");
    json.writePOJO(groups.stream().map(GroupLine::of).toList());
  }

  static void printGroups(PrintStream out, List<GroupLag> groups) {
    String group = groupColumn(groups.stream().map(GroupLag::group));
    for (GroupLine line : groups.stream().map(GroupLine::of).toList()) {
      out.printf(
          "  " + group + " %,d records, %.1f s behind%n", line.group(), line.lag(), line.seconds());
    }
  }

  /** As wide as the longest: that of a mailbox server has its location in its name. */
  private static String groupColumn(Stream<String> groups) {
    return "%-" + groups.mapToInt(String::length).reduce(GROUP_COLUMNS, Math::max) + "s";
  }
}
