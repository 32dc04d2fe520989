package org.xipline.convert.item;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.xipline.convert.item.Content.NamedSize;

/**
 * Measures the leaf parts of a message, decoded, in one pass and fixed memory. A message inside is
 * an attachment, as large as its own leaf parts together.
 */
final class LeafSizes {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NAME = 255;
  private static final String UNNAMED = "(unnamed part)";

  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxContentLen(-1)
          .setMaxHeaderCount(-1)
          .setMaxHeaderLen(16 * 1024 * 1024)
          .build();

  /** A message inside another: what to call it, and the bytes counted before it. */
  private record Enclosed(String name, long before) {}

  private final MimeTokenStream tokens = new MimeTokenStream(CONFIG);
  private final Deque<Enclosed> enclosed = new ArrayDeque<>();
  private Optional<String> disposition = Optional.empty();
  private Optional<String> contentType = Optional.empty();
  private String transferEncoding = "";
  private boolean binaryAttachment;
  private Optional<NamedSize> largestAttachment = Optional.empty();
  private long total;
  private int depth;

  private LeafSizes() {}

  /**
   * Measures a message.
   *
   * @throws UnreadableDocumentException if its structure is beyond reading
   * @throws IOException if the stream fails
   */
  static LeafSizes measure(InputStream in) throws IOException, UnreadableDocumentException {
    var sizes = new LeafSizes();
    try {
      sizes.walk(in);
      return sizes;
    } catch (MimeException | MimeIOException e) {
      throw new UnreadableDocumentException("no readable MIME structure: " + e.getMessage());
    }
  }

  /** Of all leaf parts together. */
  long total() {
    return total;
  }

  Optional<NamedSize> largestAttachment() {
    return largestAttachment;
  }

  /** Whether an attachment is sent as binary, with bytes that line ends in mail would change. */
  boolean hasBinaryAttachment() {
    return binaryAttachment;
  }

  private void walk(InputStream in) throws IOException, MimeException, UnreadableDocumentException {
    tokens.parse(in);
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      step(state);
    }
  }

  private void step(EntityState state) throws IOException, UnreadableDocumentException {
    switch (state) {
      case T_START_MESSAGE -> enclose();
      case T_END_MESSAGE -> leave();
      case T_START_MULTIPART -> descend();
      case T_END_MULTIPART -> depth--;
      case T_START_HEADER -> forgetFields();
      case T_FIELD -> note(tokens.getField());
      case T_BODY -> measureLeaf();
      case T_START_BODYPART,
          T_END_BODYPART,
          T_END_HEADER,
          T_PREAMBLE,
          T_EPILOGUE,
          T_RAW_ENTITY,
          T_END_OF_STREAM -> {}
    }
  }

  private void enclose() throws UnreadableDocumentException {
    descend();
    enclosed.push(new Enclosed(name().orElse(UNNAMED), total));
  }

  private void leave() {
    depth--;
    Enclosed message = enclosed.pop();
    if (!enclosed.isEmpty()) {
      attachment(new NamedSize(message.name(), total - message.before()));
    }
  }

  private void descend() throws UnreadableDocumentException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnreadableDocumentException("parts are nested deeper than " + MAX_DEPTH);
    }
  }

  private void forgetFields() {
    disposition = Optional.empty();
    contentType = Optional.empty();
    transferEncoding = "";
  }

  private void note(Field field) {
    switch (field.getName().toLowerCase(Locale.ROOT)) {
      case "content-disposition" -> disposition = Optional.of(field.getBody());
      case "content-type" -> contentType = Optional.of(field.getBody());
      case "content-transfer-encoding" -> transferEncoding = token(field.getBody());
      default -> {}
    }
  }

  private void measureLeaf() throws IOException {
    var lineEnds = new LineEnds(decoded(tokens.getInputStream()));
    long bytes = lineEnds.transferTo(OutputStream.nullOutputStream());
    total += bytes;
    if (isAttachment()) {
      binaryAttachment |= transferEncoding.equals("binary") && lineEnds.anyBare();
      attachment(new NamedSize(name().orElse(UNNAMED), bytes));
    }
  }

  private InputStream decoded(InputStream in) {
    return switch (transferEncoding) {
      case "base64" -> new Base64InputStream(in, DecodeMonitor.SILENT);
      case "quoted-printable" -> new QuotedPrintableInputStream(in, DecodeMonitor.SILENT);
      default -> in;
    };
  }

  /** The first word of a value, in lower case: some programs write {@code base64;}. */
  private static String token(String value) {
    String text = Comments.without(value).strip();
    int semicolon = text.indexOf(';');
    return (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  private void attachment(NamedSize size) {
    largestAttachment =
        Stream.concat(largestAttachment.stream(), Stream.of(size))
            .reduce((one, other) -> other.bytes() > one.bytes() ? other : one);
  }

  /** What is not body text: a name, a disposition or another type tells. */
  private boolean isAttachment() {
    boolean text = contentType.map(type -> isOfKind(type, "text/")).orElse(true);
    return !text
        || name().isPresent()
        || disposition.filter(value -> isOfKind(value, "attachment")).isPresent();
  }

  private static boolean isOfKind(String value, String kind) {
    return value.strip().toLowerCase(Locale.ROOT).startsWith(kind);
  }

  private Optional<String> name() {
    return disposition
        .flatMap(value ->
            parameter(value, "filename", v -> new ContentDisposition(v).getParameterList()))
        .or(() ->
            contentType.flatMap(
                value -> parameter(value, "name", v -> new ContentType(v).getParameterList())))
        .map(name -> name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME));
  }

  @FunctionalInterface
  private interface FieldParser {
    ParameterList parse(String value) throws ParseException;
  }

  private static Optional<String> parameter(String value, String name, FieldParser parser) {
    try {
      return Optional.ofNullable(parser.parse(MimeUtility.unfold(value)))
          .map(parameters -> parameters.get(name))
          .map(LeafSizes::decoded);
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    try {
      return MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException _) {
      return text;
    }
  }
}
