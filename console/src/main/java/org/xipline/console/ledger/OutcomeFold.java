package org.xipline.console.ledger;

import static org.xipline.console.ledger.ReportedPairs.NO_ADDRESS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.console.ledger.ItemState.Fate;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.ArchiveAccepted;
import org.xipline.schemas.record.ArchiveRejected;
import org.xipline.schemas.record.ArchiveRestaged;
import org.xipline.schemas.record.CopiesRemoved;
import org.xipline.schemas.record.DeadLetterDismissed;
import org.xipline.schemas.record.FileAccepted;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemDeadLettered;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.ReplayRequested;
import org.xipline.schemas.record.Signer;

/** Enters one fact into the book of its archive. */
final class OutcomeFold {

  /** What whoever waits for the ledger wants to hear of. */
  record Folded(boolean arrivalAnswered, boolean archiveSettled) {}

  private final LedgerStores stores;

  OutcomeFold(LedgerStores stores) {
    this.stores = stores;
  }

  Folded fold(ArchiveKey archive, Outcome outcome) {
    var book = new ArchiveBook(stores, archive);
    Instant at = OutcomeDecoder.at(outcome);
    boolean answered = false;
    switch (outcome.getFactCase()) {
      case ARCHIVE_ACCEPTED -> {
        accepted(book, outcome.getArchiveAccepted(), at);
        answered = true;
      }
      case ARCHIVE_REJECTED -> {
        rejected(book, outcome.getArchiveRejected(), at);
        answered = true;
      }
      case ARCHIVE_REPEATED -> {
        book.answer(outcome.getArchiveRepeated().getArrivalId(), new ArrivalAnswer.Repeated());
        answered = true;
      }
      case FILE_ACCEPTED -> fileAccepted(book, outcome.getFileAccepted());
      case ITEM_CONVERTED -> converted(book, outcome.getItemConverted(), at);
      case ITEM_DEAD_LETTERED -> deadLettered(book, outcome.getItemDeadLettered(), at);
      case PAIRS_SETTLED -> settled(book, outcome.getPairsSettled(), at);
      case REPLAY_REQUESTED -> replayRequested(book, outcome.getReplayRequested(), at);
      case DEAD_LETTER_DISMISSED -> dismissed(book, outcome.getDeadLetterDismissed(), at);
      case COPIES_REMOVED -> copiesRemoved(book, outcome.getCopiesRemoved(), at);
      case PAIRS_POSTPONED -> postponed(book, outcome.getPairsPostponed(), at);
      case ENTRIES_PUBLISHED -> {
        long published = outcome.getEntriesPublished().getPublished();
        book.change(intake -> intake.afterPublication(published));
      }
      case ARCHIVE_RESTAGED -> {
        restaged(book, outcome.getArchiveRestaged(), at);
        answered = true;
      }
      case RECORD_SET_ASIDE, RECORD_DISMISSED, FACT_NOT_SET ->
          throw new IllegalArgumentException(outcome.getFactCase() + " is about no archive");
    }
    return new Folded(answered, book.close());
  }

  /** A fact about a record that no service can read. */
  void foldRecord(Outcome outcome) {
    var records = new RecordFold(stores);
    Instant at = OutcomeDecoder.at(outcome);
    if (outcome.hasRecordSetAside()) {
      records.setAside(outcome.getRecordSetAside(), at);
    } else {
      records.dismissed(outcome.getRecordDismissed(), at);
    }
  }

  /** A fact about an item, under each connector that has accepted it and was not told of it yet. */
  List<Folded> foldWhereUntold(ArchiveId archive, Outcome outcome) {
    String entry = outcome.getItemDeadLettered().getEntryPath();
    return connectorsOf(archive).stream()
        .filter(key -> stores.items().get(LedgerKey.ofEntry(key, entry)) == null)
        .map(key -> fold(key, outcome))
        .toList();
  }

  private List<ArchiveKey> connectorsOf(ArchiveId archive) {
    var keys = new ArrayList<ArchiveKey>();
    try (var accounts = stores.accounts().all()) {
      accounts.forEachRemaining(account -> {
        ArchiveKey key = account.value.key();
        if (key.archiveId().equals(archive) && account.value.acceptance().isPresent()) {
          keys.add(key);
        }
      });
    }
    return keys;
  }

  private static void accepted(ArchiveBook book, ArchiveAccepted fact, Instant at) {
    book.answer(fact.getArrivalId(), new ArrivalAnswer.Accepted());
    var acceptance =
        new Acceptance(
            fact.getArrivalId(),
            fact.getFileName(),
            fact.getSizeBytes(),
            fact.getEntries(),
            fact.getItems(),
            identity(fact.getSigner()),
            OutcomeDecoder.signerEnds(fact.getSigner()),
            fact.getSnapshotId(),
            Digests.hex(fact.getManifestSha256()),
            fact.getMailboxServer(),
            at);
    book.change(intake -> intake.afterAcceptance(acceptance));
  }

  private static void restaged(ArchiveBook book, ArchiveRestaged fact, Instant at) {
    book.answer(fact.getArrivalId(), new ArrivalAnswer.Restaged(fact.getPayloads()));
    book.change(intake -> intake.afterRestaging(at));
  }

  private static void fileAccepted(ArchiveBook book, FileAccepted fact) {
    book.tellFile(fact.getPath(), FileState.accepted(fact.getSizeBytes()));
  }

