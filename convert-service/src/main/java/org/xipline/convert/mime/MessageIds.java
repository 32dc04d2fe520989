package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.Item;
import org.xipline.schemas.identity.Sha256;

/** Message-IDs: the document's own, or one derived from what makes the item what it is. */
final class MessageIds {
  /** What a new message's header may repeat as it is. */
  private static final Pattern REPEATABLE = Pattern.compile("[!-~](?:[ -~]{0,898}[!-~])?");

  private MessageIds() {}

  static String of(Envelope envelope, Item item) {
    return switch (item.content()) {
      case Content.Composed _ -> derived(envelope, item);
      case Content.Original original ->
          original
              .messageId()
              .filter(id -> original.holdable() || REPEATABLE.matcher(id).matches())
              .orElseGet(() -> derived(envelope, item));
    };
  }

  private static String derived(Envelope envelope, Item item) {
    String identity =
        envelope.connector().value() + "\0" + item.id() + "\0" + envelope.itemDigest().hex();
    return "<" + Sha256.digest(identity.getBytes(UTF_8)).hex() + "@xipline>";
  }
}
