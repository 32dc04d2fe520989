package org.xipline.convert.item;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  private final OriginalMessage original;
  private final Map<EmailAddress, Participant> distinct = new LinkedHashMap<>();

  EmlParticipants(OriginalMessage original) {
    this.original = original;
  }

  /**
   * Distinct, in the order of the fields; nobody if the fields name nobody.
   *
   * @throws UnreadableDocumentException if not everybody can be read
   */
  List<Participant> read() throws UnreadableDocumentException {
    List<RawField> named = original.fields("Email");
    if (named.isEmpty()) {
      fields(SENDERS).forEach(field -> add(AddressList.readable(field.value())));
      named = fields(RECIPIENTS).toList();
    }
    for (RawField field : named) {
      add(people(field));
    }
    if (distinct.isEmpty()) {
      for (RawField sender : fields(SENDERS).toList()) {
        people(sender);
      }
    }
    return List.copyOf(distinct.values());
  }

  private Stream<RawField> fields(List<String> names) {
    return names.stream().flatMap(name -> original.fields(name).stream());
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
          "the field %s is no list of addresses: %s, %s"
              .formatted(field.name(), Findings.quoted(e.element()), e.why()));
    }
  }

  /** A line behind it that is no header field may have been broken off it. */
  private void requireWhole(RawField field) throws UnreadableDocumentException {
    List<RawField> all = original.fields();
    int next = all.indexOf(field) + 1;
    if (next < all.size() && all.get(next).name().isEmpty()) {
      throw new UnreadableDocumentException(
          "the field %s is followed by a line that is no header field: %s"
              .formatted(field.name(), Findings.quoted(all.get(next).text())));
    }
  }
}
