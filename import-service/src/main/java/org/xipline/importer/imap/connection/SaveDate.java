package org.xipline.importer.imap.connection;

import jakarta.mail.FetchProfile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.imap.protocol.FetchItem;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;

/**
 * When a server saved a message in its folder, by its own clock.
 *
 * @see "RFC 8514"
 */
public final class SaveDate extends FetchItem {
  /** As capability and as item. */
  public static final String NAME = "SAVEDATE";

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("d-MMM-uuuu HH:mm:ss xx", Locale.ENGLISH);

  SaveDate() {
    super(NAME, FetchProfile.Item.ENVELOPE);
  }

  /** What a response says of it; empty where it says nothing that can be read. */
  public static Optional<Instant> in(FetchResponse response) {
    return response.getExtensionItems() != null
            && response.getExtensionItems().get(NAME) instanceof Instant saved
        ? Optional.of(saved)
        : Optional.empty();
  }

  /** An {@link Instant} in whole seconds; an empty text where the server does not know it. */
  @Override
  public Object parseItem(FetchResponse response) throws ParsingException {
    String text = response.readString();
    if (text == null) {
      return "";
    }
    try {
      return OffsetDateTime.parse(text.strip(), FORMAT).toInstant();
    } catch (DateTimeException _) {
      return "";
    }
  }
}
