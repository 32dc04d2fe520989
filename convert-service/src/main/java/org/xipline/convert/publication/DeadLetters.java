package org.xipline.convert.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xipline.convert.conversion.Conversion;
import org.xipline.convert.conversion.Conversion.Converted;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.entry.DecodedEntry.EntryName;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.entry.RecordOrigin;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.DeadLetter;

/**
 * What conversion sets aside. A dead letter has its id from where it came, so it is the same when
 * it is written again. External participants are none of its concern: they wait for nothing.
 */
public final class DeadLetters {
  private static final String STAGE = "convert";
  private static final String UNMAPPED_DETAIL =
      "its domain is accepted, but neither the mapping nor the directory has a mailbox for it";
  private static final int MAX_RAW_BYTES = 512 << 10;
  private static final int ID_DIGITS = 32;

  private DeadLetters() {}

  /** The dead letters of a conversion: several where the waiting addresses do not fit one. */
  public static Stream<DeadLetter> of(Conversion conversion, Instant at) {
    return switch (conversion) {
      case Converted converted -> unmapped(converted, at);
      case DeadLettered deadLettered -> deadLettered(deadLettered, at);
    };
  }

  /** The dead letter of a record that could not be decoded. */
  public static DeadLetter of(Undecodable undecodable, Instant at) {
    ByteString raw = undecodable.raw();
    var letter =
        letter(undecodable.origin(), at)
            .setReason(DeadLetterReason.MALFORMED_RECORD.code())
            .setDetail(Texts.capped(undecodable.detail(), Texts.MAX_DETAIL))
            .setUndecodable(raw.substring(0, Math.min(raw.size(), MAX_RAW_BYTES)));
    undecodable.connector().ifPresent(connector -> letter.setConnector(connector.value()));
    undecodable.name().ifPresent(name -> setName(name, letter));
    return numbered(letter.build(), 0);
  }

  private static void setName(EntryName name, DeadLetter.Builder letter) {
    letter.setArchiveId(name.archive().hex()).setEntryPath(name.path().value());
  }

  private static Stream<DeadLetter> unmapped(Converted converted, Instant at) {
    DeadLetter common =
        ofItem(converted.entry(), at)
            .setReason(DeadLetterReason.UNMAPPED.code())
            .setDetail(UNMAPPED_DETAIL)
            .setItemId(Texts.capped(converted.item().itemId(), Texts.MAX_ID))
            .build();
    return holding(common, addresses(converted, Route.Unmapped.class::isInstance));
  }

  private static Stream<DeadLetter> deadLettered(DeadLettered deadLettered, Instant at) {
    DeadLetter common =
        ofItem(deadLettered.entry(), at)
            .setReason(deadLettered.reason().code())
            .setDetail(Texts.capped(deadLettered.detail(), Texts.MAX_DETAIL))
            .setItemId(deadLettered.itemId().map(id -> Texts.capped(id, Texts.MAX_ID)).orElse(""))
            .build();
    return deadLettered.routes().isEmpty()
        ? Stream.of(numbered(common, 0))
        : holding(common, addresses(deadLettered, route -> !(route instanceof Route.External)));
  }

  private static List<String> addresses(Conversion conversion, Predicate<Route> waiting) {
    return conversion.routes().stream()
        .filter(waiting)
        .map(route -> route.address().value())
        .toList();
  }

  private static Stream<DeadLetter> holding(DeadLetter common, List<String> addresses) {
    var chunks = Chunks.OF_RECORD.of(addresses, Texts::weight);
    return IntStream.range(0, chunks.size())
        .mapToObj(number ->
            numbered(common.toBuilder().addAllAddresses(chunks.get(number)).build(), number));
  }

  private static DeadLetter.Builder ofItem(ItemEntry entry, Instant at) {
    return letter(entry.origin(), at)
        .setConnector(entry.connector().value())
        .setArchiveId(entry.archive().hex())
        .setEntryPath(entry.path().value())
        .setEntry(entry.carried());
  }

  private static DeadLetter.Builder letter(RecordOrigin origin, Instant at) {
    return DeadLetter.newBuilder()
        .setStage(STAGE)
        .setAttempts(1)
        .setOriginTopic(origin.topic())
        .setOriginPartition(origin.partition())
        .setOriginOffset(origin.offset())
        .setAt(Timestamps.of(at));
  }

  private static DeadLetter numbered(DeadLetter letter, int number) {
    String origin =
        String.join(
            "/",
            letter.getStage(),
            letter.getOriginTopic(),
            String.valueOf(letter.getOriginPartition()),
            String.valueOf(letter.getOriginOffset()),
            letter.getReason(),
            String.valueOf(number));
    String id = Sha256.digest(origin.getBytes(UTF_8)).hex().substring(0, ID_DIGITS);
    return letter.toBuilder().setDeadLetterId(id).build();
  }
}
