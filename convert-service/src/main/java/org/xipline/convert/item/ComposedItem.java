package org.xipline.convert.item;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.convert.address.AddressList;
import org.xipline.convert.address.Person;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/** What the properties of a JSON or XML document say, taken together. */
final class ComposedItem {
  private static final int MAX_ID = 4096;

  private final EntryPath entry;
  private final Properties properties;
  private final DocumentProblems findings;

  private ComposedItem(EntryPath entry, Value.Group root, DocumentProblems findings) {
    this.entry = entry;
    this.properties = Properties.ofRoot(root, findings);
    this.findings = findings;
  }

  /** Says what became of a document that was read into {@code root}. */
  static ParsedItem of(EntryPath entry, Value.Group root, DocumentProblems findings) {
    return new ComposedItem(entry, root, findings).parsed();
  }

  private ParsedItem parsed() {
    Optional<String> id = id();
    List<Participant> participants = participants();
    List<Attachment> attachments = attachments();
    Optional<OffsetDateTime> sent = sent(properties);
    Optional<Person> from = properties.requiredGroup("From").flatMap(ComposedItem::person);
    List<Person> to = people("To");
    List<Person> cc = people("Cc");
    List<Person> bcc = people("Bcc");
    List<TranscriptLine> transcript = transcript();
    Body body = body(transcript);
    if (!findings.none() || id.isEmpty() || sent.isEmpty()) {
      return malformed(DeadLetterReason.MALFORMED_ITEM, id, participants, attachments);
    }
    if (participants.isEmpty()) {
      findings.problem("Email names no participant");
      return malformed(DeadLetterReason.NO_PARTICIPANTS, id, participants, attachments);
    }
    var content = new Content.Composed(properties.text("Type"), body, transcript, attachments);
    return new ParsedItem.Parsed(
        new Item(
            id.get(),
            sent.get(),
            properties.text("Subject"),
            from,
            to,
            cc,
            bcc,
            participants,
            content,
            findings.ignored()));
  }

  private ParsedItem malformed(
      DeadLetterReason reason,
      Optional<String> id,
      List<Participant> participants,
      List<Attachment> attachments) {
    return new ParsedItem.Malformed(
        reason,
        findings.detail(),
        id,
        participants.stream().map(Participant::address).toList(),
        attachments);
  }

  private Optional<String> id() {
    Optional<String> id = properties.requiredText("Id");
    if (id.isPresent() && id.get().length() > MAX_ID) {
      properties.problem("Id", "is longer than " + MAX_ID + " characters");
      return Optional.empty();
    }
    return id;
  }

  /** Empty where not every one of them can be read: half a list would count half the pairs. */
  private List<Participant> participants() {
    Map<EmailAddress, Participant> distinct = new LinkedHashMap<>();
    boolean readable = true;
    List<Value> values = properties.elements("Email");
    for (int i = 0; i < values.size(); i++) {
      Optional<Participant> participant = participant(values.get(i), "Email[" + i + "]");
      participant.ifPresent(one -> distinct.putIfAbsent(one.address(), one));
      readable &= participant.isPresent();
    }
    return readable ? List.copyOf(distinct.values()) : List.of();
  }

  private Optional<Participant> participant(Value value, String name) {
    if (!(value instanceof Value.Text text)) {
      return Optional.empty();
    }
    Optional<Person> person = AddressList.person(text.text());
    if (person.isEmpty()) {
      properties.foremost(
          name, value, "is not an address: " + DocumentProblems.quoted(text.text()));
    }
    return person.map(read -> new Participant(read.email(), read.address()));
  }

  private List<Person> people(String name) {
    return properties.groups(name).stream()
        .map(ComposedItem::person)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Person> person(Properties properties) {
    Optional<String> written = properties.requiredText("Email");
    Optional<Person> person = written.flatMap(AddressList::person);
    if (written.isPresent() && person.isEmpty()) {
      properties.problem("Email", "is not an address: " + DocumentProblems.quoted(written.get()));
    }
    return person.map(read -> read.named(properties.text("Name")));
  }

  private static Optional<OffsetDateTime> sent(Properties properties) {
    return properties.requiredText("Sent").flatMap(text -> sent(properties, text));
  }

  private static Optional<OffsetDateTime> sent(Properties properties, String text) {
    Optional<OffsetDateTime> time = SentTime.parse(text);
    time.map(SentTime::whyUnusable)
        .orElse(Optional.of("is not a date-time with an offset"))
        .ifPresent(why -> properties.problem("Sent", why + ": " + DocumentProblems.quoted(text)));
    return time.flatMap(SentTime::usable);
  }

  private Body body(List<TranscriptLine> transcript) {
    Body body = properties.group("Body").map(ComposedItem::said).orElse(Body.NONE);
    if (body.isEmpty()
        && transcript.isEmpty()
        && !properties.isUnreadable("Body")
        && properties.elements("Messages").isEmpty()) {
      properties.problem("Body", "has neither Text nor Html, and there are no Messages");
    }
    return body;
  }

  private static Body said(Properties properties) {
    return new Body(properties.text("Text"), properties.text("Html"));
  }

  private List<TranscriptLine> transcript() {
    List<TranscriptLine> lines = new ArrayList<>();
    for (Properties line : properties.groups("Messages")) {
      Optional<OffsetDateTime> sent = sent(line);
      Optional<Person> from = line.requiredGroup("From").flatMap(ComposedItem::person);
      if (sent.isPresent() && from.isPresent()) {
        lines.add(new TranscriptLine(sent.get(), from.get(), said(line)));
      }
    }
    return lines;
  }

  private List<Attachment> attachments() {
    return properties.groups("Attachments").stream()
        .map(this::attachment)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Attachment> attachment(Properties attachment) {
    return attachment
        .requiredText("Path")
        .flatMap(path -> resolved(attachment, path))
        .map(path ->
            new Attachment(
                path,
                attachment.text("Name").filter(n -> !n.isBlank()).orElse(path.fileName()),
                attachment.text("MediaType")));
  }

  private Optional<EntryPath> resolved(Properties attachment, String path) {
    try {
      return Optional.of(entry.resolveSibling(path));
    } catch (IllegalArgumentException _) {
      attachment.problem(
          "Path", "is not a path inside the archive: " + DocumentProblems.quoted(path));
      return Optional.empty();
    }
  }
}
