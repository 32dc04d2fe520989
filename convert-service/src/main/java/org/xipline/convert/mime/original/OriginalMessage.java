package org.xipline.convert.mime.original;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An RFC 5322 message on its way through: its header is held in memory, bounded; its body is not.
 *
 * <p>A byte order mark and an mbox {@code From } line before the header are no part of it. Fields
 * that may name hidden participants, and those for which a mail program would send receipts, are
 * left out wherever it is written.
 */
public final class OriginalMessage {
  /** 100,000 recipients fit. */
  static final int MAX_HEADER_BYTES = 16 * 1024 * 1024;

  private static final Set<String> HIDDEN = Set.of("bcc", "resent-bcc", "email");
  private static final Set<String> RECEIPTS =
      Set.of("disposition-notification-to", "return-receipt-to", "x-confirm-reading-to");

  /** What xipline writes itself where it says nothing. */
  private static final Set<String> REPLACED_IF_EMPTY = Set.of("message-id", "date");

  private static final String RESERVED = "x-xip-";
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] MBOX_FROM = "From ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MBOX_QUOTED_FROM = ">From ".getBytes(StandardCharsets.US_ASCII);

  private final List<RawField> fields;
  private final HeaderLine end;
  private final InputStream body;

  private OriginalMessage(List<RawField> fields, HeaderLine end, InputStream body) {
    this.fields = fields;
    this.end = end;
    this.body = body;
  }

  /**
   * Reads the header; the body stays in the stream.
   *
   * @throws HeaderTooLargeException if it exceeds the bound
   */
  public static OriginalMessage read(InputStream in) throws IOException {
    var pushback = new PushbackInputStream(in, HeaderLines.PUSHBACK_BYTES);
    var lines = new HeaderLines(pushback, MAX_HEADER_BYTES);
    HeaderLine line = first(lines);
    List<List<HeaderLine>> fields = new ArrayList<>();
    for (; !line.isEmpty(); line = lines.next()) {
      if (fields.isEmpty() || !line.isFolded()) {
        fields.add(new ArrayList<>());
      }
      fields.getLast().add(line);
    }
    return new OriginalMessage(fieldsOf(fields), line, pushback);
  }

  /** The first line that is part of the message. */
  private static HeaderLine first(HeaderLines lines) throws IOException {
    lines.skipByteOrderMark();
    HeaderLine line = lines.next();
    while (begins(line, MBOX_FROM) || begins(line, MBOX_QUOTED_FROM)) {
      lines.skipByteOrderMark();
      line = lines.next();
    }
    return line;
  }

  private static boolean begins(HeaderLine line, byte[] with) {
    byte[] content = line.content();
    return content.length >= with.length
        && Arrays.equals(content, 0, with.length, with, 0, with.length);
  }

  private static List<RawField> fieldsOf(List<List<HeaderLine>> fields) {
    Charset charset =
        fields.stream()
            .map(lines -> new RawField(lines, RawText.WINDOWS_1252))
            .filter(field -> field.isNamed("Content-Type"))
            .findFirst()
            .map(field -> RawText.namedBy(field.value()))
            .orElse(RawText.WINDOWS_1252);
    return fields.stream().map(lines -> new RawField(lines, charset)).toList();
  }

  /** The fields in their order, hidden ones too; a line that is none has an empty name. */
  public List<RawField> fields() {
    return fields;
  }

  /** The fields of this name, in their order. */
  public List<RawField> fields(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).toList();
  }

  /** The first field of this name. */
  public Optional<RawField> field(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).findFirst();
  }

  /** Those fields of this name that say anything. */
  public List<RawField> saying(String name) {
    return fields(name).stream().filter(field -> !field.value().isEmpty()).toList();
  }

  /**
   * The message byte for byte, but for the fields that are left out; once: the body comes from the
   * stream that it was read from.
   */
  public InputStream unaltered() {
    return headerAndThen(body);
  }

  /**
   * The same to be parsed: where some program has doubled the CR of every line end, they are single
   * again.
   */
  public InputStream parseable() {
    boolean doubled = !fields.isEmpty() && fields.getFirst().lines().getFirst().hasDoubledReturn();
    return doubled ? new SingleReturns(headerAndThen(body)) : headerAndThen(body);
  }

  /** Without the fields that are left out, and the lines that some program broke off them. */
  private List<RawField> kept() {
    List<RawField> kept = new ArrayList<>();
    boolean leftOut = false;
    for (RawField field : fields) {
      leftOut = field.name().isEmpty() ? leftOut : isLeftOut(field);
      if (!leftOut) {
        kept.add(field);
      }
    }
    return kept;
  }

  private InputStream headerAndThen(InputStream rest) {
    var header = new ByteArrayOutputStream();
    kept().forEach(field -> field.lines().forEach(line -> write(line, header)));
    write(end, header);
    return new SequenceInputStream(new ByteArrayInputStream(header.toByteArray()), rest);
  }

  private static void write(HeaderLine line, ByteArrayOutputStream out) {
    out.writeBytes(line.content());
    out.writeBytes(line.end());
  }

  /**
   * Writes it out with CRLF line ends, and without a Message-ID or Date field that says nothing; a
   * DKIM signature still verifies. Once: the body comes from the stream that it was read from.
   *
   * @return whether a mailbox can hold what was written: header fields only in the header, all in
   *     ASCII, none of them reserved for xipline; no NUL; no line over 998 octets
   */
  public boolean writeTo(OutputStream out) throws IOException {
    var checked = new LineCheck(out);
    List<RawField> kept = kept();
    for (RawField field : kept) {
      if (!isReplaced(field)) {
        write(field, checked);
      }
    }
    checked.write(CRLF);
    CrlfCopy.copy(body, checked);
    checked.flush();
    return checked.passed() && kept.stream().allMatch(OriginalMessage::isHoldable);
  }

  private static void write(RawField field, OutputStream out) throws IOException {
    for (HeaderLine line : field.lines()) {
      out.write(line.content());
      out.write(CRLF);
    }
  }

  private static boolean isHoldable(RawField field) {
    return !field.name().isEmpty() && !field.isEightBit() && !isReserved(field.name());
  }

  private static boolean isReserved(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(RESERVED);
  }

  private static boolean isLeftOut(RawField field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return HIDDEN.contains(name) || RECEIPTS.contains(name);
  }

  private static boolean isReplaced(RawField field) {
    return REPLACED_IF_EMPTY.contains(field.name().toLowerCase(Locale.ROOT))
        && field.value().isEmpty();
  }
}
