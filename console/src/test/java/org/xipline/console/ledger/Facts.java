package org.xipline.console.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.ArchiveAccepted;
import org.xipline.schemas.record.ArchiveRejected;
import org.xipline.schemas.record.ArchiveRepeated;
import org.xipline.schemas.record.ArchiveRestaged;
import org.xipline.schemas.record.DeadLetterDismissed;
import org.xipline.schemas.record.EntriesPublished;
import org.xipline.schemas.record.FileAccepted;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemDeadLettered;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.PairFate;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.RecordDismissed;
import org.xipline.schemas.record.RecordSetAside;
import org.xipline.schemas.record.ReplayRequested;
import org.xipline.schemas.record.Signer;

/** Facts about one archive, as the services would publish them. */
public final class Facts {
  public static final ArchiveKey ARCHIVE =
      new ArchiveKey(new ConnectorName("desk"), new ArchiveId("ab".repeat(32)));

  public static final Instant SIGNER_ENDS = Instant.parse("2027-03-31T23:59:59Z");

  private static final Instant AT = Instant.ofEpochSecond(1_800_000_000);

  private final ArchiveKey archive;
  private final Instant at;

  public Facts(ArchiveKey archive) {
    this(archive, AT);
  }

  private Facts(ArchiveKey archive, Instant at) {
    this.archive = archive;
    this.at = at;
  }

  /** The same, told then. */
  public Facts at(Instant time) {
    return new Facts(archive, time);
  }

  public Outcome accepted(String arrivalId, long entries, long items) {
    return accepted(arrivalId, entries, items, "");
  }

  /** By messages that go to this mailbox server. */
  public Outcome accepted(String arrivalId, long entries, long items, String mailboxServer) {
    return outcome()
        .setArchiveAccepted(
            ArchiveAccepted.newBuilder()
                .setArrivalId(arrivalId)
                .setFileName("a.xip")
                .setEntries(entries)
                .setMailboxServer(mailboxServer)
                .setItems(items)
                .setSigner(
                    Signer.newBuilder()
                        .setSubject("CN=Desk")
                        .setSha256("cd".repeat(32))
                        .setNotAfter(
                            Timestamp.newBuilder().setSeconds(SIGNER_ENDS.getEpochSecond()))))
        .build();
  }

  /** As {@link #accepted}, with the entries to follow in chunks. */
  public Outcome acceptedInChunks(String arrivalId, long entries, long items) {
    Outcome.Builder accepted = accepted(arrivalId, entries, items).toBuilder();
    accepted
        .getArchiveAcceptedBuilder()
        .setManifestSha256(ByteString.copyFrom(new byte[32]))
        .setMailboxServer("imaps://mail.contoso.example:993");
    return accepted.build();
  }

  public Outcome published(int chunk, long published, long entries) {
    return outcome()
        .setEntriesPublished(
            EntriesPublished.newBuilder()
                .setChunk(chunk)
                .setPublished(published)
                .setEntries(entries))
        .build();
  }

  public Outcome restaged(String arrivalId, long payloads) {
    return outcome()
        .setArchiveRestaged(
            ArchiveRestaged.newBuilder().setArrivalId(arrivalId).setPayloads(payloads))
        .build();
  }

  public Outcome postponed(
      String entry, long sequence, int attempts, String detail, String... addresses) {
    return outcome()
        .setPairsPostponed(
            PairsPostponed.newBuilder()
                .setEntryPath(entry)
                .setItemId("id of " + entry)
                .setMailbox(addresses[0])
                .addAllAddresses(Arrays.asList(addresses))
                .setReason("mailbox-over-quota")
                .setDetail(detail)
                .setAttempts(attempts)
                .setReplaySequence(sequence)
                .setFirstTriedAt(timestamp(AT))
                .setNextTryAt(timestamp(AT.plusSeconds(60L * attempts))))
        .build();
  }

  public static Outcome recordSetAside(String deadLetterId, Instant at) {
    return Outcome.newBuilder()
        .setAt(timestamp(at))
        .setRecordSetAside(
            RecordSetAside.newBuilder()
                .setDeadLetterId(deadLetterId)
                .setStage("import")
                .setReason("malformed-record")
                .setDetail("no message")
                .setOriginTopic("xip.messages")
                .setOriginPartition(3)
                .setOriginOffset(77))
        .build();
  }

  public static Outcome recordDismissed(String deadLetterId, Instant at) {
    return Outcome.newBuilder()
        .setAt(timestamp(at))
        .setRecordDismissed(
            RecordDismissed.newBuilder()
                .setDeadLetterId(deadLetterId)
                .setDismissedBy("dora")
                .setWhy("junk")
                .setActionId("action of " + deadLetterId))
        .build();
  }

