package org.xipline.convert.item;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.xipline.convert.address.AddressList;
import org.xipline.convert.address.Person;
import org.xipline.convert.address.UnreadableAddressException;
import org.xipline.convert.mime.original.OriginalMessage;
import org.xipline.convert.mime.original.RawField;
import org.xipline.schemas.identity.EmailAddress;

/**
 * Who takes part in a message: those of its Email fields if it has any, else sender and recipients.
 *
 * <p>A field is understood as a whole, or nobody is read: a shorter list would leave somebody out.
 * A sender alone may be no address, as in a bounce; that keeps nobody from their copy.
 */
final class EmlParticipants {
  private static final List<String> SENDERS = List.of("From", "Sender");
  private static final List<String> RECIPIENTS = List.of("To", "Cc", "Bcc");
  private static final Pattern MBOX_LINE = Pattern.compile(">?From ");

  private final OriginalMessage original;
  private final Map<EmailAddress, Participant> distinct = new LinkedHashMap<>();

  /** Lines that are no header field, by the field before them. */
  private final Map<RawField, RawField> brokenOff = new IdentityHashMap<>();

  EmlParticipants(OriginalMessage original) {
    this.original = original;
    List<RawField> fields = original.fields();
    for (int i = 1; i < fields.size(); i++) {
      if (fields.get(i).name().isEmpty() && !MBOX_LINE.matcher(fields.get(i).text()).lookingAt()) {
        brokenOff.put(fields.get(i - 1), fields.get(i));
      }
    }
  }

  /**
   * Distinct, in the order of the fields; nobody if the fields name nobody.
   *
   * @throws UnreadableDocumentException if not everybody can be read
   */
  List<Participant> read() throws UnreadableDocumentException {
    List<RawField> emails = original.fields("Email");
    if (emails.isEmpty()) {
      readSendersAndRecipients();
    } else {
      readWhole(emails);
    }
    return List.copyOf(distinct.values());
  }

  private void readSendersAndRecipients() throws UnreadableDocumentException {
    List<RawField> senders = fields(SENDERS);
    senders.forEach(field -> add(AddressList.readable(field.value())));
    readWhole(fields(RECIPIENTS));
    if (distinct.isEmpty()) {
      readWhole(senders);
    }
  }

  private void readWhole(List<RawField> fields) throws UnreadableDocumentException {
    for (RawField field : fields) {
      add(people(field));
    }
  }

  private List<RawField> fields(List<String> names) {
    return names.stream().flatMap(name -> original.fields(name).stream()).toList();
  }

  private void add(List<Person> people) {
    for (Person person : people) {
      distinct.putIfAbsent(person.email(), new Participant(person.email(), person.address()));
    }
  }

  private List<Person> people(RawField field) throws UnreadableDocumentException {
    requireWhole(field);
    try {
      return AddressList.people(field.value());
    } catch (UnreadableAddressException e) {
      throw new UnreadableDocumentException(
          "the field %s is not a list of addresses: %s, %s"
              .formatted(field.name(), DocumentProblems.quoted(e.element()), e.why()));
    }
  }

  /** A line behind it that is no header field may have been broken off it. */
  private void requireWhole(RawField field) throws UnreadableDocumentException {
    RawField next = brokenOff.get(field);
    if (next != null) {
      throw new UnreadableDocumentException(
          "the field %s is followed by a line that is not a header field: %s"
              .formatted(field.name(), DocumentProblems.quoted(next.text())));
    }
  }
}
