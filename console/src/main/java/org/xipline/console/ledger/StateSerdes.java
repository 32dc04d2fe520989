package org.xipline.console.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.xipline.console.ledger.stored.StoredAcceptance;
import org.xipline.console.ledger.stored.StoredAccount;
import org.xipline.console.ledger.stored.StoredAnswer;
import org.xipline.console.ledger.stored.StoredDecision;
import org.xipline.console.ledger.stored.StoredFile;
import org.xipline.console.ledger.stored.StoredItem;
import org.xipline.console.ledger.stored.StoredPair;
import org.xipline.console.ledger.stored.StoredSigner;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/** How the ledger's states are written to its stores, and read back. */
final class StateSerdes {
  private static final Map<String, Standing> STANDINGS =
      Arrays.stream(Standing.values())
          .collect(Collectors.toUnmodifiableMap(Standing::label, standing -> standing));

  static final Serde<PairState> PAIR =
      serde(StoredPair.parser(), StateSerdes::stored, StateSerdes::pair);
  static final Serde<ItemState> ITEM =
      serde(StoredItem.parser(), StateSerdes::stored, StateSerdes::item);
  static final Serde<FileState> FILE =
      serde(StoredFile.parser(), StateSerdes::stored, StateSerdes::file);
  static final Serde<ArchiveAccount> ACCOUNT =
      serde(StoredAccount.parser(), StateSerdes::stored, StateSerdes::account);
  static final Serde<Decision> DECISION =
      serde(StoredDecision.parser(), StateSerdes::stored, StateSerdes::decision);
  static final Serde<ArrivalAnswer> ANSWER =
      serde(StoredAnswer.parser(), StateSerdes::stored, StateSerdes::answer);

  private static StoredPair stored(PairState pair) {
    return StoredPair.newBuilder()
        .setReplaySequence(pair.replaySequence())
        .setStanding(pair.standing().label())
        .setItemId(pair.itemId())
        .setMailbox(pair.mailbox())
        .setReason(pair.reason())
        .setDetail(pair.detail())
        .setSizeBytes(pair.sizeBytes())
        .setAtEpochMillis(pair.at().toEpochMilli())
        .setDismissed(pair.dismissed())
        .setDecision(pair.decision())
        .setSnapshotId(pair.receipt().snapshotId())
        .setAttempts(pair.receipt().attempts())
        .setUidValidity(pair.receipt().uidValidity())
        .setUid(pair.receipt().uid())
        .build();
  }

  private static PairState pair(StoredPair pair) {
    return new PairState(
        pair.getReplaySequence(),
        standing(pair.getStanding()),
        pair.getItemId(),
        pair.getMailbox(),
        pair.getReason(),
        pair.getDetail(),
        pair.getSizeBytes(),
        Instant.ofEpochMilli(pair.getAtEpochMillis()),
        new Receipt(pair.getSnapshotId(), pair.getAttempts(), pair.getUidValidity(), pair.getUid()),
        pair.getDismissed(),
        pair.getDecision());
  }

  private static StoredDecision stored(Decision decision) {
    return StoredDecision.newBuilder()
        .setDismissed(decision.kind() == Decision.Kind.DISMISSED)
        .setCopiesRemoved(decision.kind() == Decision.Kind.COPIES_REMOVED)
        .setBy(decision.by())
        .setWhy(decision.why())
        .setAtEpochMillis(decision.at().toEpochMilli())
        .build();
  }

  private static Decision decision(StoredDecision decision) {
    return new Decision(
        kind(decision),
        decision.getBy(),
        decision.getWhy(),
        Instant.ofEpochMilli(decision.getAtEpochMillis()));
  }

  private static Decision.Kind kind(StoredDecision decision) {
    if (decision.getCopiesRemoved()) {
      return Decision.Kind.COPIES_REMOVED;
    }
    return decision.getDismissed() ? Decision.Kind.DISMISSED : Decision.Kind.REPLAYED;
  }

  private static Standing standing(String label) {
    Standing standing = STANDINGS.get(label);
    if (standing == null) {
      throw new SerializationException("no standing of a pair is called " + label);
    }
    return standing;
  }

  private static StoredItem stored(ItemState item) {
    ItemDescription description = item.description();
    var stored =
        StoredItem.newBuilder()
            .setReplaySequence(item.replaySequence())
            .setDeadLettered(item.fate() == ItemState.Fate.DEAD_LETTERED)
            .setParts(item.parts())
            .addAllToldParts(item.toldParts())
            .setParticipantsKnown(item.participantsKnown())
            .setItemBytes(description.itemBytes())
            .setItemSha256(bytes(description.itemSha256()))
            .setMessageId(description.messageId())
            .setMessageBytes(description.messageBytes())
            .setMessageSha256(bytes(description.messageSha256()));
    description.sent().ifPresent(sent -> stored.setSentEpochMillis(sent.toEpochMilli()));
    return stored.build();
  }

  private static ItemState item(StoredItem item) {
    return new ItemState(
        item.getReplaySequence(),
        item.getDeadLettered() ? ItemState.Fate.DEAD_LETTERED : ItemState.Fate.CONVERTED,
        item.getParts(),
        new HashSet<>(item.getToldPartsList()),
        item.getParticipantsKnown(),
        description(item));
  }

