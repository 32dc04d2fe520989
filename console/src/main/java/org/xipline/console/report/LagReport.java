package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xipline.console.lag.GroupLag;
import org.xipline.console.lag.LagReading;
import org.xipline.console.lag.OpenTransactions;
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
      @Nullable Long committed,
      long begin,
      long end,
      long lag,
      double seconds) {

    static PartitionLine of(PartitionLag lag) {
      return new PartitionLine(
          lag.group(),
          lag.topic(),
          lag.partition(),
          lag.committed().isPresent() ? lag.committed().getAsLong() : null,
          lag.begin(),
          lag.end(),
          lag.records(),
          AccountsSection.seconds(lag.time()));
    }
  }

  /** A group; component names are the JSON's. */
  private record GroupLine(String group, int members, long lag, double seconds) {

    static GroupLine of(GroupLag lag) {
      return new GroupLine(
          lag.group(), lag.members(), lag.records(), AccountsSection.seconds(lag.time()));
    }
  }

  /** What open transactions hold back; component names are the JSON's. */
  private record TransactionLine(String topic, int partition, long records, double seconds) {

    static TransactionLine of(OpenTransactions open) {
      return new TransactionLine(
          open.topic(), open.partition(), open.records(), AccountsSection.seconds(open.time()));
    }
  }

  private LagReport() {}

  /** As one JSON document. */
  public static void printJson(PrintStream out, LagReading reading) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          writeGroups(json, GroupLag.of(reading));
          json.writeName("partitions");
          json.writePOJO(reading.partitions().stream().map(PartitionLine::of).toList());
          json.writeName("openTransactions");
          json.writePOJO(open(reading));
          json.writeEndObject();
        });
  }

  /** For people. */
  public static void printText(PrintStream out, LagReading reading) {
    List<PartitionLag> partitions = reading.partitions();
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
          group + " %-22s %9d %12s %12d %10d %.1f s%n",
          line.group(),
          line.topic(),
          line.partition(),
          line.committed() == null ? "-" : line.committed(),
          line.end(),
          line.lag(),
          line.seconds());
    }
    for (TransactionLine line : open(reading)) {
      out.printf(
          "open transaction: %s, partition %d: %,d records are held back, for %.1f s%n",
          line.topic(), line.partition(), line.records(), line.seconds());
    }
    GroupLag.of(reading).stream()
        .filter(it -> it.members() == 0 && it.records() > 0)
        .forEach(it -> out.printf("no member: %s%n", it.group()));
    out.flush();
  }

  private static List<TransactionLine> open(LagReading reading) {
    return reading.transactions().stream()
        .filter(it -> it.records() > 0)
        .map(TransactionLine::of)
        .toList();
  }

  static void writeGroups(JsonGenerator json, List<GroupLag> groups) {
    json.writeName("groups");
    json.writePOJO(groups.stream().map(GroupLine::of).toList());
  }

  static void printGroups(PrintStream out, List<GroupLag> groups) {
    String group = groupColumn(groups.stream().map(GroupLag::group));
    for (GroupLine line : groups.stream().map(GroupLine::of).toList()) {
      out.printf(
          "  " + group + " %,d records, %.1f s behind, %d members%n",
          line.group(),
          line.lag(),
          line.seconds(),
          line.members());
    }
  }

  /** As wide as the longest: that of a mailbox server has its location in its name. */
  private static String groupColumn(Stream<String> groups) {
    return "%-" + groups.mapToInt(String::length).reduce(GROUP_COLUMNS, Math::max) + "s";
  }
}
