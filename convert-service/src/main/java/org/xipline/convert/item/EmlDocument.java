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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.convert.mime.original.HeaderTooLargeException;
import org.xipline.convert.mime.original.OriginalMessage;
import org.xipline.convert.mime.original.RawField;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/** Reads an {@code .eml} document: an RFC 5322 message of any size. */
final class EmlDocument {
  private static final int SUFFIX_LENGTH = ".eml".length();
  private static final List<String> PARTICIPANT_FIELDS =
      List.of("From", "Sender", "To", "Cc", "Bcc");

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
    participants = readParticipants(original);
    if (id.isBlank()) {
      throw new UnreadableDocumentException("its file name has nothing before .eml: no Id");
    }
    LeafSizes sizes = sizes();
    return participants.isEmpty()
        ? malformed(DeadLetterReason.NO_PARTICIPANTS, "the message names nobody")
        : new ParsedItem.Parsed(item(original, holdable, sizes));
  }

  private static OriginalMessage header(DocumentStream in)
      throws IOException, UnreadableDocumentException {
    try {
      OriginalMessage original = OriginalMessage.read(new BufferedInputStream(in));
      if (original.fields().stream().allMatch(field -> field.name().isEmpty())) {
        in.finish();
        throw new UnreadableDocumentException("no message: there is no header field");
      }
      return original;
    } catch (HeaderTooLargeException e) {
      in.finish();
      throw new UnreadableDocumentException("no message: " + e.getMessage());
    }
  }

  private ParsedItem malformed(DeadLetterReason reason, String what) {
    var findings = new Findings();
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
        return LeafSizes.measure(in);
      } finally {
        in.finish();
      }
    }
  }

  private Item item(OriginalMessage original, boolean holdable, LeafSizes sizes) {
    Optional<OffsetDateTime> date =
        original.field("Date").map(RawField::value).flatMap(MailDate::parse);
    var content =
        new Content.Original(
            messageId(original),
            date.isEmpty(),
            holdable,
            sizes.total(),
            sizes.largestAttachment());
    return new Item(
        id,
        date.orElseGet(this::entryDate),
        original.field("Subject").map(field -> decoded(field.value())),
        visible(original, "From").stream().findFirst(),
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

  private static Optional<String> messageId(OriginalMessage original) {
    return original.field("Message-ID").map(RawField::value).filter(value -> !value.isEmpty());
  }

  private static List<Participant> readParticipants(OriginalMessage original)
      throws UnreadableDocumentException {
    List<RawField> fields = original.fields("Email");
    if (fields.isEmpty()) {
      fields = PARTICIPANT_FIELDS.stream().flatMap(name -> original.fields(name).stream()).toList();
    }
    Map<EmailAddress, Participant> distinct = new LinkedHashMap<>();
    for (RawField field : fields) {
      for (Person person : people(field)) {
        distinct.putIfAbsent(person.email(), new Participant(person.email(), person.address()));
      }
    }
    return List.copyOf(distinct.values());
  }

  private static List<Person> people(RawField field) throws UnreadableDocumentException {
    try {
      return AddressField.people(field.value());
    } catch (UnreadableDocumentException e) {
      throw new UnreadableDocumentException("the field " + field.name() + " " + e.what());
    }
  }

  /** Who the fields of a name show; those that cannot be read show nobody. */
  private static List<Person> visible(OriginalMessage original, String name) {
    List<Person> people = new ArrayList<>();
    for (RawField field : original.fields(name)) {
      people.addAll(peopleIfReadable(field));
    }
    return people;
  }

  private static List<Person> peopleIfReadable(RawField field) {
    try {
      return people(field);
    } catch (UnreadableDocumentException _) {
      return List.of();
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
