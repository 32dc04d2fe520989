package org.xipline.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the log, line by line as it comes: memory does not grow with it. */
public final class LogReport {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final List<String> COLUMNS =
      Arrays.stream(LogLine.class.getRecordComponents()).map(RecordComponent::getName).toList();

  /** Gives the lines, one at a time; may be asked once. */
  @FunctionalInterface
  public interface Lines {
    void forEach(Consumer<LogEntry> visitor);
  }

  @FunctionalInterface
  private interface LineWriter {
    void write(LogEntry line) throws IOException;
  }

  private LogReport() {}

  /**
   * Writes it all.
   *
   * @throws IOException if it cannot be written whole
   */
  public static void print(PrintStream out, LogExportFormat format, Lines lines)
      throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    switch (format) {
      case CSV -> printCsv(writer, lines);
      case NDJSON -> printNdjson(writer, lines);
    }
    writer.flush();
    if (out.checkError()) {
      throw new IOException("the log could not be written completely");
    }
  }

  private static void printCsv(Writer writer, Lines lines) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader(COLUMNS.toArray(String[]::new)).get();
    var csv = new CSVPrinter(writer, format);
    forEach(lines, line -> csv.printRecord(cells(line.asRow())));
  }

  private static void printNdjson(Writer writer, Lines lines) throws IOException {
    forEach(
        lines,
        line -> {
          writer.write(MAPPER.writeValueAsString(line));
          writer.write('\n');
        });
  }

  private static void forEach(Lines lines, LineWriter writer) throws IOException {
    try {
      lines.forEach(line -> {
        try {
          writer.write(line);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw requireNonNull(e.getCause());
    }
  }

  private static List<String> cells(LogLine line) {
    JsonNode values = MAPPER.valueToTree(line);
    var cells = new ArrayList<String>();
    for (String column : COLUMNS) {
      JsonNode value = values.get(column);
      cells.add(value.isNull() ? "" : CsvCell.safe(value.asString()));
    }
    return cells;
  }
}
