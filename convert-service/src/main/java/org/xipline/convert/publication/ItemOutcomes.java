package org.xipline.convert.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xipline.convert.conversion.Conversion;
import org.xipline.convert.conversion.Conversion.Converted;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.conversion.RenderedMessage;
import org.xipline.convert.entry.DecodedEntry.EntryName;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemDeadLettered;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.PairFate;
import org.xipline.schemas.record.RecordSetAside;

/**
 * The facts that the ledger learns of items. An item with many participants or attachments is told
 * in parts; every part of an item with known participants names some of them, a repeated one where
 * none is left, because a dead-lettered item without any is one whose participants nobody could
 * read.
 */
public final class ItemOutcomes {

  private ItemOutcomes() {}

  /** The facts of a conversion. */
  public static Stream<Outcome> of(Conversion conversion, Instant at) {
    return switch (conversion) {
      case Converted converted -> converted(converted, at);
      case DeadLettered deadLettered -> deadLettered(deadLettered, at);
    };
  }

  /**
   * The fact of a record that could not be decoded. If it names an item, its connector is empty
   * where the bytes do not tell: then the fact concerns that entry of that archive under every
   * connector that has accepted it and has no other fact of this attempt. Else no account has a
   * place for it, and it was set aside by itself.
   */
  public static Outcome of(Undecodable undecodable, Instant at) {
    Optional<EntryName> item = undecodable.name().filter(name -> name.path().isItem());
    return item.map(name -> itemDeadLettered(undecodable, name, at))
        .orElseGet(() -> setAside(DeadLetters.of(undecodable, at)));
  }

  /** The key of a fact's record. */
  public static String key(Outcome outcome) {
    return outcome.hasRecordSetAside()
        ? outcome.getRecordSetAside().getDeadLetterId()
        : outcome.getArchiveId();
  }

  private static Outcome setAside(DeadLetter letter) {
    return Outcome.newBuilder()
        .setAt(letter.getAt())
        .setRecordSetAside(
            RecordSetAside.newBuilder()
                .setDeadLetterId(letter.getDeadLetterId())
                .setStage(letter.getStage())
                .setReason(letter.getReason())
                .setDetail(letter.getDetail())
                .setOriginTopic(letter.getOriginTopic())
                .setOriginPartition(letter.getOriginPartition())
                .setOriginOffset(letter.getOriginOffset()))
        .build();
  }

  private static Outcome itemDeadLettered(Undecodable undecodable, EntryName name, Instant at) {
    return Outcome.newBuilder()
        .setConnector(undecodable.connector().map(ConnectorName::value).orElse(""))
        .setArchiveId(name.archive().hex())
        .setAt(Timestamps.of(at))
        .setItemDeadLettered(malformedRecord(undecodable, name.path()))
        .build();
  }

  private static ItemDeadLettered malformedRecord(Undecodable undecodable, EntryPath path) {
    return ItemDeadLettered.newBuilder()
        .setEntryPath(path.value())
        .setReason(DeadLetterReason.MALFORMED_RECORD.code())
        .setDetail(Texts.capped(undecodable.detail(), Texts.MAX_DETAIL))
        .setSizeBytes(undecodable.raw().size())
        .setReplaySequence(undecodable.replaySequence())
        .setParts(1)
        .build();
  }

  private static Stream<Outcome> converted(Converted converted, Instant at) {
    ItemConverted common = common(converted);
    return parts(
        converted,
        ItemOutcomes::fateOfConverted,
        at,
        (outcome, part) ->
            outcome.setItemConverted(
                common.toBuilder()
                    .setPart(part.number())
                    .setParts(part.count())
                    .addAllPairs(part.pairs())
                    .addAllClaimedPaths(part.claimedPaths())));
  }

  private static Stream<Outcome> deadLettered(DeadLettered deadLettered, Instant at) {
    ItemDeadLettered common = common(deadLettered);
    return parts(
        deadLettered,
        ItemOutcomes::fateOfDeadLettered,
        at,
        (outcome, part) ->
            outcome.setItemDeadLettered(
                common.toBuilder()
                    .setPart(part.number())
                    .setParts(part.count())
                    .addAllPairs(part.pairs())
                    .addAllClaimedPaths(part.claimedPaths())));
  }

