package org.xipline.convert.mime.original;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An RFC 5322 message on its way through: its header is held in memory, bounded; its body is not.
 * What {@link #writeTo} writes is the message, except that line ends are CRLF and the fields that
 * may name hidden participants are left out; a DKIM signature still verifies.
 */
public final class OriginalMessage {
  /** 100,000 recipients fit. */
  static final int MAX_HEADER_BYTES = 16 * 1024 * 1024;

  private static final Set<String> HIDDEN = Set.of("bcc", "resent-bcc", "email");
  private static final String RESERVED = "x-xip-";
  private static final byte[] CRLF = {'\r', '\n'};

  private final List<RawField> fields;
  private final InputStream body;

  private OriginalMessage(List<RawField> fields, InputStream body) {
    this.fields = fields;
    this.body = body;
  }

  /**
   * Reads the header; the body stays in the stream.
   *
   * @throws HeaderTooLargeException if it exceeds the bound
   */
  public static OriginalMessage read(InputStream in) throws IOException {
    var pushback = new PushbackInputStream(in, 1);
    List<RawField> fields = new ArrayList<>();
    var lines = new HeaderLines(pushback, MAX_HEADER_BYTES);
    for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
      append(fields, line.get());
    }
    return new OriginalMessage(List.copyOf(fields), pushback);
  }

  private static void append(List<RawField> fields, byte[] line) {
    boolean folded = line[0] == ' ' || line[0] == '\t';
    if (folded && !fields.isEmpty()) {
      fields.getLast().fold(line);
    } else {
      fields.add(new RawField(line));
    }
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

  /**
   * Writes it out, once: the body comes from the stream that it was read from.
   *
   * @return whether a mailbox can hold what was written: header fields only in the header, all in
   *     ASCII, none of them reserved for xipline; no NUL; no line over 998 octets
   */
  public boolean writeTo(OutputStream out) throws IOException {
    var checked = new LineCheck(out);
    for (RawField field : fields) {
      if (!isHidden(field)) {
        write(field, checked);
      }
    }
    checked.write(CRLF);
    CrlfCopy.copy(body, checked);
    checked.flush();
    return checked.passed() && fields.stream().allMatch(OriginalMessage::isHoldable);
  }

  private static void write(RawField field, OutputStream out) throws IOException {
    for (byte[] line : field.lines()) {
      out.write(line);
      out.write(CRLF);
    }
  }

  private static boolean isHoldable(RawField field) {
    return isHidden(field)
        || !field.name().isEmpty() && !field.isEightBit() && !isReserved(field.name());
  }

  private static boolean isReserved(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(RESERVED);
  }

  private static boolean isHidden(RawField field) {
    return HIDDEN.contains(field.name().toLowerCase(Locale.ROOT));
  }
}
