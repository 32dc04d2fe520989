package org.xipline.console.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.xipline.console.ledger.stored.StoredAccount;
import org.xipline.console.ledger.stored.StoredAnswer;
import org.xipline.console.ledger.stored.StoredDecision;
import org.xipline.console.ledger.stored.StoredFile;
import org.xipline.console.ledger.stored.StoredItem;
import org.xipline.console.ledger.stored.StoredPair;

/** How the ledger's states are written to its stores, and read back. */
final class StateSerdes {
  static final Serde<PairState> PAIR =
      serde(StoredPair.parser(), PairCodec::stored, PairCodec::read);
  static final Serde<ItemState> ITEM =
      serde(StoredItem.parser(), ItemCodec::stored, ItemCodec::read);
  static final Serde<FileState> FILE =
      serde(StoredFile.parser(), StateSerdes::stored, StateSerdes::file);
  static final Serde<ArchiveAccount> ACCOUNT =
      serde(StoredAccount.parser(), AccountCodec::stored, AccountCodec::read);
  static final Serde<Decision> DECISION =
      serde(StoredDecision.parser(), StateSerdes::stored, StateSerdes::decision);
  static final Serde<ArrivalAnswer> ANSWER =
      serde(StoredAnswer.parser(), AnswerCodec::stored, AnswerCodec::read);

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
