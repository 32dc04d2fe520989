package org.xipline.convert.publication;

import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.CONNECTOR;
import static org.xipline.convert.StagedArchive.ORIGIN;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.xipline.convert.conversion.Conversion.Converted;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.conversion.ConvertedItem;
import org.xipline.convert.conversion.RenderedMessage;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.item.Content.NamedSize;
import org.xipline.convert.item.MeasuredSize;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.record.Replay;

/** Conversions for tests of what is told of them. */
final class Conversions {
  static final Sha256 DIGEST = Sha256.digest(new byte[] {1});
  static final RenderedMessage MESSAGE =
      new RenderedMessage(
          Payload.newBuilder().setInline(ByteString.copyFromUtf8("message")).build(), 7, DIGEST);
  static final List<Route> ROUTES =
      List.of(
          new Route.ToMailbox(address("alice@contoso.example"), address("alice@contoso.example")),
          new Route.External(address("eve@fabrikam.example")),
          new Route.ToMailbox(address("bob@contoso.example"), address("bob@contoso.example")),
          new Route.Unmapped(address("carol@contoso.example")),
          new Route.ToMailbox(address("ally@contoso.example"), address("alice@contoso.example")));

  private Conversions() {}

  static Converted converted(Optional<RenderedMessage> message, List<Route> routes, int claimed) {
    var item =
        new ConvertedItem(
            "T-42",
            new MessageKey("<m@xipline>", DIGEST),
            OffsetDateTime.parse("2026-11-20T09:15:00+01:00"),
            new MeasuredSize(500, Optional.of(new NamedSize("a.bin", 400))),
            1_000,
            "imaps://mail.contoso.example:993",
            2);
    return new Converted(entry(), item, message, routes, paths(claimed));
  }

  static DeadLettered deadLettered(List<Route> routes, int claimed) {
    return new DeadLettered(
        entry(),
        Optional.of("T-42"),
        DeadLetterReason.MALFORMED_ITEM,
        "x".repeat(5_000),
        routes,
        paths(claimed));
  }

  static List<Route> unmapped(int count) {
    return IntStream.range(0, count)
        .<Route>mapToObj(i -> new Route.Unmapped(address("user" + i + "@contoso.example")))
        .toList();
  }

  static List<Route> toMailboxes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> address("user" + i + "@contoso.example"))
        .<Route>map(address -> new Route.ToMailbox(address, address))
        .toList();
  }

  /** Participants whose addresses are as long as they may be. */
  static List<Route> longAliasesOf(String mailbox, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> address("é".repeat(110) + (10_000 + i) + "@contoso.example"))
        .<Route>map(address -> new Route.ToMailbox(address, address(mailbox)))
        .toList();
  }

  static EmailAddress address(String text) {
    return new EmailAddress(text);
  }

  private static ItemEntry entry() {
    Entry record =
        Entry.newBuilder()
            .setConnector(CONNECTOR.value())
            .setArchiveId(ARCHIVE.hex())
            .setPath("d/T-42.json")
            .setPayload(Payload.newBuilder().setInline(ByteString.copyFrom(new byte[64 << 10])))
            .setSnapshotId(DIGEST.hex())
            .setReplay(Replay.newBuilder().setReplayId("r1").setSequence(7).addAddresses("a@b.c"))
            .build();
    return new ItemEntry(
        ORIGIN,
        CONNECTOR,
        ARCHIVE,
        new EntryPath("d/T-42.json"),
        Instant.EPOCH,
        DIGEST,
        DIGEST,
        record);
  }

  private static List<EntryPath> paths(int count) {
    return IntStream.range(0, count).mapToObj(i -> new EntryPath("d/" + i + ".bin")).toList();
  }
}