  public Outcome rejected(String arrivalId, String reason) {
    return outcome()
        .setArchiveRejected(
            ArchiveRejected.newBuilder()
                .setArrivalId(arrivalId)
                .setReason(reason)
                .setDetail("byte 7 differs"))
        .build();
  }

  public Outcome repeated(String arrivalId) {
    return outcome()
        .setArchiveRepeated(ArchiveRepeated.newBuilder().setArrivalId(arrivalId))
        .build();
  }

  public Outcome file(String path) {
    return outcome().setFileAccepted(FileAccepted.newBuilder().setPath(path)).build();
  }

  public static Pair sent(String address) {
    return pair(address, address, PairFate.PAIR_FATE_SENT);
  }

  public static Pair external(String address) {
    return pair(address, "", PairFate.PAIR_FATE_EXTERNAL);
  }

  public static Pair unmapped(String address) {
    return pair(address, "", PairFate.PAIR_FATE_UNMAPPED);
  }

  public static Pair deadLettered(String address) {
    return pair(address, address, PairFate.PAIR_FATE_DEAD_LETTERED);
  }

  public Outcome converted(String entry, Pair... pairs) {
    return converted(entry, 0, 0, 1, List.of(), pairs);
  }

  public Outcome converted(
      String entry, long sequence, int part, int parts, List<String> claimed, Pair... pairs) {
    return outcome()
        .setItemConverted(
            ItemConverted.newBuilder()
                .setEntryPath(entry)
                .setItemId("id of " + entry)
                .setReplaySequence(sequence)
                .setPart(part)
                .setParts(parts)
                .setItemSizeBytes(77)
                .addAllClaimedPaths(claimed)
                .addAllPairs(Arrays.asList(pairs)))
        .build();
  }

  public Outcome itemDeadLettered(String entry, long sequence, String reason, Pair... pairs) {
    return outcome()
        .setItemDeadLettered(
            ItemDeadLettered.newBuilder()
                .setEntryPath(entry)
                .setReplaySequence(sequence)
                .setParts(1)
                .setReason(reason)
                .setDetail("what was found")
                .addAllPairs(Arrays.asList(pairs)))
        .build();
  }

  public Outcome settled(String entry, long sequence, PairResult result, String... addresses) {
    boolean dead = result == PairResult.PAIR_RESULT_DEAD_LETTERED;
    return outcome()
        .setPairsSettled(
            PairsSettled.newBuilder()
                .setEntryPath(entry)
                .setItemId("id of " + entry)
                .setMailbox(addresses[0])
                .addAllAddresses(Arrays.asList(addresses))
                .setReplaySequence(sequence)
                .setResult(result)
                .setReason(dead ? "mailbox-over-quota" : "")
                .setDetail(dead ? "full" : ""))
        .build();
  }

  public Outcome delivered(String entry, String... addresses) {
    return settled(entry, 0, PairResult.PAIR_RESULT_DELIVERED, addresses);
  }

  public Outcome replayRequested(String entry, long sequence, String... addresses) {
    return outcome()
        .setReplayRequested(
            ReplayRequested.newBuilder()
                .setEntryPath(entry)
                .setReplaySequence(sequence)
                .setReplayId("replay " + entry + sequence)
                .setRequestedBy("dora")
                .setWhy("mended")
                .addAllAddresses(Arrays.asList(addresses)))
        .build();
  }

  /** Of the dead letter of one attempt. */
  public Outcome dismissedAttempt(String entry, long attempt, String action, String... addresses) {
    Outcome.Builder dismissed = dismissed(entry, addresses).toBuilder();
    dismissed
        .getDeadLetterDismissedBuilder()
        .setReplaySequence(attempt)
        .setDismissedBy("dora")
        .setWhy("test data")
        .setActionId(action);
    return dismissed.build();
  }

  /** As earlier versions told it, which named no attempt. */
  public Outcome dismissed(String entry, String... addresses) {
    return outcome()
        .setDeadLetterDismissed(
            DeadLetterDismissed.newBuilder()
                .setEntryPath(entry)
                .addAllAddresses(Arrays.asList(addresses)))
        .build();
  }

  private static Pair pair(String address, String mailbox, PairFate fate) {
    return Pair.newBuilder().setAddress(address).setMailbox(mailbox).setFate(fate).build();
  }

  private Outcome.Builder outcome() {
    return Outcome.newBuilder()
        .setConnector(archive.connector().value())
        .setArchiveId(archive.archiveId().hex())
        .setAt(timestamp(at));
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