  /** What one fact has of an item's lists. */
  private record Part(int number, int count, List<Pair> pairs, List<String> claimedPaths) {}

  @FunctionalInterface
  private interface FactWriter {
    void write(Outcome.Builder outcome, Part part);
  }

  private static Stream<Outcome> parts(
      Conversion conversion, Function<Route, PairFate> fate, Instant at, FactWriter fact) {
    List<Pair> pairs =
        conversion.routes().stream().map(route -> pair(route, fate.apply(route))).toList();
    List<String> paths = conversion.claimedPaths().stream().map(EntryPath::value).toList();
    var pairChunks = Chunks.OF_RECORD.of(pairs, ItemOutcomes::weight);
    var pathChunks = Chunks.OF_RECORD.of(paths, Texts::weight);
    int count = Math.max(1, Math.max(pairChunks.size(), pathChunks.size()));
    return IntStream.range(0, count)
        .mapToObj(number ->
            new Part(
                number,
                count,
                chunk(pairChunks, Math.min(number, pairChunks.size() - 1)),
                chunk(pathChunks, number)))
        .map(part -> outcome(conversion.entry(), at, part, fact));
  }

  private static Outcome outcome(ItemEntry entry, Instant at, Part part, FactWriter fact) {
    var outcome =
        Outcome.newBuilder()
            .setConnector(entry.connector().value())
            .setArchiveId(entry.archive().hex())
            .setAt(Timestamps.of(at));
    fact.write(outcome, part);
    return outcome.build();
  }

  private static <T> List<T> chunk(List<List<T>> chunks, int number) {
    return number >= 0 && number < chunks.size() ? chunks.get(number) : List.of();
  }

  private static ItemConverted common(Converted converted) {
    ItemEntry entry = converted.entry();
    Optional<RenderedMessage> message = converted.message();
    var fact =
        ItemConverted.newBuilder()
            .setEntryPath(entry.path().value())
            .setItemId(Texts.capped(converted.item().itemId(), Texts.MAX_ID))
            .setItemSha256(converted.item().key().itemDigest().toByteString())
            .setMessageId(converted.item().key().messageId())
            .setItemSizeBytes(converted.item().size().itemBytes())
            .setSnapshotId(entry.snapshotId().hex())
            .setReplaySequence(entry.replaySequence())
            .setIgnoredProperties(converted.item().ignoredProperties())
            .setSentAt(Timestamps.of(converted.item().sent().toInstant()));
    message.ifPresent(it ->
        fact.setMessageSizeBytes(it.sizeBytes()).setMessageSha256(it.sha256().toByteString()));
    return fact.build();
  }

  private static ItemDeadLettered common(DeadLettered deadLettered) {
    ItemEntry entry = deadLettered.entry();
    return ItemDeadLettered.newBuilder()
        .setEntryPath(entry.path().value())
        .setItemId(deadLettered.itemId().map(id -> Texts.capped(id, Texts.MAX_ID)).orElse(""))
        .setReason(deadLettered.reason().code())
        .setDetail(Texts.capped(deadLettered.detail(), Texts.MAX_DETAIL))
        .setSizeBytes(entry.documentBytes())
        .setSnapshotId(entry.snapshotId().hex())
        .setReplaySequence(entry.replaySequence())
        .build();
  }

  private static Pair pair(Route route, PairFate fate) {
    var pair = Pair.newBuilder().setAddress(route.address().value()).setFate(fate);
    if (route instanceof Route.ToMailbox(_, var mailbox)) {
      pair.setMailbox(mailbox.value());
    }
    return pair.build();
  }

  private static int weight(Pair pair) {
    return Texts.weight(pair.getAddress()) + Texts.weight(pair.getMailbox());
  }

  private static PairFate fateOfConverted(Route route) {
    return switch (route) {
      case Route.ToMailbox _ -> PairFate.PAIR_FATE_SENT;
      case Route.External _ -> PairFate.PAIR_FATE_EXTERNAL;
      case Route.Unmapped _ -> PairFate.PAIR_FATE_UNMAPPED;
    };
  }

  private static PairFate fateOfDeadLettered(Route route) {
    return switch (route) {
      case Route.ToMailbox _, Route.Unmapped _ -> PairFate.PAIR_FATE_DEAD_LETTERED;
      case Route.External _ -> PairFate.PAIR_FATE_EXTERNAL;
    };
  }
}
