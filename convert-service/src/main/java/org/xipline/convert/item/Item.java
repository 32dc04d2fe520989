package org.xipline.convert.item;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.xipline.convert.address.Person;

/**
 * What an entry means once parsed.
 *
 * @param id unique in its source, never blank
 * @param sent with the offset that the source gave
 * @param from always there in a composed item; an {@code .eml} may have no readable sender
 * @param participants distinct by address, in the order of the document; at least one
 * @param content what goes into the message
 * @param ignoredProperties properties that the document has and the model does not know
 */
public record Item(
    String id,
    OffsetDateTime sent,
    Optional<String> subject,
    Optional<Person> from,
    List<Person> to,
    List<Person> cc,
    List<Person> bcc,
    List<Participant> participants,
    Content content,
    int ignoredProperties) {
  public Item {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    participants = List.copyOf(participants);
    if (participants.isEmpty()) {
      throw new IllegalArgumentException("an item has at least one participant");
    }
  }

  /** The files that it names, in the order named; an {@code .eml} names none. */
  public List<Attachment> attachments() {
    return switch (content) {
      case Content.Composed composed -> composed.attachments();
      case Content.Original _ -> List.of();
    };
  }
}
