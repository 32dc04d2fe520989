package org.xipline.console.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.importer.mailbox.MessageLabel;
import org.xipline.schemas.identity.MessageKey;

/**
 * Holds what a mailbox has against what the ledger says of it. Pure.
 *
 * <p>Of equal copies the first shown is the oldest, and stays. A second one may go only where both
 * are octet by octet what was delivered: whatever differs is evidence, and nobody's to remove but
 * an operator's.
 */
final class Comparison {
  private final ArchiveKey archive;
  private final MailboxRecord record;
  private final Origins origins;
  private final List<Finding> findings = new ArrayList<>();

  private Comparison(ArchiveKey archive, MailboxRecord record, Origins origins) {
    this.archive = archive;
    this.record = record;
    this.origins = origins;
  }

  /** All differences; none if the mailbox is as the ledger says. */
  static List<Finding> of(
      ArchiveKey archive, MailboxRecord record, List<FoundCopy> copies, Origins origins) {
    var comparison = new Comparison(archive, record, origins);
    comparison.compare(copies);
    return comparison.findings;
  }

  /** The one finding about a mailbox that cannot be read. */
  static Finding unreadable(MailboxRecord record, String words) {
    String detail = "%,d pairs cannot be compared: %s".formatted(record.delivered().size(), words);
    return new Finding(
        FindingCode.UNREADABLE, record.mailbox(), "", "", "", "", detail, Optional.empty());
  }

  /** Whether a message says that it is of this archive. */
  static boolean isOf(ArchiveKey archive, MessageLabel label) {
    return label.archive().equals(archive.archiveId().hex())
        && label.connector().equals(archive.connector().value());
  }

  private void compare(List<FoundCopy> copies) {
    Map<MessageKey, List<FoundCopy>> found =
        copies.stream()
            .collect(
                Collectors.groupingBy(
                    copy -> copy.label().key(), LinkedHashMap::new, Collectors.toList()));
    Map<Optional<MessageKey>, List<RecordedPair>> delivered =
        record.delivered().stream()
            .collect(
                Collectors.groupingBy(RecordedPair::key, LinkedHashMap::new, Collectors.toList()));
    delivered.forEach((key, pairs) ->
        compare(pairs, key.map(it -> found.getOrDefault(it, List.of())).orElse(List.of())));
    found.forEach((key, others) -> {
      if (!delivered.containsKey(Optional.of(key))) {
        others.forEach(this::notRecorded);
      }
    });
  }

  private void compare(List<RecordedPair> pairs, List<FoundCopy> copies) {
    if (copies.isEmpty()) {
      pairs.forEach(this::missing);
      return;
    }
    copies.forEach(copy -> compareBytes(pairs, copy));
    copies.stream().skip(1).forEach(copy -> secondCopy(pairs, copies.getFirst(), copy));
  }

  private void missing(RecordedPair pair) {
    String detail =
        "%s in the ledger, but not in the folder XIP".formatted(pair.standing().label());
    add(FindingCode.MISSING, pair, detail, Optional.of(new Remedy.Resend(pair.entry())));
  }

  private void compareBytes(List<RecordedPair> pairs, FoundCopy copy) {
    if (isAltered(pairs, copy)) {
      String detail =
          "%s: SHA-256 %s of %,d bytes, but %s was delivered; never repaired automatically"
              .formatted(
                  copy.place(),
                  copy.content().sha256().hex(),
                  copy.content().sizeBytes(),
                  String.join(" or ", expected(pairs, copy)));
      add(FindingCode.BYTES_DIFFER, pairs.getFirst(), detail, Optional.empty());
    }
  }

  private boolean isAltered(List<RecordedPair> pairs, FoundCopy copy) {
    Set<String> expected = expected(pairs, copy);
    return !expected.isEmpty() && !expected.contains(copy.content().sha256().hex());
  }

  /** What the bytes may be; nothing where that is not known here. */
  private Set<String> expected(List<RecordedPair> pairs, FoundCopy copy) {
    MessageLabel label = copy.label();
    if (!label.archive().isEmpty() && !isOf(archive, label)) {
      return origins.messageSha256(label).map(Set::of).orElse(Set.of());
    }
    List<RecordedPair> named =
        pairs.stream().filter(pair -> pair.entry().equals(label.entry())).toList();
    return (named.isEmpty() ? pairs : named)
        .stream()
            .map(RecordedPair::messageSha256)
            .filter(digest -> !digest.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void secondCopy(List<RecordedPair> pairs, FoundCopy oldest, FoundCopy extra) {
    boolean equal = extra.content().equals(oldest.content()) && !isAltered(pairs, oldest);
    String detail =
        "%s, beside %s%s"
            .formatted(
                extra.place(),
                oldest.place(),
                equal
                    ? ""
                    : "; not byte by byte what was delivered, so no copy is removed"
                        + " automatically");
    RecordedPair pair = pairs.getFirst();
    List<String> addresses =
        pairs.stream()
            .filter(it -> it.entry().equals(pair.entry()))
            .map(RecordedPair::address)
            .toList();
    add(
        FindingCode.SECOND_COPY,
        pair,
        detail,
        equal
            ? Optional.of(
                new Remedy.RemoveCopy(
                    pair.entry(), addresses, oldest.place(), oldest.content(), extra.place()))
            : Optional.empty());
  }

  private void notRecorded(FoundCopy copy) {
    MessageKey key = copy.label().key();
    Optional<RecordedPair> pair =
        record.pairs().stream().filter(it -> it.key().equals(Optional.of(key))).findFirst();
    findings.add(
        new Finding(
            FindingCode.NOT_RECORDED,
            record.mailbox(),
            pair.map(RecordedPair::address).orElse(""),
            pair.map(RecordedPair::entry).orElse(copy.label().entry()),
            pair.map(RecordedPair::itemId).orElse(""),
            key.messageId(),
            copy.place() + ": " + pair.map(Comparison::standing).orElse("no pair leads here"),
            Optional.empty()));
  }

  private static String standing(RecordedPair pair) {
    return pair.reason().isEmpty()
        ? "%s in the ledger".formatted(pair.standing().label())
        : "%s in the ledger (%s)".formatted(pair.standing().label(), pair.reason());
  }

  private void add(FindingCode code, RecordedPair pair, String detail, Optional<Remedy> remedy) {
    findings.add(
        new Finding(
            code,
            record.mailbox(),
            pair.address(),
            pair.entry(),
            pair.itemId(),
            pair.key().map(MessageKey::messageId).orElse(""),
            detail,
            remedy));
  }
}
