package org.xipline.console.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.InstantOption;
import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells dead letters apart: those are meant that all the filters let through. */
final class FilterOptions {
  @Mixin private ArchiveSelection archives = new ArchiveSelection();

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only those with this reason, as shown by dead-letters list.")
  private @Nullable String reason;

  @Option(
      names = "--address",
      paramLabel = "A",
      description = "Only those of the participant with this address.")
  private @Nullable String address;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Only those set aside since this time, for example 2026-11-20T09:15:00Z.")
  private @Nullable Instant since;

  @Option(names = "--dismissed", description = "Include dismissed dead letters.")
  private boolean dismissed;

  @Option(
      names = "--record",
      paramLabel = "ID",
      description = {
        "Only the record with this dead-letter id that no service can read. Such a record"
            + " belongs to",
        "no archive."
      })
  private @Nullable String record;

  /** Whether anything is told apart. */
  boolean isGiven() {
    return archives.isGiven()
        || reason != null
        || address != null
        || since != null
        || record != null;
  }

  /** The archives whose dead letters are meant. */
  List<ArchiveKey> archives(LedgerReading reading) {
    return record == null ? archives.in(reading) : List.of();
  }

  /** The records that no service can read, as far as they are meant. */
  List<SetAsideRecord> records(LedgerReading reading) {
    DeadLetterFilter filter = filter();
    var records = new ArrayList<SetAsideRecord>();
    if (!archives.isGiven()) {
      reading
          .queries()
          .forEachSetAsideRecord(it -> {
            if (filter.test(it) && (record == null || record.equals(it.deadLetterId()))) {
              records.add(it);
            }
          });
    }
    if (records.isEmpty() && record != null) {
      throw new UsageException("--record: no record was set aside as " + record);
    }
    return records;
  }

  /** What is meant, in words. */
  String describe() {
    var words = new StringJoiner(", ", "dead letters: ", "").setEmptyValue("all dead letters");
    archives.describe(words);
    Optional.ofNullable(reason).ifPresent(it -> words.add("reason " + it));
    Optional.ofNullable(address).ifPresent(it -> words.add("address " + it));
    Optional.ofNullable(since).ifPresent(it -> words.add("since " + it));
    Optional.ofNullable(record).ifPresent(it -> words.add("record " + it));
    if (dismissed) {
      words.add("dismissed ones too");
    }
    return words.toString();
  }

  /** Whether pairs that were not set aside may be meant. */
  boolean includesPending() {
    return reason == null && since == null && record == null;
  }

  /** The one participant that is meant; empty for all. */
  Optional<EmailAddress> participant() {
    return Optional.ofNullable(address).map(FilterOptions::address);
  }

  /** Which of their pairs are meant. */
  DeadLetterFilter filter() {
    return new DeadLetterFilter(
        Optional.ofNullable(reason).map(FilterOptions::reason),
        Optional.ofNullable(address).map(FilterOptions::address),
        Optional.ofNullable(since),
        dismissed);
  }

  private static DeadLetterReason reason(String code) {
    return DeadLetterReason.ofCode(code)
        .orElseThrow(() -> new UsageException("--reason: there is no reason " + code));
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new UsageException("--address: not an address: " + text));
  }
}
