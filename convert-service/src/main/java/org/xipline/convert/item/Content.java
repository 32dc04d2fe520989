package org.xipline.convert.item;

import java.util.List;
import java.util.Optional;

/** What there is to put into an item's message, by the kind of its document. */
public sealed interface Content {

  /**
   * A JSON or XML document: the message is composed from its properties.
   *
   * @param type free text: chat, email, document, call …
   * @param body may be {@link Body#NONE} where there is a transcript
   * @param transcript in the order of the document; empty if there is none
   * @param attachments in the order named
   */
  record Composed(
      Optional<String> type,
      Body body,
      List<TranscriptLine> transcript,
      List<Attachment> attachments)
      implements Content {
    public Composed {
      transcript = List.copyOf(transcript);
      attachments = List.copyOf(attachments);
    }
  }

  /**
   * An {@code .eml} document: it is the message, and its attachments are inside.
   *
   * @param messageId content of its Message-ID field, unfolded; empty if it has none
   * @param dateSource where the time comes from
   * @param sender its From field as it stands, decoded, where that is no address; empty if it is
   *     one, or there is no such field
   * @param holdable a mailbox can hold it as it is; otherwise it is wrapped in a new message
   * @param leafBytes sum of its decoded leaf parts
   * @param largestAttachment the largest of its attachment parts, decoded
   */
  record Original(
      Optional<String> messageId,
      DateSource dateSource,
      Optional<String> sender,
      boolean holdable,
      long leafBytes,
      Optional<NamedSize> largestAttachment)
      implements Content {}

  /** Where the time of a message comes from. */
  enum DateSource {
    /** Its own Date field. */
    ITS_OWN(""),
    /** The same; without a zone that is known, so that UTC is assumed. */
    ZONE_ASSUMED("zone-assumed"),
    /** The entry's modification time: there is no usable Date field. */
    ENTRY("entry");

    private final String code;

    DateSource(String code) {
      this.code = code;
    }

    /** How the message says it; empty where there is nothing to say. */
    public String code() {
      return code;
    }
  }

  /** A name, and how many bytes it stands for. */
  record NamedSize(String name, long bytes) {}
}
