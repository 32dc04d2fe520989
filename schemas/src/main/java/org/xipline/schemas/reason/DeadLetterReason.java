package org.xipline.schemas.reason;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Why a pair, an item or a record was set aside. Codes are stable: they label the metric, the dead
 * letter, the log's line and the console's filter.
 */
public enum DeadLetterReason {
  ITEM_TOO_LARGE(
      "item-too-large",
      "the document and its attachments together exceed the limit",
      Stage.CONVERSION),
  ATTACHMENT_TOO_LARGE("attachment-too-large", "an attachment exceeds the limit", Stage.CONVERSION),
  ATTACHMENT_MISSING(
      "attachment-missing",
      "the item names an attachment that is not in the archive",
      Stage.CONVERSION),
  MALFORMED_ITEM("malformed-item", "the item does not conform to its format", Stage.CONVERSION),
  MALFORMED_RECORD("malformed-record", "a record of a topic cannot be decoded", Stage.CONVERSION),
  NO_PARTICIPANTS("no-participants", "the item names no participant", Stage.CONVERSION),
  UNMAPPED(
      "unmapped",
      "an address in an accepted domain has no mailbox; the pair is held until the address is"
          + " mapped",
      Stage.CONVERSION),
  CONVERSION_FAILED(
      "conversion-failed", "the item could not be converted to a message", Stage.CONVERSION),
  MAILBOX_NOT_FOUND(
      "mailbox-not-found", "the mailbox does not exist on the server", Stage.DELIVERY),
  MAILBOX_OVER_QUOTA("mailbox-over-quota", "the mailbox is full", Stage.DELIVERY),
  MAILBOX_ACCESS_DENIED(
      "mailbox-access-denied",
      "the importer has no permission to write to the mailbox",
      Stage.DELIVERY),
  MESSAGE_REJECTED("message-rejected", "the server refused the message", Stage.DELIVERY),
  MESSAGE_TOO_LARGE_FOR_SERVER(
      "message-too-large-for-server", "the message exceeds the server's limit", Stage.DELIVERY),
  ATTEMPTS_EXHAUSTED(
      "attempts-exhausted", "every attempt failed for a temporary reason", Stage.DELIVERY),
  PAYLOAD_EXPIRED(
      "payload-expired",
      "the payload was purged after its retention time; import the archive again with --restage",
      Stage.CONVERSION),
  PAYLOAD_DAMAGED(
      "payload-damaged", "the stored payload differs from what was staged", Stage.CONVERSION);

  /** Where a record of this reason re-enters when it is replayed. */
  public enum Stage {
    /** {@code xip.entries}, for the waiting addresses only. */
    CONVERSION,
    /** {@code xip.messages}. */
    DELIVERY
  }

  private static final Map<String, DeadLetterReason> BY_CODE =
      Arrays.stream(values()).collect(toUnmodifiableMap(DeadLetterReason::code, reason -> reason));

  private final String code;
  private final String meaning;
  private final Stage healsAt;

  DeadLetterReason(String code, String meaning, Stage healsAt) {
    this.code = code;
    this.meaning = meaning;
    this.healsAt = healsAt;
  }

  /** The stable code, in kebab case. */
  public String code() {
    return code;
  }

  /** One line for an operator. */
  public String meaning() {
    return meaning;
  }

  /** The stage that can heal it: where a replay re-enters. */
  public Stage healsAt() {
    return healsAt;
  }

  /** The reason of a code; empty for a code that this version does not know. */
  public static Optional<DeadLetterReason> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
