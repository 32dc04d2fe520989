package org.xipline.convert.item;

import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xipline.convert.address.AddressList;
import org.xipline.convert.address.Person;
import org.xipline.convert.item.Content.DateSource;
import org.xipline.convert.mime.original.HeaderTooLargeException;
import org.xipline.convert.mime.original.OriginalMessage;
import org.xipline.convert.mime.original.RawField;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/** Reads an {@code .eml} document: an RFC 5322 message of any size. */
final class EmlDocument {
  private static final int SUFFIX_LENGTH = ".eml".length();

  private static final Pattern PRINTABLE = Pattern.compile("[\\t -~]*");

  private final String id;
  private final Instant entryTime;
  private final ContentSource document;

  /** Known as soon as they are read, so that they are told whatever else is wrong. */
  private List<Participant> participants = List.of();

  private EmlDocument(String id, Instant entryTime, ContentSource document) {
    this.id = id;
    this.entryTime = entryTime;
    this.document = document;
  }

  /** Says what the document is; opens it twice. */
  static ParsedItem parse(EntryPath path, Instant entryTime, ContentSource document)
      throws IOException {
    String name = path.fileName();
    String id = name.substring(0, name.length() - SUFFIX_LENGTH);
    return new EmlDocument(id, entryTime, document).parsed();
  }

  private ParsedItem parsed() throws IOException {
    try (InputStream in = document.open()) {
      return parsed(DocumentStream.of(in));
    } catch (UnreadableDocumentException e) {
      return malformed(DeadLetterReason.MALFORMED_ITEM, e.what());
    }
  }

  private ParsedItem parsed(DocumentStream in) throws IOException, UnreadableDocumentException {
    OriginalMessage original = header(in);
    boolean holdable = original.writeTo(OutputStream.nullOutputStream());
    participants = new EmlParticipants(original).read();
    if (id.isBlank()) {
      throw new UnreadableDocumentException(
          "its file name has nothing before .eml, so it has no" + " Id");
    }
    LeafSizes sizes = sizes();
    return participants.isEmpty()
        ? malformed(DeadLetterReason.NO_PARTICIPANTS, "the message names no participant")
        : new ParsedItem.Parsed(item(original, holdable, sizes));
  }

  private static OriginalMessage header(DocumentStream in)
      throws IOException, UnreadableDocumentException {
    try {
      OriginalMessage original = OriginalMessage.read(new BufferedInputStream(in));
      if (original.fields().stream().allMatch(field -> field.name().isEmpty())) {
        in.finish();
        throw new UnreadableDocumentException("not a message: it has no header field");
      }
      return original;
    } catch (HeaderTooLargeException e) {
      in.finish();
      throw new UnreadableDocumentException("no message: " + e.getMessage());
    }
  }

  private ParsedItem malformed(DeadLetterReason reason, String what) {
    var findings = new DocumentProblems();
    findings.problem(what);
    return new ParsedItem.Malformed(
        reason,
        findings.detail(),
        Optional.of(id).filter(text -> !text.isBlank()),
        participants.stream().map(Participant::address).toList(),
        List.of());
  }

  private LeafSizes sizes() throws IOException, UnreadableDocumentException {
    try (InputStream source = document.open()) {
      var in = DocumentStream.of(source);
      try {
        return LeafSizes.measure(OriginalMessage.read(new BufferedInputStream(in)).parseable());
      } finally {
        in.finish();
      }
    }
  }

  private Item item(OriginalMessage original, boolean holdable, LeafSizes sizes) {
    List<RawField> dates = original.saying("Date");
    List<RawField> ids = original.saying("Message-ID");
    Optional<MailDate> date =
        dates.stream().flatMap(field -> MailDate.parse(field.value()).stream()).findFirst();
    List<Person> from = visible(original, "From");
    boolean usable =
        dates.isEmpty() == date.isEmpty()
            && dates.size() <= 1
            && ids.size() <= 1
            && ids.stream().allMatch(id -> PRINTABLE.matcher(id.value()).matches());
    var content =
        new Content.Original(
            single(ids).map(RawField::value),
            source(date),
            from.isEmpty() ? text(original, "From") : Optional.empty(),
            holdable && usable && !sizes.hasBinaryAttachment(),
            sizes.total(),
            sizes.largestAttachment());
    return new Item(
        id,
        date.map(MailDate::time).orElseGet(this::entryDate),
        text(original, "Subject"),
        from.stream().findFirst(),
        visible(original, "To"),
        visible(original, "Cc"),
        visible(original, "Bcc"),
        participants,
        content,
        0);
  }

  private OffsetDateTime entryDate() {
    return entryTime.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }

  private static DateSource source(Optional<MailDate> date) {
    return date.map(it -> it.zoneAssumed() ? DateSource.ZONE_ASSUMED : DateSource.ITS_OWN)
        .orElse(DateSource.ENTRY);
  }

  private static Optional<RawField> single(List<RawField> fields) {
    return fields.size() == 1 ? Optional.of(fields.getFirst()) : Optional.empty();
  }

  /** Who the fields of a name show. */
  private static List<Person> visible(OriginalMessage original, String name) {
    return original.fields(name).stream()
        .flatMap(field -> AddressList.readable(field.value()).stream())
        .toList();
  }

  private static Optional<String> text(OriginalMessage original, String name) {
    return original.field(name).map(field -> decoded(field.value()));
  }

  private static String decoded(String text) {
    try {
      return MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException _) {
      return text;
    }
  }
}
