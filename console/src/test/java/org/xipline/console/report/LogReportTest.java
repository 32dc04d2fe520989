package org.xipline.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.console.ledger.Decision;
import org.xipline.console.ledger.DecisionMark;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.ItemDescription;
import org.xipline.console.ledger.LoggedPair;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.ledger.Receipt;
import org.xipline.console.ledger.UnclaimedFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogReportTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");
  private static final Decision REPLAYED =
      new Decision(Decision.Kind.REPLAYED, "dora", "+1, as asked", AT);
  private static final LogLine DELIVERED = line("=cmd|' /C calc'!A0", "two\nlines, \"quoted\"");
  private static final LogLine UNCLAIMED =
      LogLine.of(Optional.empty(), new UnclaimedFile(Facts.ARCHIVE, "README.txt", 5));

  @Test
  void shouldWriteCsvThatReadsBackAndRunsNoFormula() throws Exception {
    // When
    String csv = print(LogExportFormat.CSV);

    // Then
    assertThat(csv).startsWith("sent,accepted,settled,connector,archiveId,entry,").endsWith("\r\n");
    try (var parser =
        CSVParser.parse(
            csv, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      var records = parser.getRecords();
      CSVRecord delivered = records.getFirst();
      assertThat(delivered.get("itemId")).isEqualTo("'=cmd|' /C calc'!A0");
      assertThat(delivered.get("detail")).isEqualTo("two\nlines, \"quoted\"");
      assertThat(delivered.get("outcome")).isEqualTo("delivered");
      assertThat(delivered.get("settled")).isEqualTo("2026-11-20T09:15:00Z");
      assertThat(delivered.get("uid")).isEqualTo("7");
      assertThat(delivered.get("decision")).isEqualTo("replayed");
      assertThat(delivered.get("decidedBy")).isEqualTo("dora");
      assertThat(delivered.get("decidedWhy")).isEqualTo("'+1, as asked");
      assertThat(delivered.get("decidedAt")).isEqualTo("2026-11-20T09:15:00Z");
      assertThat(delivered.get("reason")).isEmpty();
      assertThat(records.get(1).get("outcome")).isEqualTo("unclaimed");
      assertThat(records).hasSize(2);
    }
  }

  @Test
  void shouldWriteOneJsonObjectALineWithTheTextsAsTheyAre() throws Exception {
    // When
    var lines = print(LogExportFormat.NDJSON).lines().toList();

    // Then
    JsonNode delivered = JsonMapper.builder().build().readTree(lines.getFirst());
    assertThat(lines).hasSize(2);
    assertThat(delivered.get("itemId").asString()).isEqualTo("=cmd|' /C calc'!A0");
    assertThat(delivered.get("attempts").asInt()).isEqualTo(2);
    assertThat(delivered.get("reason").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"})
  void shouldDisarmFormulas(String text) {
    assertThat(CsvCell.safe(text)).isEqualTo("'" + text);
    assertThat(CsvCell.safe("a" + text)).isEqualTo("a" + text);
  }

  @Test
  void shouldFailRatherThanEndEarly() {
    var broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("disk full");
              }
            });

    assertThatThrownBy(() ->
            LogReport.print(broken, LogExportFormat.CSV, visitor -> visitor.accept(DELIVERED)))
        .isInstanceOf(IOException.class)
        .hasMessage("the log could not be written completely");
  }

  private static String print(LogExportFormat format) throws IOException {
    var out = new ByteArrayOutputStream();
    LogReport.print(
        new PrintStream(out, false, UTF_8),
        format,
        visitor -> {
          visitor.accept(DELIVERED);
          visitor.accept(UNCLAIMED);
        });
    return out.toString(UTF_8);
  }

  private static LogLine line(String itemId, String detail) {
    var state =
        new PairState(
            0,
            PairStatus.DELIVERED,
            itemId,
            "bob@contoso.example",
            "",
            detail,
            9,
            AT,
            new Receipt("ab", 2, 3, 7),
            -1,
            new DecisionMark(5, ""),
            Optional.empty());
    var item = new ItemDescription(Optional.of(AT), 9, "cd", "<m@xipline>", 10, "ef");
    return LogLine.of(
        Optional.empty(),
        new LoggedPair(
            Facts.ARCHIVE, "a.json", "bob@contoso.example", state, Optional.of(REPLAYED), item));
  }
}