  private static ItemDescription description(ItemConverted fact) {
    return new ItemDescription(
        fact.hasSentAt()
            ? Optional.of(
                Instant.ofEpochSecond(fact.getSentAt().getSeconds(), fact.getSentAt().getNanos()))
            : Optional.empty(),
        fact.getItemSizeBytes(),
        Digests.hex(fact.getItemSha256()),
        fact.getMessageId(),
        fact.getMessageSizeBytes(),
        Digests.hex(fact.getMessageSha256()));
  }

  private static void rejected(ArchiveBook book, ArchiveRejected fact, Instant at) {
    Optional<SignerIdentity> signer =
        fact.hasSigner() ? Optional.of(identity(fact.getSigner())) : Optional.empty();
    book.answer(
        fact.getArrivalId(),
        new ArrivalAnswer.Rejected(fact.getReason(), fact.getDetail(), signer));
    var rejection =
        new Rejection(
            fact.getFileName(), fact.getReason(), fact.getDetail(), signer, Optional.of(at));
    book.change(intake -> intake.afterRejection(rejection));
  }

  private static void converted(ArchiveBook book, ItemConverted fact, Instant at) {
    String entry = fact.getEntryPath();
    boolean named = fact.getPairsCount() > 0;
    book.tellItem(
        entry,
        ItemState.told(
            fact.getReplaySequence(),
            Fate.CONVERTED,
            fact.getPart(),
            fact.getParts(),
            named,
            description(fact)));
    fact.getClaimedPathsList().forEach(path -> book.tellFile(path, FileState.CLAIMED));
    reportParticipants(book, entry, ReportedPairs.in(fact, at), named);
  }

  private static void deadLettered(ArchiveBook book, ItemDeadLettered fact, Instant at) {
    String entry = fact.getEntryPath();
    boolean named = fact.getPairsCount() > 0;
    book.tellItem(
        entry,
        ItemState.told(
            fact.getReplaySequence(),
            Fate.DEAD_LETTERED,
            fact.getPart(),
            fact.getParts(),
            named,
            ItemDescription.ofDocument(fact.getSizeBytes())));
    fact.getClaimedPathsList().forEach(path -> book.tellFile(path, FileState.CLAIMED));
    Map<String, PairState> reported = ReportedPairs.in(fact, at);
    PairState nameless = reported.get(NO_ADDRESS);
    if (nameless != null && book.participantsKnown(entry)) {
      reportToThoseThatWait(book, entry, nameless);
    } else {
      reportParticipants(book, entry, reported, named);
    }
  }

  /** Real participants take the place of the one pair without an address. */
  private static void reportParticipants(
      ArchiveBook book, String entry, Map<String, PairState> reported, boolean named) {
    if (named) {
      book.remove(entry, NO_ADDRESS);
    }
    reported.forEach((address, state) -> book.report(entry, address, state));
  }

  /** A replay that could not read the participants again: it speaks for the pairs it was for. */
  private static void reportToThoseThatWait(ArchiveBook book, String entry, PairState report) {
    book.addressesOf(
            entry,
            known ->
                known.standing() == PairStatus.PENDING
                    && known.replaySequence() == report.replaySequence())
        .forEach(address -> book.report(entry, address, report));
  }

  private static void settled(ArchiveBook book, PairsSettled fact, Instant at) {
    ReportedPairs.in(fact, at)
        .forEach((address, state) -> book.report(fact.getEntryPath(), address, state));
  }

  private static void postponed(ArchiveBook book, PairsPostponed fact, Instant at) {
    ReportedPairs.in(fact, at)
        .forEach((address, state) -> book.report(fact.getEntryPath(), address, state));
  }

  private static void replayRequested(ArchiveBook book, ReplayRequested fact, Instant at) {
    String entry = fact.getEntryPath();
    book.keep(
        new DecisionMark(fact.getReplaySequence(), fact.getReplayId()),
        new Decision(Decision.Kind.REPLAYED, fact.getRequestedBy(), fact.getWhy(), at));
    boolean replaced = fact.getAddressesCount() == 0 && book.participantsKnown(entry);
    if (!replaced) {
      ReportedPairs.in(fact, at).forEach((address, state) -> book.report(entry, address, state));
    }
  }

  private static void dismissed(ArchiveBook book, DeadLetterDismissed fact, Instant at) {
    boolean namesAttempt = fact.hasReplaySequence();
    long attempt = fact.getReplaySequence();
    DecisionMark mark =
        namesAttempt ? Decision.markOf(at, attempt, fact.getActionId()) : Decision.markOf(at);
    book.keep(
        mark, new Decision(Decision.Kind.DISMISSED, fact.getDismissedBy(), fact.getWhy(), at));
    ReportedPairs.addresses(fact.getAddressesList())
        .forEach(address ->
            book.decide(
                fact.getEntryPath(),
                address,
                known ->
                    namesAttempt
                        ? known.afterDismissal(attempt, mark)
                        : known.afterDismissal(mark)));
  }

  private static void copiesRemoved(ArchiveBook book, CopiesRemoved fact, Instant at) {
    DecisionMark mark = Decision.markOf(at);
    book.keep(
        mark, new Decision(Decision.Kind.COPIES_REMOVED, fact.getRemovedBy(), fact.getWhy(), at));
    fact.getAddressesList()
        .forEach(address -> book.decide(fact.getEntryPath(), address, it -> it.afterNote(mark)));
  }

  private static SignerIdentity identity(Signer signer) {
    return new SignerIdentity(signer.getSubject(), signer.getSha256());
  }
}
