package org.xipline.convert.item;

import java.util.Map;
import java.util.Optional;

/** What a property of a document may hold. Both formats are read by the same shapes. */
sealed interface Shape {

  /** A string. */
  record Text() implements Shape {}

  /** Named properties; others are ignored. */
  record Group(Map<String, Shape> properties) implements Shape {}

  /**
   * A list.
   *
   * @param xmlElement what an element is called in XML, inside a wrapper; empty where the list is a
   *     repeated element without one
   */
  record Many(Shape element, Optional<String> xmlElement) implements Shape {}

  Shape TEXT = new Text();

  Group PERSON = new Group(Map.of("Name", TEXT, "Email", TEXT));

  Group TRANSCRIPT_LINE =
      new Group(Map.of("Sent", TEXT, "From", PERSON, "Text", TEXT, "Html", TEXT));

  Group ATTACHMENT = new Group(Map.of("Path", TEXT, "Name", TEXT, "MediaType", TEXT));

  Group ITEM =
      new Group(
          Map.ofEntries(
              Map.entry("Id", TEXT),
              Map.entry("Type", TEXT),
              Map.entry("Sent", TEXT),
              Map.entry("Subject", TEXT),
              Map.entry("From", PERSON),
              Map.entry("To", repeated(PERSON)),
              Map.entry("Cc", repeated(PERSON)),
              Map.entry("Bcc", repeated(PERSON)),
              Map.entry("Email", repeated(TEXT)),
              Map.entry("Body", new Group(Map.of("Text", TEXT, "Html", TEXT))),
              Map.entry("Messages", new Many(TRANSCRIPT_LINE, Optional.of("Message"))),
              Map.entry("Attachments", new Many(ATTACHMENT, Optional.of("Attachment")))));

  private static Many repeated(Shape element) {
    return new Many(element, Optional.empty());
  }
}
