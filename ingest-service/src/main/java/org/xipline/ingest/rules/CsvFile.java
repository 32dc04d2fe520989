package org.xipline.ingest.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file of an operator: RFC 4180, UTF-8 with or without byte order mark, first line a header,
 * columns in any order. A column that a short row leaves out is empty.
 *
 * @param path also names the file in problems
 * @param header the columns that there must be, and no others
 */
record CsvFile(Path path, List<String> header) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setTrim(true).setIgnoreEmptyLines(true).get();
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Hears of each row below the header. */
  @FunctionalInterface
  interface RowReader {
    void read(Row row);
  }

  /**
   * One row.
   *
   * @param line on which it ends, from 1
   * @param values in the order of the header that was asked for
   */
  record Row(long line, List<String> values) {}

  /** Reads all rows; what is wrong with the file itself goes to {@code problems}. */
  void read(RowReader rows, RulesProblems problems) {
    try (BufferedReader reader = openStrictly();
        CSVParser parser = FORMAT.parse(reader)) {
      readRecords(parser, rows, problems);
    } catch (NoSuchFileException _) {
      problems.add(name(), "there is no such file");
    } catch (CharacterCodingException _) {
      problems.add(name(), lineOutsideUtf8(), "is not UTF-8");
    } catch (IOException e) {
      problems.add(name(), "cannot be read: " + e.getMessage());
    }
  }

  String name() {
    return path.toString();
  }

  private void readRecords(CSVParser parser, RowReader rows, RulesProblems problems)
      throws IOException {
    try {
      readHeaderAndRows(parser, rows, problems);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void readHeaderAndRows(CSVParser parser, RowReader rows, RulesProblems problems) {
    var records = parser.iterator();
    if (!records.hasNext()) {
      problems.add(name(), 1, "is empty; it must begin with the header " + expected());
      return;
    }
    List<String> columns = records.next().toList();
    if (!isExpected(columns)) {
      problems.add(
          name(), 1, "the header must be " + expected() + ", not " + String.join(",", columns));
      return;
    }
    long lastLine = parser.getCurrentLineNumber();
    try {
      while (records.hasNext()) {
        CSVRecord row = records.next();
        lastLine = parser.getCurrentLineNumber();
        readRow(row, lastLine, columns, rows, problems);
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CSVException)) {
        throw e;
      }
      problems.add(
          name(), lastLine + 1, "a quoted value is not closed, or text follows its closing quote");
    }
  }

  private void readRow(
      CSVRecord row, long line, List<String> columns, RowReader rows, RulesProblems problems) {
    if (row.size() > columns.size()) {
      problems.add(
          name(),
          line,
          "has " + row.size() + " values for the columns " + String.join(",", columns));
      return;
    }
    rows.read(
        new Row(line, header.stream().map(name -> valueAt(row, columns.indexOf(name))).toList()));
  }

  private static String valueAt(CSVRecord row, int column) {
    return column < row.size() ? row.get(column) : "";
  }

  private boolean isExpected(List<String> columns) {
    return columns.size() == header.size() && columns.containsAll(header);
  }

  private String expected() {
    return String.join(",", header);
  }

  /** From 1; 0 where it cannot be found again. */
  private long lineOutsideUtf8() {
    try (Stream<String> lines = Files.lines(path, ISO_8859_1)) {
      return 1 + lines.takeWhile(CsvFile::isUtf8).count();
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }

  /** Of a line whose octets are its characters. */
  private static boolean isUtf8(String line) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(line.getBytes(ISO_8859_1)));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private BufferedReader openStrictly() throws IOException {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path), decoder));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }
}