  private static ItemDescription description(StoredItem item) {
    return new ItemDescription(
        item.hasSentEpochMillis()
            ? Optional.of(Instant.ofEpochMilli(item.getSentEpochMillis()))
            : Optional.empty(),
        item.getItemBytes(),
        hex(item.getItemSha256()),
        item.getMessageId(),
        item.getMessageBytes(),
        hex(item.getMessageSha256()));
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static StoredFile stored(FileState file) {
    return StoredFile.newBuilder()
        .setAccepted(file.accepted())
        .setClaimed(file.claimed())
        .setSizeBytes(file.sizeBytes())
        .build();
  }

  private static FileState file(StoredFile file) {
    return new FileState(file.getAccepted(), file.getClaimed(), file.getSizeBytes());
  }

  private static StoredAccount stored(ArchiveAccount account) {
    PairCounts pairs = account.pairs();
    var stored =
        StoredAccount.newBuilder()
            .setConnector(account.key().connector().value())
            .setArchiveId(account.key().archiveId().hex())
            .setExpected(pairs.expected())
            .setDelivered(pairs.delivered())
            .setAlreadyPresent(pairs.alreadyPresent())
            .setExternal(pairs.external())
            .setUnmapped(pairs.unmapped())
            .setDeadLettered(pairs.deadLettered())
            .setPending(pairs.pending())
            .setItemsConverted(account.itemsConverted())
            .setItemsDeadLettered(account.itemsDeadLettered())
            .setFiles(account.files())
            .setAttachments(account.attachments());
    account.acceptance().map(StateSerdes::stored).ifPresent(stored::setAcceptance);
    return stored.build();
  }

  private static ArchiveAccount account(StoredAccount account) {
    return new ArchiveAccount(
        new ArchiveKey(
            new ConnectorName(account.getConnector()), new ArchiveId(account.getArchiveId())),
        account.hasAcceptance()
            ? Optional.of(acceptance(account.getAcceptance()))
            : Optional.empty(),
        new PairCounts(
            account.getExpected(),
            account.getDelivered(),
            account.getAlreadyPresent(),
            account.getExternal(),
            account.getUnmapped(),
            account.getDeadLettered(),
            account.getPending()),
        account.getItemsConverted(),
        account.getItemsDeadLettered(),
        account.getFiles(),
        account.getAttachments());
  }

  private static StoredAcceptance stored(Acceptance acceptance) {
    StoredAcceptance.Builder stored = StoredAcceptance.newBuilder();
    acceptance
        .signerEnds()
        .map(Instant::getEpochSecond)
        .ifPresent(stored::setSignerEndsEpochSeconds);
    return stored
        .setArrivalId(acceptance.arrivalId())
        .setFileName(acceptance.fileName())
        .setSizeBytes(acceptance.sizeBytes())
        .setEntries(acceptance.entries())
        .setItems(acceptance.items())
        .setSigner(stored(acceptance.signer()))
        .setSnapshotId(acceptance.snapshotId())
        .setAtEpochMillis(acceptance.at().toEpochMilli())
        .build();
  }

  private static Acceptance acceptance(StoredAcceptance acceptance) {
    return new Acceptance(
        acceptance.getArrivalId(),
        acceptance.getFileName(),
        acceptance.getSizeBytes(),
        acceptance.getEntries(),
        acceptance.getItems(),
        signer(acceptance.getSigner()),
        acceptance.hasSignerEndsEpochSeconds()
            ? Optional.of(Instant.ofEpochSecond(acceptance.getSignerEndsEpochSeconds()))
            : Optional.empty(),
        acceptance.getSnapshotId(),
        Instant.ofEpochMilli(acceptance.getAtEpochMillis()));
  }

  private static StoredAnswer stored(ArrivalAnswer answer) {
    return switch (answer) {
      case ArrivalAnswer.Accepted() -> kind(StoredAnswer.Kind.KIND_ACCEPTED).build();
      case ArrivalAnswer.Repeated() -> kind(StoredAnswer.Kind.KIND_REPEATED).build();
      case ArrivalAnswer.Rejected(var reason, var detail, var signer) -> {
        var stored = kind(StoredAnswer.Kind.KIND_REJECTED).setReason(reason).setDetail(detail);
        signer.map(StateSerdes::stored).ifPresent(stored::setSigner);
        yield stored.build();
      }
    };
  }

  private static StoredAnswer.Builder kind(StoredAnswer.Kind kind) {
    return StoredAnswer.newBuilder().setKind(kind);
  }

  private static ArrivalAnswer answer(StoredAnswer answer) {
    return switch (answer.getKind()) {
      case KIND_ACCEPTED -> new ArrivalAnswer.Accepted();
      case KIND_REPEATED -> new ArrivalAnswer.Repeated();
      case KIND_REJECTED ->
          new ArrivalAnswer.Rejected(
              answer.getReason(),
              answer.getDetail(),
              answer.hasSigner() ? Optional.of(signer(answer.getSigner())) : Optional.empty());
      case KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new SerializationException("an answer of a kind that this version does not know");
    };
  }

  private static StoredSigner stored(SignerIdentity signer) {
    return StoredSigner.newBuilder()
        .setSubject(signer.subject())
        .setSha256(signer.sha256())
        .build();
  }

  private static SignerIdentity signer(StoredSigner signer) {
    return new SignerIdentity(signer.getSubject(), signer.getSha256());
  }

  private static <M extends MessageLite, T> Serde<T> serde(
      Parser<M> parser, Function<T, M> toStored, Function<M, T> fromStored) {
    Serializer<T> serializer =
        (_, state) -> state == null ? null : toStored.apply(state).toByteArray();
    Deserializer<T> deserializer =
        (_, bytes) -> bytes == null ? null : fromStored.apply(parse(parser, bytes));
    return Serdes.serdeFrom(serializer, deserializer);
  }

  private static <M> M parse(Parser<M> parser, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SerializationException("a state of the ledger cannot be read back", e);
    }
  }

  private StateSerdes() {}
}
